#include "app/register_keeper.h"
#include "support/wait.h"

#include <QTemporaryDir>

#include <gtest/gtest.h>

using namespace rollcall;
using namespace rollcall::app;
using namespace rollcall::testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr attendance::UtcMs noon{std::chrono::milliseconds{1'790'000'000'000}};

RecognisedFace face(attendance::UtcMs when)
{
    return {.camera = protocol::CameraId(u"entrance"_s), .person = "p-1", .confidence = 0.9, .track = 7, .when = when, .first = true};
}

// A run of the server, as far as the register is concerned: store and keeper over one file.
class ServerRun {
public:
    explicit ServerRun(const QTemporaryDir &folder)
        : store(std::move(*store::Store::open({.file = folder.filePath(u"register.sqlite"_s).toStdString()})))
        , keeper(*store, {.debounce = 60s}, [](attendance::UtcMs when) { return std::chrono::floor<std::chrono::days>(when); })
    {
        QObject::connect(&keeper, &RegisterKeeper::recorded, &keeper, [this](const attendance::Sighting &sighting, bool opened) {
            recorded.push_back(sighting);
            openedCount += opened;
        });
        std::optional<bool> restored;
        keeper.restore(noon, [&](const auto &done) { restored = done.has_value(); });
        EXPECT_TRUE(waitUntil([&] { return restored.has_value(); }));
        EXPECT_TRUE(restored.value_or(false));
    }
    void addPerson()
    {
        std::optional<bool> added;
        store->call([](store::Register &records) { return records.addPerson({.id = store::PersonId("p-1"), .name = "Anna", .created = noon}, {}, {}); }, &keeper,
                    [&](const std::expected<void, store::StoreError> &done) { added = done.has_value(); });
        EXPECT_TRUE(waitUntil([&] { return added.has_value(); }));
    }
    void observe(attendance::UtcMs when)
    {
        const size_t before = recorded.size();
        keeper.observe(face(when));
        EXPECT_TRUE(waitUntil([&] { return recorded.size() == before + 1; }));
    }

    std::unique_ptr<store::Store> store;
    RegisterKeeper keeper;
    std::vector<attendance::Sighting> recorded;
    int openedCount = 0;
};

} // namespace

TEST(RegisterKeeper, aPersonWhoStaysIsOneSighting)
{
    const QTemporaryDir folder;
    ServerRun run(folder);
    run.addPerson();
    for (const auto passed : {0s, 5s, 50s, 100s})
        run.observe(noon + passed);
    run.observe(noon + 100s + 61s);
    ASSERT_EQ(run.recorded.size(), 5u);
    for (size_t i = 1; i < 4; ++i)
        EXPECT_EQ(run.recorded[i].id, run.recorded[0].id);
    EXPECT_EQ(run.recorded[3].firstSeen, noon);
    EXPECT_EQ(run.recorded[3].lastSeen, noon + 100s);
    EXPECT_NE(run.recorded[4].id, run.recorded[0].id);
    EXPECT_EQ(run.openedCount, 2);
}

TEST(RegisterKeeper, aRestartExtendsTheSightingInsteadOfDoublingIt)
{
    const QTemporaryDir folder;
    attendance::Sighting before;
    {
        ServerRun run(folder);
        run.addPerson();
        run.observe(noon);
        run.observe(noon + 10s);
        before = run.recorded.back();
    }
    ServerRun run(folder);
    run.observe(noon + 20s);
    EXPECT_EQ(run.recorded.back().id, before.id);
    EXPECT_EQ(run.recorded.back().firstSeen, noon);
    EXPECT_EQ(run.recorded.back().lastSeen, noon + 20s);
    EXPECT_EQ(run.openedCount, 0);
}

TEST(RegisterKeeper, aRejectedSightingIsNotExtendedAndFramesUnderWayOpenNone)
{
    const QTemporaryDir folder;
    ServerRun run(folder);
    run.addPerson();
    run.observe(noon);
    const attendance::Sighting wrong = run.recorded.back();
    run.keeper.reject(wrong, noon + 1s);
    run.keeper.observe(face(noon + 1s));  // captured before recognition knew
    run.keeper.observe(face(noon + 2s));
    run.observe(noon + 4s);
    ASSERT_EQ(run.recorded.size(), 2u);
    EXPECT_NE(run.recorded.back().id, wrong.id);
    EXPECT_EQ(run.recorded.back().firstSeen, noon + 4s);
}

TEST(RegisterKeeper, aPictureIsToldOfOnceItsSightingIsStored)
{
    const QTemporaryDir folder;
    ServerRun run(folder);
    run.addPerson();
    std::vector<attendance::Uuid> proven;
    QObject::connect(&run.keeper, &RegisterKeeper::proven, &run.keeper, [&](const attendance::Sighting &sighting, const FaceEvidencePtr &) {
        EXPECT_FALSE(run.recorded.empty());
        proven.push_back(sighting.id);
    });
    RecognisedFace seen = face(noon);
    seen.evidence = std::make_shared<FaceEvidence>();
    run.keeper.observe(seen);
    ASSERT_TRUE(waitUntil([&] { return !proven.empty(); }));
    EXPECT_EQ(proven, std::vector{run.recorded.back().id});
}

TEST(RegisterKeeper, whatCannotBeStoredIsNotReported)
{
    const QTemporaryDir folder;
    ServerRun run(folder);  // nobody is enrolled: the person was removed while recognition still had the old gallery
    run.keeper.observe(face(noon));
    ASSERT_TRUE(waitUntil([&] { return run.store->health().waiting == 0; }));
    run.store->stop();
    EXPECT_TRUE(run.recorded.empty());
}
