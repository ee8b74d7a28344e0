#include "bench/store/list_bench.h"

#include "api/day_book.h"
#include "api/local_calendar.h"
#include "bench/store/measured.h"

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

} // namespace

void benchLists(store::Register &records, const MadeUpSightings &data, int total, int rounds, const char *name)
{
    std::minstd_rand random(7);
    const auto any = [&](int below) { return std::uniform_int_distribution(0, below - 1)(random); };
    const auto anyDay = [&] { return data.start() + 24h * any(249); };
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
    const std::string all = "all of one day (" + std::to_string(total / 250) + ")";
    bench(name, all.c_str(), rounds, [&](int) {
        const auto day = anyDay();
        return records.sightingsBetween(day, day + 24h).has_value();
    });
    const api::LocalCalendar calendar(QTimeZone::utc());
    api::DayBook days;
    attendance::UuidGenerator ids{attendance::systemRandom()};
    bench(name, "the register of one day, first page", rounds, [&](int) {
        const auto day = anyDay();
        const reports::ReportSite site{.zone = calendar.zone(), .zoneName = "UTC", .debounce = 60s, .now = data.start() + 24h * 400};
        const auto entries = days.page(records, {.day = calendar.dayOf(day), .site = site, .page = page});
        return entries && entries->items.size() == 50;
    });
    bench(name, "late of one day, a group", rounds, [&](int) {
        const auto day = anyDay();
        const reports::ReportSite site{.zone = calendar.zone(), .zoneName = "UTC", .debounce = 60s, .now = data.start() + 24h * 400};
        return days.page(records, {.day = calendar.dayOf(day), .state = attendance::DayState::Late, .group = attendance::GroupName("staff"), .site = site, .page = page}).has_value();
    });
    bench(name, "the summary of one day and its week, while one sighting comes after the other", rounds, [&](int i) {
        const auto newest = data.start() + 24h * 249 + std::chrono::minutes(1) * i;
        const store::Sighting seen{.id = ids.next(newest), .person = MadeUpSightings::person(any(MadeUpSightings::people)), .camera = MadeUpSightings::camera(0),
                                   .firstSeen = newest, .lastSeen = newest, .confidence = 0.9, .track = 1};
        if (!records.record(std::vector{seen}))
            return false;
        const reports::ReportSite site{.zone = calendar.zone(), .zoneName = "UTC", .debounce = 60s, .now = newest};
        for (int back = 6; back >= 0; --back) {
            if (!days.counts(records, attendance::addDays(calendar.dayOf(newest), -back), site))
                return false;
        }
        return true;
    });
    bench(name, "people", rounds, [&](int) { return records.people({.limit = 50, .cursor = MadeUpSightings::person(any(MadeUpSightings::people)).toString()}).has_value(); });
}

} // namespace rollcall::bench
