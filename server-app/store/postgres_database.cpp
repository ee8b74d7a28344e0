#include "store/postgres_database.h"

#include "signaling/backoff.h"
#include "store/postgres_connection.h"

#include <cstdlib>
#include <random>

namespace rollcall::store {

namespace {

using Code = StoreError::Code;
using Clock = std::chrono::steady_clock;

constexpr std::size_t copyChunkBytes = 256U * 1024;

// The server stops working for a caller that has gone, and never says yes before what it says yes to is on disk.
constexpr const char *sessionSettings =
    "SET synchronous_commit = on; SET TIME ZONE 'UTC'; SET idle_in_transaction_session_timeout = '60s'; "
    "SELECT set_config(name, '2s', false) FROM pg_settings WHERE name = 'client_connection_check_interval'";

} // namespace

class PostgresDatabase::Private {
public:
    explicit Private(Config settings)
        : config(std::move(settings))
        , backoff(config.firstRetry, config.lastRetry)
        , random(std::random_device{}())
    {
    }

    std::expected<void, StoreError> connect();
    std::expected<void, StoreError> prepare(Database &database);
    std::expected<PostgresConnection *, StoreError> ready(Database &database);
    std::expected<int64_t, StoreError> run(Database &database, std::string_view sql, std::span<const Value> parameters,
                                           const PostgresConnection::TakeResult &take);
    // Hands on how a call ended; a broken connection goes at once.
    template <typename Result>
    Result ended(Result result)
    {
        if (connection && connection->isBroken()) {
            connection.reset();
            transactionCut = inTransaction;
        }
        return result;
    }
    [[nodiscard]] Clock::time_point deadlineAfter(std::chrono::milliseconds timeout) const
    {
        return deadline ? *deadline : Clock::now() + timeout;
    }

