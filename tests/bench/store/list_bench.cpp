#include "bench/store/list_bench.h"

#include "api/day_book.h"
#include "api/local_calendar.h"
#include "bench/store/measured.h"
#include "store/people_records.h"

#include <cstdio>
#include <functional>

namespace rollcall::bench {

namespace {

using namespace std::chrono_literals;

void bench(const char *store, const char *list, int rounds, const std::function<bool(int)> &ask)
{
    std::vector<double> milliseconds;
    for (int round = 0; round < rounds; ++round) {
        const auto start = Clock::now();
        if (!ask(round))
            std::fprintf(stderr, "%s: %s was not answered\n", store, list);
        milliseconds.push_back(secondsSince(start) * 1e3);
    }
    const double p50 = percentile(milliseconds, 0.5);
    std::printf("| %s | %s | %.1f | %.1f |\n", store, list, p50, percentile(milliseconds, 0.95));
    std::fflush(stdout);
}

reports::ReportSite siteAt(store::UtcMs now)
{
    return {.zone = api::LocalCalendar(QTimeZone::utc()).zone(), .zoneName = "UTC", .debounce = 60s, .now = now};
}

// Days on which all people come and go.
void benchDays(store::Register &records, int rounds, const char *name)
{
    const store::PageRequest page{.limit = 50, .cursor = {}};
    api::DayBook days;
    const auto later = siteAt(std::chrono::sys_days(MadeUpSightings::busyDay(MadeUpSightings::busyDays + 10)));
    const auto firstPage = [&](int number) {
        const auto entries = days.page(records, {.day = MadeUpSightings::busyDay(number), .site = later, .page = page});
        return entries && entries->items.size() == 50;
    };
    if (!days.counts(records, MadeUpSightings::busyDay(-30), later))  // who there is and what is planned is known while a server runs
        return;
    bench(name, "the register of a day of 10,000 people, first page, not asked for before", MadeUpSightings::busyDays, firstPage);
    bench(name, "the same again, any page", rounds, [&](int i) {
        return days.page(records, {.day = MadeUpSightings::busyDay(0), .site = later, .page = {.limit = 50, .cursor = std::to_string(i * 1'000'000'000LL) + "~~"}}).has_value();
    });
    bench(name, "late of it, a group", rounds, [&](int) {
        return days.page(records, {.day = MadeUpSightings::busyDay(0), .state = attendance::DayState::Late, .group = attendance::GroupName("group-7"), .site = later, .page = page}).has_value();
    });
    bench(name, "a week in figures, not asked for before", 2, [&](int i) {
        for (int back = 0; back < 7; ++back) {
            if (!days.counts(records, MadeUpSightings::busyDay(-40 - 7 * i - back), later))
                return false;
        }
        return true;
    });
    attendance::UuidGenerator ids{attendance::systemRandom()};
    const attendance::Day today = MadeUpSightings::busyDay(MadeUpSightings::busyDays - 1);
    const store::UtcMs noon = std::chrono::sys_days(today) + 12h;
    const auto seeOne = [&](int i) {
        const auto when = noon + std::chrono::seconds(i);
        const store::Sighting seen{.id = ids.next(when), .person = MadeUpSightings::person(i), .camera = MadeUpSightings::camera(0), .firstSeen = when, .lastSeen = when,
                                   .confidence = 0.9, .track = 1};
        return records.record(std::vector{seen}) ? std::optional(siteAt(when)) : std::nullopt;
    };
    if (const auto now = seeOne(0); !now || !days.counts(records, today, *now))
        return;
    bench(name, "the register of today, first page, while one sighting comes after the other", rounds, [&](int i) {
        const auto now = seeOne(i + 1);
        return now && days.page(records, {.day = today, .site = *now, .page = page});
    });
    bench(name, "the summary of today and its week, while one sighting comes after the other", rounds, [&](int i) {
        const auto now = seeOne(i + rounds + 1);
        for (int back = 6; back >= 0; --back) {
            if (!now || !days.counts(records, attendance::addDays(today, -back), *now))
                return false;
        }
        return true;
    });
}

} // namespace

void benchLists(store::Register &records, const MadeUpSightings &data, int total, int rounds, const char *name)
{
    std::minstd_rand random(7);
    const auto any = [&](int below) { return std::uniform_int_distribution(0, below - 1)(random); };
    const auto anyDay = [&] { return data.start() + 24h * any(MadeUpSightings::quietDays - 1); };
    const store::PageRequest page{.limit = 50, .cursor = {}};
    // Cursors of places all over the list.
    std::vector<std::string> cursors;
    for (int i = 0; i < 50; ++i) {
        const auto from = anyDay();
        const auto found = records.sightings({.person = {}, .camera = {}, .from = from, .until = from + 1h}, {.limit = 1, .cursor = {}});
        if (found && !found->items.empty())
            cursors.push_back(found->items.front().id.toString());
    }
    bench(name, "newest sightings", rounds, [&](int) { return records.sightings({}, page).has_value(); });
    bench(name, "a page anywhere", rounds, [&](int i) { return records.sightings({}, {.limit = 50, .cursor = cursors[static_cast<std::size_t>(i) % cursors.size()]}).has_value(); });
    bench(name, "of one person", rounds, [&](int) { return records.sightings({.person = MadeUpSightings::person(any(MadeUpSightings::people)), .camera = {}, .from = {}, .until = {}}, page).has_value(); });
    bench(name, "of one camera", rounds, [&](int) { return records.sightings({.person = {}, .camera = MadeUpSightings::camera(any(MadeUpSightings::cameras)), .from = {}, .until = {}}, page).has_value(); });
    bench(name, "of one day", rounds, [&](int) {
        const auto day = anyDay();
        return records.sightings({.person = {}, .camera = {}, .from = day, .until = day + 24h}, page).has_value();
    });
    bench(name, "of one person on one day", rounds, [&](int) {
        const auto day = anyDay();
        return records.sightings({.person = MadeUpSightings::person(any(MadeUpSightings::people)), .camera = {}, .from = day, .until = day + 24h}, page).has_value();
    });
    bench(name, "of one camera on one day", rounds, [&](int) {
        const auto day = anyDay();
        return records.sightings({.person = {}, .camera = MadeUpSightings::camera(any(MadeUpSightings::cameras)), .from = day, .until = day + 24h}, page).has_value();
    });
    const std::string all = "all of one day (" + std::to_string(total / MadeUpSightings::quietDays) + ")";
    bench(name, all.c_str(), rounds, [&](int) {
        const auto day = anyDay();
        return records.sightingsBetween(day, day + 24h).has_value();
    });
    benchDays(records, rounds, name);
    bench(name, "people", rounds, [&](int) { return records.people({.limit = 50, .cursor = MadeUpSightings::person(any(MadeUpSightings::people)).toString()}).has_value(); });
    store::PeopleRecords people(records.database());
    bench(name, "people by name", rounds, [&](int) { return people.list({}, page, store::PeopleRecords::Order::Name).has_value(); });
    bench(name, "people whose name has a part", rounds, [&](int i) { return people.list({.text = "YEE " + std::to_string(i)}, page, store::PeopleRecords::Order::Name).has_value(); });
    bench(name, "people of a group, by name", rounds, [&](int i) { return people.list({.group = "group-" + std::to_string(i % 40)}, page, store::PeopleRecords::Order::Name).has_value(); });
}

} // namespace rollcall::bench
