#include "store/schema_tables.h"

#include "store/migrations.h"
#include "store/row_values.h"
#include "store/sqlite_database.h"

#include <algorithm>

namespace rollcall::store {

namespace {

std::expected<TableShape, StoreError> shapeOf(Database &database, const std::string &name)
{
    TableShape table{.name = name, .columns = {}, .key = {}, .references = {}};
    std::string keyType;
    std::vector<std::pair<int64_t, std::string>> key;
    auto columns = database.query("SELECT name, type, pk FROM pragma_table_info(?1) ORDER BY cid", std::vector<Value>{name}, [&](Row row) {
        table.columns.push_back(toText(row[0]));
        if (const auto place = std::get<int64_t>(row[2]); place > 0) {
            key.emplace_back(place, toText(row[0]));
            keyType = toText(row[1]);
        }
    });
    if (!columns)
        return std::unexpected(std::move(columns.error()));
    std::ranges::sort(key);
    for (const auto &[place, column] : key)
        table.key.push_back(column);
    table.numbered = key.size() == 1 && keyType == "INTEGER";
    auto references = database.query("SELECT DISTINCT \"table\" FROM pragma_foreign_key_list(?1)", std::vector<Value>{name},
                                     [&](Row row) { table.references.push_back(toText(row[0])); });
    if (!references)
        return std::unexpected(std::move(references.error()));
    auto counted = database.query("SELECT COUNT(*) FROM " + name, {}, [&](Row row) { table.rowsAtFirst = std::get<int64_t>(row[0]); });
    if (!counted)
        return std::unexpected(std::move(counted.error()));
    return table;
}

bool isIn(const std::vector<TableShape> &tables, const std::string &name)
{
    return std::ranges::find(tables, name, &TableShape::name) != tables.end();
}

// Each after what it points at; itself does not count. Circles, which the schema has none of, would end up last.
std::vector<TableShape> inOrder(std::vector<TableShape> tables)
{
    std::vector<TableShape> ordered;
    while (!tables.empty()) {
        auto next = std::ranges::find_if(tables, [&](const TableShape &table) {
            return std::ranges::all_of(table.references, [&](const std::string &other) { return other == table.name || isIn(ordered, other); });
        });
        if (next == tables.end())
            next = tables.begin();
        ordered.push_back(std::move(*next));
        tables.erase(next);
    }
    return ordered;
}

} // namespace

std::expected<std::vector<TableShape>, StoreError> registerTables()
{
    auto model = SqliteDatabase::open(":memory:", SqliteDatabase::Check::None);
    if (!model)
        return std::unexpected(std::move(model.error()));
    if (const auto migrated = migrate(**model, builtInMigrations(Dialect::Sqlite)); !migrated)
        return std::unexpected(migrated.error());
    std::vector<std::string> names;
    auto listed = (*model)->query("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT IN ('schema_migrations', 'register_changes') ORDER BY name", {},
                                  [&](Row row) { names.push_back(toText(row[0])); });
    if (!listed)
        return std::unexpected(std::move(listed.error()));
    std::vector<TableShape> tables;
    for (const std::string &name : names) {
        auto shape = shapeOf(**model, name);
        if (!shape)
            return std::unexpected(std::move(shape.error()));
        tables.push_back(std::move(*shape));
    }
    return inOrder(std::move(tables));
}

} // namespace rollcall::store
