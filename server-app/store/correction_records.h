#pragma once

#include "attendance/correction.h"
#include "store/database.h"
#include "store/records.h"

namespace rollcall::store {

// Manual entries and corrections: only ever added. Every verb is one transaction. Over a database whose schema is up to date, which
// outlives it. Blocking; one thread at a time.
class CorrectionRecords {
public:
    explicit CorrectionRecords(Database &database);

    // NotFound where the person, the shift or the target is not known; a target is of the same person.
    [[nodiscard]] std::expected<void, StoreError> add(const attendance::Correction &correction);
    [[nodiscard]] std::expected<attendance::Correction, StoreError> correction(const attendance::Uuid &id);
    struct Filter {
        std::optional<PersonId> person;
        std::optional<attendance::Day> from;
        std::optional<attendance::Day> until;  // included
    };
    [[nodiscard]] std::expected<Page<attendance::Correction>, StoreError> corrections(const Filter &filter, const PageRequest &page);  // newest first
    // All that a register of these days can need, of one person or of everybody; by person.
    [[nodiscard]] std::expected<std::vector<attendance::Correction>, StoreError> ofDays(const std::optional<PersonId> &person, attendance::Day from,
                                                                                        attendance::Day until);

private:
    [[nodiscard]] std::expected<std::vector<attendance::Correction>, StoreError> read(const std::string &where, std::span<const Value> values);
    [[nodiscard]] std::expected<void, StoreError> require(std::string_view sql, std::span<const Value> values, const std::string &message);
    [[nodiscard]] std::expected<void, StoreError> checkReferences(const attendance::Correction &correction);

    Database &m_database;
};

} // namespace rollcall::store
