#include "store/sqlite_database.h"

#include <sqlite3.h>

#include <atomic>
#include <fstream>
#include <map>
#include <thread>

namespace rollcall::store {

namespace {

using Code = StoreError::Code;

constexpr int busyTimeoutMs = 5'000;
constexpr std::string_view inMemory = ":memory:";  // no file
constexpr std::chrono::milliseconds betweenTries{20};
// Statements put together from filters are few; this bounds a mistake.
constexpr std::size_t maxPreparedStatements = 500;
// Checking a file reads all of it; beyond this size the start would take too long.
constexpr std::uintmax_t checkedFileBytes = 256U * 1024 * 1024;

struct CloseDatabase {
    void operator()(sqlite3 *handle) const { sqlite3_close_v2(handle); }
};
struct FinalizeStatement {
    void operator()(sqlite3_stmt *statement) const { sqlite3_finalize(statement); }
};
using Handle = std::unique_ptr<sqlite3, CloseDatabase>;
using Statement = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

// Leaves a cached statement ready for its next use, whatever happened: a statement in mid-air holds locks.
class Reset {
public:
    explicit Reset(sqlite3_stmt *statement)
        : m_statement(statement)
    {
    }
    Reset(const Reset &) = delete;
    Reset &operator=(const Reset &) = delete;
    ~Reset()
    {
        sqlite3_reset(m_statement);
        sqlite3_clear_bindings(m_statement);
    }

private:
    sqlite3_stmt *m_statement;
};

Code codeOf(int result)
{
    switch (result & 0xff) {
    case SQLITE_FULL:
        return Code::Full;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return Code::Busy;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return Code::Corrupt;
    case SQLITE_CONSTRAINT:
        return Code::Conflict;
    case SQLITE_INTERRUPT:
        return Code::Stopped;
    case SQLITE_TOOBIG:
    case SQLITE_MISMATCH:
        return Code::Invalid;
    default:
        return Code::Io;
    }
}

std::string advice(Code code)
{
    switch (code) {
    case Code::Full:
        return " Make room on its disk; what waits is then written by itself.";
    case Code::Busy:
        return " Another program holds it; end that program.";
    case Code::Corrupt:
        return " The file is damaged or is not a database; it was left as it is. Restore a backup, or choose another data folder.";
    case Code::Io:
        return " Check the disk and the rights of the folder.";
    default:
        return {};
    }
}

StoreError errorOf(sqlite3 *handle, int result, const std::string &name)
{
    const Code code = codeOf(result);
    const std::string words = handle ? sqlite3_errmsg(handle) : sqlite3_errstr(result);
    return {code, "The database " + name + " refused: " + words + "." + advice(code)};
}

// The bytes live in the caller's span for the whole step.
int bind(sqlite3_stmt *statement, int place, const Value &value)
{
    return std::visit([&](const auto &v) {
        using T = std::decay_t<decltype(v)>;
        if constexpr (std::is_same_v<T, std::monostate>)
            return sqlite3_bind_null(statement, place);
        else if constexpr (std::is_same_v<T, int64_t>)
            return sqlite3_bind_int64(statement, place, v);
        else if constexpr (std::is_same_v<T, double>)
            return sqlite3_bind_double(statement, place, v);
        else if constexpr (std::is_same_v<T, std::string>)
            return sqlite3_bind_text64(statement, place, v.data(), v.size(), SQLITE_STATIC, SQLITE_UTF8);
        else
            return v.empty() ? sqlite3_bind_zeroblob(statement, place, 0)
                             : sqlite3_bind_blob64(statement, place, v.data(), v.size(), SQLITE_STATIC);
    }, value);
}

// Into the value of the row before, whose memory is used again where it is a text too.
void readColumn(sqlite3_stmt *statement, int place, Value &value)
{
    const auto size = [&] { return static_cast<std::size_t>(sqlite3_column_bytes(statement, place)); };
    switch (sqlite3_column_type(statement, place)) {
    case SQLITE_INTEGER:
        value = int64_t{sqlite3_column_int64(statement, place)};
        return;
    case SQLITE_FLOAT:
        value = sqlite3_column_double(statement, place);
        return;
    case SQLITE_TEXT: {
        const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(statement, place));
        if (auto *known = std::get_if<std::string>(&value))
            known->assign(text, size());
        else
            value.emplace<std::string>(text, size());
        return;
    }
    case SQLITE_BLOB: {
        const auto *bytes = static_cast<const uint8_t *>(sqlite3_column_blob(statement, place));
        value = Blob(bytes, bytes + size());
        return;
    }
    default:
        value = std::monostate{};
    }
}

} // namespace

