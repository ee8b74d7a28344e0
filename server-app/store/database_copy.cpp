#include "store/database_copy.h"

#include "store/migrations.h"
#include "store/row_pipe.h"
#include "store/schema_tables.h"

#include <QCryptographicHash>

#include <thread>

namespace rollcall::store {

namespace {

using Code = StoreError::Code;

std::string joined(const std::vector<std::string> &names)
{
    std::string list;
    for (const std::string &name : names)
        list += (list.empty() ? "" : ", ") + name;
    return list;
}

std::string selectAll(const TableShape &table)
{
    return "SELECT " + joined(table.columns) + " FROM " + table.name + " ORDER BY " + joined(table.key.empty() ? table.columns : table.key);
}

// The same for the same values, whatever database they came from.
class RowHash {
public:
    void add(Row row)
    {
        ++m_rows;
        for (const Value &value : row)
            std::visit([this](const auto &v) { add(v); }, value);
    }
    [[nodiscard]] CopiedTable result(const std::string &table) const { return {table, m_rows, m_hash.result().toHex().toStdString()}; }

private:
    void addPart(char kind, const void *bytes, std::size_t size)
    {
        const auto length = static_cast<uint64_t>(size);
        m_hash.addData(QByteArrayView(&kind, 1));
        m_hash.addData(QByteArrayView(reinterpret_cast<const char *>(&length), sizeof length));
        m_hash.addData(QByteArrayView(static_cast<const char *>(bytes), static_cast<qsizetype>(size)));
    }
    void add(std::monostate) { addPart('n', "", 0); }
    void add(int64_t whole) { addPart('i', &whole, sizeof whole); }
    void add(double real) { addPart('r', &real, sizeof real); }
    void add(const std::string &text) { addPart('t', text.data(), text.size()); }
    void add(const Blob &blob) { addPart('b', blob.data(), blob.size()); }

    QCryptographicHash m_hash{QCryptographicHash::Sha256};
    int64_t m_rows = 0;
};

std::expected<void, StoreError> requireCurrent(Database &database)
{
    const auto version = schemaVersion(database);
    if (!version)
        return std::unexpected(version.error());
    if (*version == builtInMigrations(database.dialect()).back().version)
        return {};
    return std::unexpected(StoreError{Code::Invalid, "The schema of " + database.name() + " is version " + std::to_string(*version)
                                      + ", not that of this program. Bring it up to date first with: rollcall-server db migrate --database …"});
}

std::expected<void, StoreError> requireEmpty(Database &database, const std::vector<TableShape> &tables)
{
    for (const TableShape &table : tables) {
        int64_t rows = 0;
        auto counted = database.query("SELECT COUNT(*) FROM " + table.name, {}, [&](Row row) { rows = std::get<int64_t>(row[0]); });
        if (!counted)
            return counted;
        if (rows > table.rowsAtFirst)
            return std::unexpected(StoreError{Code::Conflict, "The database " + database.name() + " is not empty: its table " + table.name + " has " + std::to_string(rows)
                                              + (rows == 1 ? " row" : " rows") + ". Nothing was copied; choose an empty database."});
    }
    return {};
}

// Reads on a thread of its own while this one writes; what the source held.
std::expected<CopiedTable, StoreError> copyTable(Database &from, Database &to, const TableShape &table)
{
    if (table.rowsAtFirst > 0) {
        if (auto cleared = to.execute("DELETE FROM " + table.name); !cleared)
            return std::unexpected(std::move(cleared.error()));
    }
    RowHash hash;
    RowPipe pipe;
    std::jthread reader([&] {
        pipe.end(from.query(selectAll(table), {}, [&](Row row) {
            hash.add(row);
            pipe.put({row.begin(), row.end()});
        }));
    });
    const auto written = to.append(table.name, table.columns, [&](std::vector<Value> &row) { return pipe.take(row); });
    pipe.giveUp();
    reader.join();
    if (!written)
        return std::unexpected(written.error());
    return hash.result(table.name);
}

std::expected<void, StoreError> compare(Database &to, const TableShape &table, const CopiedTable &expected)
{
    RowHash hash;
    if (auto read = to.query(selectAll(table), {}, [&](Row row) { hash.add(row); }); !read)
        return read;
    const CopiedTable found = hash.result(table.name);
    if (found.rows == expected.rows && found.sha256 == expected.sha256)
        return {};
    return std::unexpected(StoreError{Code::Corrupt, "The table " + table.name + " came out different: " + std::to_string(expected.rows) + " rows with SHA-256 " + expected.sha256
                                      + " became " + std::to_string(found.rows) + " with " + found.sha256 + ". Nothing was kept."});
}

// PostgreSQL counts on from the last number by itself only where it gave the numbers out.
std::expected<void, StoreError> countOn(Database &to, const TableShape &table)
{
    if (!table.numbered || to.dialect() == Dialect::Sqlite)
        return {};
    const std::string &key = table.key.front();
    return to.query("SELECT setval(pg_get_serial_sequence('" + table.name + "', '" + key + "'), COALESCE(MAX(" + key + "), 1), MAX(" + key + ") IS NOT NULL) FROM " + table.name, {}, [](Row) { });
}

// One moment of the source, for all tables.
std::expected<void, StoreError> beginReading(Database &from)
{
    auto begun = from.execute(from.dialect() == Dialect::Sqlite ? "BEGIN" : "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY");
    if (!begun)
        return std::unexpected(std::move(begun.error()));
    return {};
}

} // namespace

std::expected<std::vector<CopiedTable>, StoreError> copyDatabase(Database &from, Database &to, const std::function<void(const CopiedTable &)> &copied)
{
    const auto tables = registerTables();
    if (!tables)
        return std::unexpected(tables.error());
    if (auto current = requireCurrent(from); !current)
        return std::unexpected(std::move(current.error()));
    if (const auto migrated = migrate(to, builtInMigrations(to.dialect())); !migrated)
        return std::unexpected(migrated.error());
    if (auto begun = beginReading(from); !begun)
        return std::unexpected(std::move(begun.error()));
    auto transaction = Transaction::begin(to);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    if (auto empty = requireEmpty(to, *tables); !empty)
        return std::unexpected(std::move(empty.error()));
    std::vector<CopiedTable> all;
    for (const TableShape &table : *tables) {
        auto done = copyTable(from, to, table);
        if (!done)
            return std::unexpected(std::move(done.error()));
        if (auto same = compare(to, table, *done); !same)
            return std::unexpected(std::move(same.error()));
        if (auto counted = countOn(to, table); !counted)
            return std::unexpected(std::move(counted.error()));
        copied(*done);
        all.push_back(std::move(*done));
    }
    if (auto committed = transaction->commit(); !committed)
        return std::unexpected(std::move(committed.error()));
    [[maybe_unused]] const auto over = from.execute("ROLLBACK");
    return all;
}

} // namespace rollcall::store
