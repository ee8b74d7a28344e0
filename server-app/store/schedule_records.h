#pragma once

#include "attendance/schedule.h"
#include "store/database.h"
#include "store/records.h"

namespace rollcall::store {

// Shifts, who works them, holidays, and which way cameras look. Every verb is one transaction. Over a database whose schema is up to
// date, which outlives it. Blocking; one thread at a time.
class ScheduleRecords {
public:
    explicit ScheduleRecords(Database &database);

    // Everything at once: what the register is computed with.
    [[nodiscard]] std::expected<attendance::Schedule, StoreError> schedule();

    // Conflict where the id is taken.
    [[nodiscard]] std::expected<void, StoreError> addShift(const attendance::Shift &shift);
    // `version`: the one that was read, Stale where there is another by the time of writing; without it, whichever there is. The new one.
    using Version = std::optional<int64_t>;
    [[nodiscard]] std::expected<int64_t, StoreError> replaceShift(const attendance::Shift &shift, Version version = {});
    // Conflict while somebody is assigned to it.
    [[nodiscard]] std::expected<void, StoreError> removeShift(const attendance::ShiftId &id, Version version = {});
    // Counts the changes; asked for before the shift itself, so that it is never newer than what was read.
    [[nodiscard]] std::expected<int64_t, StoreError> shiftVersion(const attendance::ShiftId &id);
    [[nodiscard]] std::expected<attendance::Shift, StoreError> shift(const attendance::ShiftId &id);
    [[nodiscard]] std::expected<Page<attendance::Shift>, StoreError> shifts(const PageRequest &page);  // by id

    // NotFound where the person or the shift is not known; a group may be one that nobody belongs to yet.
    [[nodiscard]] std::expected<void, StoreError> addAssignment(const attendance::Assignment &assignment);
    [[nodiscard]] std::expected<void, StoreError> removeAssignment(const std::string &id);
    [[nodiscard]] std::expected<attendance::Assignment, StoreError> assignment(const std::string &id);
    // Those of one person, one group, one shift, or all.
    struct AssignmentFilter {
        std::optional<PersonId> person;
        std::optional<attendance::GroupName> group;
        std::optional<attendance::ShiftId> shift;
    };
    [[nodiscard]] std::expected<Page<attendance::Assignment>, StoreError> assignments(const AssignmentFilter &filter, const PageRequest &page);

    [[nodiscard]] std::expected<void, StoreError> addHoliday(const attendance::Holiday &holiday);
    [[nodiscard]] std::expected<int64_t, StoreError> replaceHoliday(const attendance::Holiday &holiday, Version version = {});
    [[nodiscard]] std::expected<void, StoreError> removeHoliday(const std::string &id, Version version = {});
    [[nodiscard]] std::expected<int64_t, StoreError> holidayVersion(const std::string &id);
    [[nodiscard]] std::expected<attendance::Holiday, StoreError> holiday(const std::string &id);
    [[nodiscard]] std::expected<Page<attendance::Holiday>, StoreError> holidays(const PageRequest &page);

    // Cameras that are not in the list look both ways.
    using CameraRow = std::optional<attendance::CameraRule>;
    [[nodiscard]] std::expected<CameraRow, StoreError> camera(const CameraId &camera);
    // `known`: what camera() gave, Stale where it is something else by the time of writing; without it, whatever there is.
    [[nodiscard]] std::expected<void, StoreError> setCamera(const CameraId &camera, const attendance::CameraRule &rule, const std::optional<CameraRow> &known = {});
    [[nodiscard]] std::expected<void, StoreError> resetCamera(const CameraId &camera, const std::optional<CameraRow> &known = {});
    [[nodiscard]] std::expected<std::map<CameraId, attendance::CameraRule>, StoreError> cameras();

private:
    [[nodiscard]] std::expected<std::vector<attendance::Shift>, StoreError> readShifts(std::string_view where, std::span<const Value> values);
    [[nodiscard]] std::expected<std::vector<attendance::Assignment>, StoreError> readAssignments(const std::string &where, std::span<const Value> values);
    [[nodiscard]] std::expected<std::vector<attendance::Holiday>, StoreError> readHolidays(std::string_view where, std::span<const Value> values);
    [[nodiscard]] std::expected<void, StoreError> writeBreaks(const attendance::Shift &shift);

    Database &m_database;
};

} // namespace rollcall::store
