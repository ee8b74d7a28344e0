#pragma once

// What the repositories share: values of rows in the words of attendance, and back. Pure functions.

#include "store/database.h"
#include "store/records.h"

#include <utility>

namespace rollcall::store {

[[nodiscard]] inline int64_t toInt(UtcMs time) { return time.time_since_epoch().count(); }
[[nodiscard]] inline int64_t toInt(const Value &value) { return std::get<int64_t>(value); }
[[nodiscard]] UtcMs toTime(const Value &value);
[[nodiscard]] const std::string &toText(const Value &value);
[[nodiscard]] std::optional<std::string> toOptionalText(const Value &value);
[[nodiscard]] attendance::Uuid toUuid(const Value &value);
[[nodiscard]] attendance::Source toSource(const Value &value);
[[nodiscard]] Value orNull(const std::optional<std::string> &text);

// Embeddings as 32-bit IEEE 754 values, little-endian.
[[nodiscard]] Blob toBlob(const std::vector<float> &values);
[[nodiscard]] std::vector<float> toVector(const Value &value);

// "SELECT … FROM sightings " in the order that toSighting reads, with what each counts for.
[[nodiscard]] const std::string &sightingColumns();
[[nodiscard]] Sighting toSighting(Row row);
// A condition that holds for sightings of this status.
[[nodiscard]] const std::string &conditionOf(attendance::SightingStatus status);

// Whether it may be stored at all: Invalid with the reason where not.
[[nodiscard]] std::expected<void, StoreError> checkSighting(const Sighting &sighting);

// A statement whose number of rows does not matter.
[[nodiscard]] std::expected<void, StoreError> run(Database &database, std::string_view sql, std::span<const Value> values = {});

[[nodiscard]] std::expected<void, StoreError> checkPage(const PageRequest &page);
// Of lists that are paged by UUIDs, newest first.
[[nodiscard]] std::expected<void, StoreError> checkUuidPage(const PageRequest &page);

// One row more than asked for was read: it says that there is a next page, which starts after the last one given.
template <typename T, typename IdOf>
[[nodiscard]] Page<T> cut(std::vector<T> items, const PageRequest &page, IdOf idOf)
{
    Page<T> result{.items = std::move(items), .next = std::nullopt};
    if (result.items.size() > static_cast<std::size_t>(page.limit)) {
        result.items.resize(static_cast<std::size_t>(page.limit));
        result.next = idOf(result.items.back());
    }
    return result;
}

} // namespace rollcall::store