    const Config config;
    WakeUp stop;
    std::unique_ptr<PostgresConnection> connection;
    std::optional<Clock::time_point> deadline;
    signaling::Backoff backoff;
    std::minstd_rand random;
    Clock::time_point nextAttempt;
    StoreError lastFailure;
    bool preparing = false;
    bool inTransaction = false;
    bool transactionCut = false;  // its connection was lost: nothing of it may run on the next one
};

std::expected<void, StoreError> PostgresDatabase::Private::connect()
{
    const auto limit = std::min(deadlineAfter(config.connectTimeout), Clock::now() + config.connectTimeout);
    auto opened = PostgresConnection::open(config.address, stop, limit);
    if (!opened)
        return std::unexpected(std::move(opened.error()));
    (*opened)->setDeadline(limit);
    if (auto set = (*opened)->script(sessionSettings); !set)
        return set;
    connection = std::move(*opened);
    return {};
}

std::expected<void, StoreError> PostgresDatabase::Private::prepare(Database &database)
{
    if (!config.prepare)
        return {};
    preparing = true;
    auto prepared = config.prepare(database);
    preparing = false;
    if (!prepared)
        connection.reset();
    return prepared;
}

// A connection that may run a statement now.
std::expected<PostgresConnection *, StoreError> PostgresDatabase::Private::ready(Database &database)
{
    if (stop.isSet())
        return std::unexpected(StoreError{Code::Stopped, "The database " + config.address.name() + " is closed: the server stops."});
    if (transactionCut)
        return std::unexpected(StoreError{Code::Unavailable, "The connection to " + config.address.name() + " broke within a transaction, of which nothing was kept."});
    if (!connection) {
        if (preparing || Clock::now() < nextAttempt)
            return std::unexpected(lastFailure);
        auto connected = connect();
        if (connected)
            connected = prepare(database);
        if (!connected) {
            lastFailure = connected.error();
            nextAttempt = Clock::now() + backoff.next(random);
            return std::unexpected(lastFailure);
        }
        backoff.reset();
    }
    connection->setDeadline(deadlineAfter(config.callTimeout));
    return connection.get();
}

std::expected<int64_t, StoreError> PostgresDatabase::Private::run(Database &database, std::string_view sql, std::span<const Value> parameters,
                                                                  const PostgresConnection::TakeResult &take)
{
    auto usable = ready(database);
    if (!usable)
        return std::unexpected(std::move(usable.error()));
    int64_t changed = 0;
    std::string status;
    auto done = ended((*usable)->run(sql, parameters, [&](const PGresult *result) -> std::expected<void, StoreError> {
        // libpq's own signatures ask for a result that could be changed.
        changed = std::strtoll(PQcmdTuples(const_cast<PGresult *>(result)), nullptr, 10);
        status = PQcmdStatus(const_cast<PGresult *>(result));
        return take ? take(result) : std::expected<void, StoreError>();
    }));
    if (!done)
        return std::unexpected(std::move(done.error()));
    if (sql == "COMMIT" && status == "ROLLBACK")  // a statement before had failed
        return std::unexpected(StoreError{Code::Io, "The database " + config.address.name() + " rolled the transaction back: a statement in it had failed."});
    return changed;
}

PostgresDatabase::PostgresDatabase(Config config)
    : d(std::make_unique<Private>(std::move(config)))
{
}

PostgresDatabase::~PostgresDatabase() = default;

std::expected<int64_t, StoreError> PostgresDatabase::execute(std::string_view sql, std::span<const Value> parameters)
{
    if (sql == "ROLLBACK" && !d->connection) {
        d->transactionCut = d->inTransaction = false;
        return 0;
    }
    auto changed = d->run(*this, sql, parameters, {});
    if (sql.starts_with("BEGIN") && changed)
        d->inTransaction = true;
    if (sql == "ROLLBACK" || (sql == "COMMIT" && changed))
        d->inTransaction = d->transactionCut = false;
    return changed;
}

std::expected<std::vector<int64_t>, StoreError> PostgresDatabase::executeEach(std::string_view sql, std::span<const std::vector<Value>> parameters)
{
    std::vector<int64_t> changed;
    if (parameters.empty())
        return changed;
    auto usable = d->ready(*this);
    if (!usable)
        return std::unexpected(std::move(usable.error()));
    changed.reserve(parameters.size());
    auto done = d->ended((*usable)->runEach(sql, parameters, [&](const PGresult *result) -> std::expected<void, StoreError> {
        changed.push_back(std::strtoll(PQcmdTuples(const_cast<PGresult *>(result)), nullptr, 10));
        return {};
    }));
    if (!done)
        return std::unexpected(std::move(done.error()));
    return changed;
}

std::expected<void, StoreError> PostgresDatabase::query(std::string_view sql, std::span<const Value> parameters, const std::function<void(Row)> &take)
{
    std::vector<Value> row;
    auto done = d->run(*this, sql, parameters, [&](const PGresult *result) -> std::expected<void, StoreError> {
        row.resize(static_cast<std::size_t>(PQnfields(result)));
        for (int i = 0; i < PQntuples(result); ++i) {
            for (std::size_t column = 0; column < row.size(); ++column) {
                auto value = fromPostgres(result, i, static_cast<int>(column));
                if (!value)
                    return std::unexpected(std::move(value.error()));
                row[column] = std::move(*value);
            }
            take(row);
        }
        return {};
    });
    if (!done)
        return std::unexpected(std::move(done.error()));
    return {};
}

std::expected<void, StoreError> PostgresDatabase::script(const std::string &sql)
{
    auto usable = d->ready(*this);
    if (!usable)
        return std::unexpected(std::move(usable.error()));
    return d->ended((*usable)->script(sql));
}

std::expected<int64_t, StoreError> PostgresDatabase::append(std::string_view table, std::span<const std::string> columns, const NextRow &next)
{
    auto usable = d->ready(*this);
    if (!usable)
        return std::unexpected(std::move(usable.error()));
    std::string sql = "COPY " + std::string(table) + " (";
    for (std::size_t i = 0; i < columns.size(); ++i)
        sql += (i ? ", " : "") + columns[i];
    sql += ") FROM STDIN (FORMAT binary)";
    bool begun = false;
    bool over = false;
    std::vector<Value> row;
    return d->ended((*usable)->copyIn(sql, [&](std::string &buffer) -> std::expected<void, StoreError> {
        if (!std::exchange(begun, true))
            appendCopyHeader(buffer);
        while (!over && buffer.size() < copyChunkBytes) {
            row.clear();
            const auto there = next(row);
            if (!there)
                return std::unexpected(there.error());
            over = !*there;
            if (over)
                appendCopyTrailer(buffer);
            else
                appendCopyRow(buffer, row);
        }
        (*usable)->setDeadline(d->deadlineAfter(d->config.callTimeout));  // a deadline for each piece
        return {};
    }));
}

std::string PostgresDatabase::name() const
{
    return d->config.address.name();
}

void PostgresDatabase::setDeadline(std::optional<Clock::time_point> deadline)
{
    d->deadline = deadline;
}

void PostgresDatabase::interrupt()
{
    d->stop.set();
}

} // namespace rollcall::store