class SqliteDatabase::Private {
public:
    std::expected<sqlite3_stmt *, StoreError> prepared(std::string_view sql, std::span<const Value> parameters)
    {
        if (interrupted)
            return std::unexpected(StoreError{Code::Stopped, "The database " + name + " is closed: the server stops."});
        auto known = statements.find(sql);
        if (known == statements.end()) {
            if (statements.size() >= maxPreparedStatements)
                statements.clear();
            sqlite3_stmt *made = nullptr;
            const int result = sqlite3_prepare_v3(handle.get(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &made, nullptr);
            if (result != SQLITE_OK)
                return std::unexpected(errorOf(handle.get(), result, name));
            known = statements.emplace(std::string(sql), Statement(made)).first;
        }
        sqlite3_stmt *statement = known->second.get();
        for (std::size_t i = 0; i < parameters.size(); ++i) {
            if (const int result = bind(statement, static_cast<int>(i) + 1, parameters[i]); result != SQLITE_OK)
                return std::unexpected(errorOf(handle.get(), result, name));
        }
        return statement;
    }

    std::string name;
    std::atomic<bool> interrupted = false;
    Handle handle;
    std::map<std::string, Statement, std::less<>> statements;  // by their SQL; finalized before the handle closes
};

SqliteDatabase::SqliteDatabase(std::unique_ptr<Private> data)
    : d(std::move(data))
{
}

SqliteDatabase::~SqliteDatabase() = default;

namespace {

// Reads the whole file where it is not too large: a damaged one must be noticed before the first write.
std::expected<void, StoreError> check(Database &database, const std::filesystem::path &file)
{
    std::error_code ignored;
    const bool small = std::filesystem::file_size(file, ignored) <= checkedFileBytes;
    std::string verdict = "ok";
    auto read = database.query(small ? "PRAGMA quick_check(1)" : "SELECT 'ok' FROM sqlite_schema LIMIT 1", {},
                               [&](Row row) { verdict = std::get<std::string>(row[0]); });
    if (!read)
        return read;
    if (verdict != "ok")
        return std::unexpected(StoreError{Code::Corrupt, "The database " + database.name() + " is damaged: " + verdict + "." + advice(Code::Corrupt)});
    return {};
}

// Faces and names: a new file is for its owner alone, and so is what SQLite puts beside it. One that is there stays as somebody made it.
void makePrivate(const std::filesystem::path &file)
{
    std::error_code ignored;
    if (file == inMemory || std::filesystem::exists(file, ignored) || !std::ofstream(file, std::ios::app))  // somebody else may be making it too
        return;  // what is wrong is said when it is opened
    std::filesystem::permissions(file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, ignored);
}

// Where several open a new file at the same moment they would wait for each other for ever; SQLite refuses all but one at once instead.
std::expected<void, StoreError> useLog(Database &database)
{
    const auto patience = std::chrono::steady_clock::now() + std::chrono::milliseconds(busyTimeoutMs);
    for (;;) {
        auto set = database.script("PRAGMA journal_mode = WAL");
        if (set || set.error().code != Code::Busy || std::chrono::steady_clock::now() >= patience)
            return set;
        std::this_thread::sleep_for(betweenTries);
    }
}

} // namespace

std::expected<std::unique_ptr<SqliteDatabase>, StoreError> SqliteDatabase::open(const std::filesystem::path &file, Check checking)
{
    std::error_code failed;
    if (file.has_parent_path() && !std::filesystem::create_directories(file.parent_path(), failed) && failed)
        return std::unexpected(StoreError{Code::Io, "The data folder " + file.parent_path().string() + " cannot be made: " + failed.message()
                                          + ". Choose another one, or give this user the right to write there."});
    auto data = std::make_unique<Private>();
    data->name = file.string();
    makePrivate(file);
    sqlite3 *handle = nullptr;
    // One thread at a time uses it, so SQLite's own locks are off.
    const int result = sqlite3_open_v2(file.c_str(), &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    data->handle.reset(handle);
    if (result != SQLITE_OK)
        return std::unexpected(errorOf(handle, result, data->name));
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, busyTimeoutMs);

    std::unique_ptr<SqliteDatabase> database(new SqliteDatabase(std::move(data)));
    if (checking == Check::Contents) {
        if (auto sound = check(*database, file); !sound)
            return std::unexpected(std::move(sound.error()));
    }
    if (auto set = useLog(*database); !set)
        return std::unexpected(std::move(set.error()));
    // secure_delete: an erased person leaves nothing readable in the file's free pages. cache_size: 8 MiB have room for the sightings of a
    // busy day, which do not lie in the order of their times.
    if (auto set = database->script("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA cache_size = -8192;"); !set)
        return std::unexpected(std::move(set.error()));
    return database;
}

std::expected<int64_t, StoreError> SqliteDatabase::execute(std::string_view sql, std::span<const Value> parameters)
{
    auto statement = d->prepared(sql, parameters);
    if (!statement)
        return std::unexpected(std::move(statement.error()));
    const Reset reset(*statement);
    int result = SQLITE_ROW;
    while (result == SQLITE_ROW)
        result = sqlite3_step(*statement);
    if (result != SQLITE_DONE)
        return std::unexpected(errorOf(d->handle.get(), result, d->name));
    return sqlite3_changes64(d->handle.get());
}

std::expected<void, StoreError> SqliteDatabase::query(std::string_view sql, std::span<const Value> parameters, const std::function<void(Row)> &take)
{
    auto statement = d->prepared(sql, parameters);
    if (!statement)
        return std::unexpected(std::move(statement.error()));
    const Reset reset(*statement);
    std::vector<Value> row(static_cast<std::size_t>(sqlite3_column_count(*statement)));
    int result = SQLITE_DONE;
    while ((result = sqlite3_step(*statement)) == SQLITE_ROW) {
        for (std::size_t i = 0; i < row.size(); ++i)
            readColumn(*statement, static_cast<int>(i), row[i]);
        take(row);
    }
    if (result != SQLITE_DONE)
        return std::unexpected(errorOf(d->handle.get(), result, d->name));
    return {};
}

std::expected<void, StoreError> SqliteDatabase::script(const std::string &sql)
{
    if (const int result = sqlite3_exec(d->handle.get(), sql.c_str(), nullptr, nullptr, nullptr); result != SQLITE_OK)
        return std::unexpected(errorOf(d->handle.get(), result, d->name));
    return {};
}

std::expected<void, StoreError> SqliteDatabase::scrub()
{
    bool busy = false;
    auto emptied = query("PRAGMA wal_checkpoint(TRUNCATE)", {}, [&](Row row) { busy = std::get<int64_t>(row[0]) != 0; });
    if (emptied && busy)
        return std::unexpected(StoreError{Code::Busy, "What was erased is gone from " + d->name + ", but its log could not be emptied while others read it. It is overwritten in time."});
    return emptied;
}

void SqliteDatabase::interrupt()
{
    d->interrupted = true;
    sqlite3_interrupt(d->handle.get());
}

std::string SqliteDatabase::name() const
{
    return d->name;
}

} // namespace rollcall::store
