#pragma once

#include "store/register.h"

#include <random>

namespace rollcall::bench {

// A year of a large company: 10,000 people, 20 cameras, sightings spread over 250 days.
class MadeUpSightings {
public:
    static constexpr int people = 10'000;
    static constexpr int cameras = 20;

    // `total`: how many next() will be asked for.
    explicit MadeUpSightings(int total);
    [[nodiscard]] store::Sighting next();
    [[nodiscard]] store::UtcMs start() const { return m_start; }
    [[nodiscard]] static store::PersonId person(int number);
    [[nodiscard]] static store::CameraId camera(int number);
    static void addPeople(store::Register &records);

private:
    const store::UtcMs m_start;
    const int m_total;
    int m_made = 0;
    std::minstd_rand m_random{1};
    attendance::UuidGenerator m_ids{attendance::systemRandom()};
};

} // namespace rollcall::bench
