#include "bench/store/made_up_sightings.h"

#include <cstdio>
#include <cstdlib>

namespace rollcall::bench {

namespace {

using namespace std::chrono_literals;
constexpr auto year = std::chrono::hours(24) * 250;

} // namespace

MadeUpSightings::MadeUpSightings(int total)
    : m_start(std::chrono::sys_days(std::chrono::year(2025) / 1 / 6))
    , m_total(total)
{
}

store::PersonId MadeUpSightings::person(int number)
{
    return store::PersonId("employee-" + std::to_string(10'000 + number));
}

store::CameraId MadeUpSightings::camera(int number)
{
    return store::CameraId("door-" + std::to_string(number));
}

store::Sighting MadeUpSightings::next()
{
    const auto step = std::chrono::duration_cast<std::chrono::milliseconds>(year) / std::max(1, m_total);
    const store::UtcMs when = m_start + step * m_made++;
    const auto any = [this](int below) { return std::uniform_int_distribution(0, below - 1)(m_random); };
    return {.id = m_ids.next(when), .person = person(any(people)), .camera = camera(any(cameras)), .firstSeen = when, .lastSeen = when + 1ms * any(60'000),
            .confidence = 0.9, .track = static_cast<uint64_t>(m_made)};
}

void MadeUpSightings::addPeople(store::Register &records)
{
    int number = 0;
    const std::vector<std::string> columns{"id", "name", "created_at"};
    auto transaction = store::Transaction::begin(records.database());
    const auto added = records.database().append("people", columns, [&](std::vector<store::Value> &row) -> std::expected<bool, store::StoreError> {
        row = {person(number).toString(), "Employee " + std::to_string(number), int64_t{0}};
        return number++ < people;
    });
    if (transaction && added && transaction->commit())
        return;
    std::fprintf(stderr, "people were not added: %s\n", added ? "no transaction" : added.error().message.c_str());
    std::exit(1);
}

} // namespace rollcall::bench
