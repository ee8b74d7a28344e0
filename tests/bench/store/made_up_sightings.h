#pragma once

#include "attendance/schedule.h"
#include "store/register.h"

#include <random>

namespace rollcall::bench {

// A year of a large company: 10,000 people in groups that work three shifts, 20 cameras, sightings spread over 250 days; then some busy
// days on which everybody comes and goes.
class MadeUpSightings {
public:
    static constexpr int people = 10'000;
    static constexpr int cameras = 20;
    static constexpr int quietDays = 250;
    static constexpr int busyDays = 20;

    // `total`: how many next() will be asked for.
    explicit MadeUpSightings(int total);
    [[nodiscard]] store::Sighting next();
    [[nodiscard]] store::UtcMs start() const { return m_start; }
    [[nodiscard]] static attendance::Day busyDay(int number);
    [[nodiscard]] static store::PersonId person(int number);
    [[nodiscard]] static store::CameraId camera(int number);
    // With their groups and shifts.
    static void addPeople(store::Register &records);
    // All sightings, and those of the busy days, as fast as the database takes them in bulk: what of it would only slow that down is left
    // out for so long.
    static void fill(store::Register &records, int total);

private:
    const store::UtcMs m_start;
    const int m_total;
    int m_made = 0;
    std::minstd_rand m_random{1};
    attendance::UuidGenerator m_ids{attendance::systemRandom()};
};

} // namespace rollcall::bench
