#include "store/row_values.h"

#include "attendance/words.h"

#include <bit>
#include <cmath>
#include <cstring>

namespace rollcall::store {

using attendance::SightingStatus;

static_assert(std::endian::native == std::endian::little, "templates are stored little-endian");

namespace {

// Suggested by recognition, and no operator said anything of it.
constexpr std::string_view isOpen = "suggested = 1 AND decision IS NULL";
// An operator confirmed a sighting of the same person on its day.
constexpr std::string_view dayIsConfirmed =
    "EXISTS (SELECT 1 FROM sightings AS agreed WHERE agreed.person_id = sightings.person_id AND agreed.decision = 'confirmed' "
    "AND sightings.first_seen >= agreed.covers_from AND sightings.first_seen < agreed.covers_until)";

std::optional<attendance::Decision> toDecision(const Value &status, const Value &when, const Value &by, const Value &reason)
{
    const auto decided = toOptionalText(status);
    if (!decided)
        return std::nullopt;
    return attendance::Decision{.status = *decided == "rejected" ? SightingStatus::Rejected : SightingStatus::Confirmed, .when = toTime(when),
                                .by = toOptionalText(by).value_or(""), .reason = toOptionalText(reason).value_or("")};
}

} // namespace

attendance::Source toSource(const Value &value)
{
    return attendance::parseWord<attendance::Source>(toText(value)).value_or(attendance::Source::Face);
}

UtcMs toTime(const Value &value)
{
    return UtcMs(std::chrono::milliseconds(std::get<int64_t>(value)));
}

const std::string &toText(const Value &value)
{
    return std::get<std::string>(value);
}

std::optional<std::string> toOptionalText(const Value &value)
{
    const auto *text = std::get_if<std::string>(&value);
    return text ? std::optional(*text) : std::nullopt;
}

attendance::Uuid toUuid(const Value &value)
{
    return attendance::Uuid::parse(toText(value)).value_or(attendance::Uuid());
}

Value orNull(const std::optional<std::string> &text)
{
    return text ? Value(*text) : Value();
}

Blob toBlob(const std::vector<float> &values)
{
    Blob bytes(values.size() * sizeof(float));
    if (!values.empty())
        std::memcpy(bytes.data(), values.data(), bytes.size());
    return bytes;
}

std::vector<float> toVector(const Value &value)
{
    const Blob &bytes = std::get<Blob>(value);
    std::vector<float> values(bytes.size() / sizeof(float));
    if (!values.empty())
        std::memcpy(values.data(), bytes.data(), values.size() * sizeof(float));
    return values;
}

const std::string &sightingColumns()
{
    static const std::string columns =
        "SELECT id, person_id, camera_id, first_seen, last_seen, confidence, track, corrected, decision, decided_at, decided_by, decision_reason, "
        "CASE WHEN decision = 'rejected' THEN 2 WHEN " + std::string(isOpen) + " AND NOT " + std::string(dayIsConfirmed) + " THEN 1 ELSE 0 END, source FROM sightings ";
    return columns;
}

Sighting toSighting(Row row)
{
    constexpr SightingStatus statuses[] = {SightingStatus::Confirmed, SightingStatus::Suggested, SightingStatus::Rejected};
    return {.id = toUuid(row[0]), .person = PersonId(toText(row[1])), .camera = CameraId(toText(row[2])),
            .firstSeen = toTime(row[3]), .lastSeen = toTime(row[4]),
            .confidence = std::get<double>(row[5]), .track = static_cast<uint64_t>(std::get<int64_t>(row[6])),
            .status = statuses[std::get<int64_t>(row[12])],
            .decision = toDecision(row[8], row[9], row[10], row[11]), .corrected = std::get<int64_t>(row[7]) != 0, .source = toSource(row[13])};
}

const std::string &conditionOf(SightingStatus status)
{
    static const std::string confirmed = "(decision = 'confirmed' OR (decision IS NULL AND suggested = 0) OR (" + std::string(isOpen) + " AND " + std::string(dayIsConfirmed) + "))";
    static const std::string suggested = "(" + std::string(isOpen) + " AND NOT " + std::string(dayIsConfirmed) + ")";
    static const std::string rejected = "decision = 'rejected'";
    switch (status) {
    case SightingStatus::Confirmed:
        return confirmed;
    case SightingStatus::Suggested:
        return suggested;
    case SightingStatus::Rejected:
        break;
    }
    return rejected;
}

std::expected<void, StoreError> checkSighting(const Sighting &sighting)
{
    if (sighting.id.isNil() || sighting.person.isEmpty() || sighting.camera.isEmpty())
        return std::unexpected(StoreError{StoreError::Code::Invalid, "A sighting needs an id, a person and a camera."});
    if (sighting.lastSeen < sighting.firstSeen || !std::isfinite(sighting.confidence))
        return std::unexpected(StoreError{StoreError::Code::Invalid, "Sighting " + sighting.id.toString() + " ends before it begins, or its confidence is not a number."});
    return {};
}

std::expected<void, StoreError> run(Database &database, std::string_view sql, std::span<const Value> values)
{
    auto done = database.execute(sql, values);
    if (!done)
        return std::unexpected(std::move(done.error()));
    return {};
}

std::expected<void, StoreError> checkPage(const PageRequest &page)
{
    if (page.limit < 1 || page.limit > PageRequest::maxLimit)
        return std::unexpected(StoreError{StoreError::Code::Invalid, "\"limit\" must be 1 to " + std::to_string(PageRequest::maxLimit) + "."});
    return {};
}

std::expected<void, StoreError> checkUuidPage(const PageRequest &page)
{
    if (page.cursor && !attendance::Uuid::parse(*page.cursor))
        return std::unexpected(StoreError{StoreError::Code::Invalid, "\"cursor\" is not one that this list gave out."});
    return checkPage(page);
}

} // namespace rollcall::store
