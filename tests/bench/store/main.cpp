// Durable events a second on each store, how soon they are acknowledged, the catch-up after an outage, and lists of a large register.
// rollcall-bench-store [EVENTS [writing|catch-up|lists [SQLite|PostgreSQL]]]: 1,000,000 and all of it by default. Starts a PostgreSQL of its
// own, writes into a temporary folder.

#include "bench/store/list_bench.h"
#include "bench/store/made_up_sightings.h"
#include "bench/store/measured.h"
#include "store/migrations.h"
#include "store/outbox.h"
#include "store/postgres_database.h"
#include "store/sqlite_database.h"
#include "store/store.h"
#include "support/postgres_cluster.h"

#include <QCoreApplication>
#include <QTemporaryDir>
#include <QTimer>

#include <cstdio>
#include <cstdlib>

using namespace rollcall;
using namespace rollcall::bench;
using store::Store;
using namespace std::chrono_literals;

namespace {

template <typename T>
T orEnd(std::expected<T, store::StoreError> result)
{
    if (!result) {
        std::fprintf(stderr, "%s\n", result.error().message.c_str());
        std::exit(1);
    }
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

store::PostgresAddress address(const std::string &text)
{
    return std::get<store::PostgresAddress>(*store::parseDatabaseAddress(text));
}

store::Register openRegister(std::unique_ptr<store::Database> database)
{
    orEnd(store::migrate(*database, store::builtInMigrations(database->dialect())));
    return store::Register(std::move(database));
}

constexpr int fewestEvents = 10'000;
constexpr auto filling = 10min;  // a quarter of a million rows at once, and statistics of all

store::Register openRegister(const Store::Config &config)
{
    if (config.elsewhere)
        return openRegister(std::make_unique<store::PostgresDatabase>(store::PostgresDatabase::Config{.address = *config.elsewhere, .callTimeout = filling}));
    return openRegister(orEnd(store::SqliteDatabase::open(config.file)));
}

// Keeps `inFlight` sightings unacknowledged for a while; events a second, and how long each waited.
void benchRecording(const Store::Config &config, int inFlight, std::chrono::milliseconds lasting, const char *name)
{
    auto opened = orEnd(Store::open(config));
    MadeUpSightings data(1'000'000);
    std::vector<double> milliseconds;
    const auto start = Clock::now();
    const auto end = start + lasting;
    int open = 0;
    std::function<void()> recordNext = [&] {
        ++open;
        opened->record(data.next(), opened.get(), [&, since = Clock::now()](const auto &result) {
            orEnd(result);
            milliseconds.push_back(secondsSince(since) * 1e3);
            --open;
            if (Clock::now() < end)
                recordNext();
            else if (open == 0)
                QCoreApplication::quit();
        });
    };
    QTimer::singleShot(0, opened.get(), [&] {
        for (int i = 0; i < inFlight; ++i)
            recordNext();
    });
    QCoreApplication::exec();
    const double took = secondsSince(start);
    const auto count = static_cast<double>(milliseconds.size());
    const double p50 = percentile(milliseconds, 0.5);
    std::printf("| %s | %d | %.0f | %.2f | %.2f |\n", name, inFlight, count / took, p50, percentile(milliseconds, 0.99));
    std::fflush(stdout);
}

void fillOutbox(const std::filesystem::path &file, int events)
{
    auto outbox = orEnd(store::Outbox::open(file));
    MadeUpSightings data(events);
    for (int made = 0; made < events;) {
        std::vector<store::Sighting> batch;
        for (; made < events && batch.size() < 5'000; ++made)
            batch.push_back(data.next());
        orEnd(outbox->record(batch));
    }
}

void benchCatchUp(const Store::Config &config, int events)
{
    fillOutbox(config.file, events);
    const auto start = Clock::now();
    auto opened = orEnd(Store::open(config));
    QTimer poll;
    QObject::connect(&poll, &QTimer::timeout, opened.get(), [&] {
        const auto health = opened->health();
        if (health.outbox->delivered >= static_cast<uint64_t>(events) && health.outbox->waiting == 0)
            QCoreApplication::quit();
    });
    poll.start(20ms);
    QCoreApplication::exec();
    const double took = secondsSince(start);
    std::printf("%d events that waited in the outbox were delivered in %.1f s: %.0f a second\n", events, took, events / took);
    std::fflush(stdout);
}

void benchWriting(const Store::Config &sqlite, const Store::Config &postgres)
{
    {
        store::Register here = openRegister(sqlite);
        MadeUpSightings::addPeople(here);
        store::Register there = openRegister(postgres);
        MadeUpSightings::addPeople(there);
    }
    std::printf("\n| store | waiting together | durable events /s | acknowledged p50 ms | p99 ms |\n|---|---|---|---|---|\n");
    for (const int inFlight : {1, 16, 256, 2'000}) {
        benchRecording(sqlite, inFlight, 5s, "SQLite");
        benchRecording(postgres, inFlight, 5s, "PostgreSQL by way of the outbox");
    }
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const int events = argc > 1 ? std::atoi(argv[1]) : 1'000'000;
    const std::string_view only = argc > 2 ? argv[2] : "";
    const auto wants = [only](std::string_view part) { return only.empty() || only == part; };
    if (events < fewestEvents || !(wants("writing") || wants("catch-up") || wants("lists"))) {
        std::fprintf(stderr, "usage: rollcall-bench-store [EVENTS [writing|catch-up|lists [SQLite|PostgreSQL]]], at least %d\n", fewestEvents);
        return 2;
    }
    if (const auto missing = testing::PostgresCluster::missing()) {
        std::fprintf(stderr, "%s\n", missing->c_str());
        return 1;
    }
    testing::PostgresCluster cluster;
    if (!cluster.start()) {
        std::fprintf(stderr, "%s\n", qPrintable(cluster.problem()));
        return 1;
    }
    const QTemporaryDir folder;
    const std::filesystem::path place = folder.path().toStdString();
    if (wants("writing"))
        benchWriting({.file = place / "register.sqlite"}, {.file = place / "outbox.sqlite", .elsewhere = address(cluster.makeDatabase())});
    if (wants("catch-up")) {
        const Store::Config elsewhere{.file = place / "waiting.sqlite", .elsewhere = address(cluster.makeDatabase())};
        {
            store::Register empty = openRegister(elsewhere);
            MadeUpSightings::addPeople(empty);
        }
        benchCatchUp(elsewhere, events);
    }
    if (!wants("lists"))
        return 0;
    std::printf("\n| store | list, of %d sightings | p50 ms | p95 ms |\n|---|---|---|---|\n", events);
    const std::pair<const char *, Store::Config> stores[] = {{"SQLite", {.file = place / "large.sqlite"}},
                                                             {"PostgreSQL", {.file = place / "unused.sqlite", .elsewhere = address(cluster.makeDatabase())}}};
    for (const auto &[name, config] : stores) {
        if (argc > 3 && std::string_view(argv[3]) != name)
            continue;
        store::Register records = openRegister(config);
        MadeUpSightings::addPeople(records);
        const auto start = Clock::now();
        MadeUpSightings::fill(records, events);
        std::fprintf(stderr, "%s was filled in %.1f s\n", name, secondsSince(start));
        benchLists(records, MadeUpSightings(events), events, 200, name);
    }
    return 0;
}
