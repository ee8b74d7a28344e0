#include "store/correction_records.h"

#include "store/row_values.h"
#include "store/schedule_values.h"

namespace rollcall::store {

using namespace attendance;

namespace {

using Code = StoreError::Code;

constexpr std::string_view columns = "id, person_id, day, shift_id, kind, at_time, target_id, status, reason, made_by, made_at";

Correction toCorrection(Row row)
{
    const auto text = [&](std::size_t i) { return toOptionalText(row[i]); };
    Correction correction;
    correction.id = toUuid(row[0]);
    correction.person = PersonId(toText(row[1]));
    correction.day = toDay(row[2]);
    if (const auto shift = text(3))
        correction.shift = ShiftId(*shift);
    correction.kind = parseWord<Correction::Kind>(toText(row[4])).value_or(Correction::Kind::Withdraw);
    if (!std::holds_alternative<std::monostate>(row[5]))
        correction.when = toTime(row[5]);
    if (const auto target = text(6))
        correction.target = Uuid::parse(*target);
    if (const auto status = text(7))
        correction.status = parseStatus(*status);
    correction.reason = toText(row[8]);
    correction.by = toText(row[9]);
    correction.made = toTime(row[10]);
    return correction;
}

} // namespace

CorrectionRecords::CorrectionRecords(Database &database)
    : m_database(database)
{
}

std::expected<void, StoreError> CorrectionRecords::require(std::string_view sql, std::span<const Value> values, const std::string &message)
{
    bool found = false;
    auto read = m_database.query(sql, values, [&](Row) { found = true; });
    if (!read)
        return read;
    if (!found)
        return std::unexpected(StoreError{Code::NotFound, message});
    return {};
}

std::expected<void, StoreError> CorrectionRecords::checkReferences(const Correction &correction)
{
    const std::string person = correction.person.toString();
    const std::array<Value, 1> one{person};
    if (auto known = require("SELECT id FROM people WHERE id = ?1", one, "There is no person with the id \"" + person + "\"."); !known)
        return known;
    if (correction.shift) {
        const std::array<Value, 1> shift{correction.shift->toString()};
        if (auto known = require("SELECT id FROM shifts WHERE id = ?1", shift, "There is no shift with the id \"" + correction.shift->toString() + "\"."); !known)
            return known;
    }
    if (!correction.target)
        return {};
    const std::array<Value, 2> target{correction.target->toString(), person};
    if (correction.kind == Correction::Kind::Ignore)
        return require("SELECT id FROM sightings WHERE id = ?1 AND person_id = ?2", target,
                       "\"target\" is not a sighting of \"" + person + "\".");
    return require("SELECT id FROM corrections WHERE id = ?1 AND person_id = ?2", target, "\"target\" is not a correction of \"" + person + "\".");
}

std::expected<void, StoreError> CorrectionRecords::add(const Correction &correction)
{
    auto transaction = Transaction::begin(m_database);
    if (!transaction)
        return std::unexpected(std::move(transaction.error()));
    if (auto known = checkReferences(correction); !known)
        return known;
    const std::array<Value, 11> values{correction.id.toString(), correction.person.toString(), dayValue(correction.day),
        correction.shift ? Value(correction.shift->toString()) : Value(), wordValue(toWord(correction.kind)),
        correction.when ? Value(toInt(*correction.when)) : Value(), correction.target ? Value(correction.target->toString()) : Value(),
        correction.status ? wordValue(toWord(*correction.status)) : Value(), correction.reason, correction.by, toInt(correction.made)};
    const auto added = m_database.execute("INSERT INTO corrections (" + std::string(columns)
        + ") VALUES (?1, ?2, ?3, CAST(?4 AS TEXT), ?5, CAST(?6 AS BIGINT), CAST(?7 AS TEXT), CAST(?8 AS TEXT), ?9, ?10, ?11) ON CONFLICT (id) DO NOTHING", values);
    if (!added)
        return std::unexpected(added.error());
    if (*added == 0)
        return std::unexpected(StoreError{Code::Conflict, "There is a correction with the id " + correction.id.toString() + " already; corrections are never changed."});
    return transaction->commit();
}

std::expected<std::vector<Correction>, StoreError> CorrectionRecords::read(const std::string &where, std::span<const Value> values)
{
    std::vector<Correction> found;
    auto done = m_database.query("SELECT " + std::string(columns) + " FROM corrections " + where, values,
                                 [&](Row row) { found.push_back(toCorrection(row)); });
    if (!done)
        return std::unexpected(std::move(done.error()));
    return found;
}

std::expected<Correction, StoreError> CorrectionRecords::correction(const Uuid &id)
{
    const std::array<Value, 1> values{id.toString()};
    auto found = read("WHERE id = ?1", values);
    if (!found)
        return std::unexpected(std::move(found.error()));
    if (found->empty())
        return std::unexpected(StoreError{Code::NotFound, "There is no correction with the id \"" + id.toString() + "\"."});
    return std::move(found->front());
}

std::expected<Page<Correction>, StoreError> CorrectionRecords::corrections(const Filter &filter, const PageRequest &page)
{
    if (auto sound = checkUuidPage(page); !sound)
        return std::unexpected(std::move(sound.error()));
    std::string where = "WHERE 1 = 1";
    std::vector<Value> values;
    const auto require_ = [&](const std::string &condition, Value value) {
        values.push_back(std::move(value));
        where += " AND " + condition + " ?" + std::to_string(values.size());
    };
    if (filter.person)
        require_("person_id =", filter.person->toString());
    if (filter.from)
        require_("day >=", dayValue(filter.from));
    if (filter.until)
        require_("day <=", dayValue(filter.until));
    if (page.cursor)
        require_("id <", *page.cursor);
    values.emplace_back(int64_t{page.limit} + 1);
    auto found = read(where + " ORDER BY id DESC LIMIT ?" + std::to_string(values.size()), values);
    if (!found)
        return std::unexpected(std::move(found.error()));
    return cut(std::move(*found), page, [](const Correction &correction) { return correction.id.toString(); });
}

std::expected<std::vector<Correction>, StoreError> CorrectionRecords::ofDays(const std::optional<PersonId> &person, Day from, Day until)
{
    std::vector<Value> values{attendance::toText(from), attendance::toText(until)};
    std::string where = "WHERE day >= ?1 AND day <= ?2";
    if (person) {
        values.emplace_back(person->toString());
        where += " AND person_id = ?3";
    }
    return read(where + " ORDER BY person_id, id", values);
}

} // namespace rollcall::store
