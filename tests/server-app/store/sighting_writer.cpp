// sighting_writer FILE [postgresql://…]: records sightings as fast as the store takes them and prints the id of each one that it acknowledged, until it is killed.

#include "store/store.h"

#include <QCoreApplication>
#include <QTimer>

#include <cstdio>

using namespace rollcall::store;

namespace {

constexpr int inFlight = 16;

void recordNext(Store &store, rollcall::attendance::UuidGenerator &ids)
{
    const UtcMs now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    const Sighting sighting{.id = ids.next(now), .person = PersonId("ada"), .camera = CameraId("door"), .firstSeen = now, .lastSeen = now, .confidence = 1, .track = 1};
    store.record(sighting, &store, [&store, &ids, id = sighting.id](const auto &result) {
        if (!result) {
            std::fprintf(stderr, "%s\n", result.error().message.c_str());
            std::_Exit(1);
        }
        std::puts(id.toString().c_str());
        std::fflush(stdout);
        recordNext(store, ids);
    });
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    Store::Config config{.file = argv[1]};
    if (argc > 2)
        config.elsewhere = std::get<PostgresAddress>(*parseDatabaseAddress(argv[2]));
    auto store = Store::open(config);
    if (!store) {
        std::fprintf(stderr, "%s\n", store.error().message.c_str());
        return 1;
    }
    rollcall::attendance::UuidGenerator ids(rollcall::attendance::systemRandom());
    const Person ada{.id = PersonId("ada"), .name = "Ada", .created = {}};
    (*store)->call([ada](Register &records) { return records.addPerson(ada, {}, {}); }, store->get(), [&](const auto &) {  // Conflict from the second round on
        for (int i = 0; i < inFlight; ++i)
            recordNext(**store, ids);
    });
    return QCoreApplication::exec();
}
