#include "store/camera_limits.h"

#include "store/row_values.h"

#include <array>

namespace rollcall::store {

std::expected<void, StoreError> CameraLimits::read(Database &database, const std::string &id, std::optional<std::vector<std::string>> &cameras) const
{
    if (!cameras)
        return {};
    const std::array<Value, 1> values{id};
    const std::string sql = std::string("SELECT camera_id FROM ") + table + " WHERE " + owner + " = ?1 ORDER BY camera_id";
    return database.query(sql, values, [&](Row row) { cameras->push_back(toText(row[0])); });
}

std::expected<void, StoreError> CameraLimits::write(Database &database, const std::string &id, const std::optional<std::vector<std::string>> &cameras) const
{
    const std::array<Value, 1> values{id};
    if (auto removed = run(database, std::string("DELETE FROM ") + table + " WHERE " + owner + " = ?1", values); !removed)
        return removed;
    for (const std::string &camera : cameras.value_or(std::vector<std::string>())) {
        const std::array<Value, 2> row{id, camera};
        const std::string sql = std::string("INSERT INTO ") + table + " (" + owner + ", camera_id) VALUES (?1, ?2) ON CONFLICT (" + owner + ", camera_id) DO NOTHING";
        if (auto written = run(database, sql, row); !written)
            return written;
    }
    return {};
}

} // namespace rollcall::store
