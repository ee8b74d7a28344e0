#pragma once

#include "attendance/interval.h"
#include "store/database.h"
#include "store/records.h"

#include <vector>

namespace rollcall::store {

// Tells whether what a day's register follows from has changed, whoever changed it: the database itself keeps the account. Over a
// database whose schema is up to date, which outlives it. Blocking; one thread at a time.
class RegisterChanges {
public:
    // What says how a place stands: how many changes there were, and their sum.
    struct Mark {
        int64_t place = 0;
        int64_t count = 0;
        int64_t sum = 0;
        friend bool operator==(const Mark &, const Mark &) = default;
    };
    // Equal ones: nothing has changed in between. Ask first and read afterwards, so that what is read is never older than its mark.
    using Stand = std::vector<Mark>;  // by place
    struct EventMarks {
        Stand hours;  // since 1970, in which sightings began
        Stand days;   // since 1970, of corrections and decisions
        friend bool operator==(const EventMarks &, const EventMarks &) = default;
    };
    // Places whose marks differ, in order.
    [[nodiscard]] static std::vector<int64_t> changedPlaces(const Stand &before, const Stand &after);

    explicit RegisterChanges(Database &database)
        : m_database(database)
    {
    }
    // People, groups, shifts, holidays, directions of cameras.
    [[nodiscard]] std::expected<Stand, StoreError> plans();
    // Sightings that begin in these instants, and corrections and decisions of these days.
    [[nodiscard]] std::expected<EventMarks, StoreError> events(const attendance::Interval &instants, attendance::Day first, attendance::Day last);
    // Drops marks that later ones of the same place stand for, at most `limit`; how many. Stands differ afterwards, which is harmless.
    [[nodiscard]] std::expected<int64_t, StoreError> purge(int64_t limit);

private:
    [[nodiscard]] std::expected<Stand, StoreError> read(std::string_view kind, int64_t first, int64_t last);

    Database &m_database;
};

} // namespace rollcall::store
