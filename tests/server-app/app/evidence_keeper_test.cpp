#include "app/evidence_keeper.h"
#include "store/sighting_evidence.h"
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

class EvidenceKeeperTest : public ::testing::Test {
protected:
    EvidenceKeeperTest()
        : store(std::move(*store::Store::open({.file = folder.filePath(u"register.sqlite"_s).toStdString()})))
    {
    }
    template <typename Work>
    auto run(Work work)
    {
        std::optional<std::invoke_result_t<Work, store::Register &>> answer;
        store->call(std::move(work), store.get(), [&](const auto &result) { answer = result; });
        EXPECT_TRUE(waitUntil([&] { return answer.has_value(); }));
        return *answer;
    }
    static store::Sighting sighting(attendance::UuidGenerator &ids)
    {
        return {.id = ids.next(noon), .person = store::PersonId("ada"), .camera = store::CameraId("door"), .firstSeen = noon, .lastSeen = noon};
    }
    void record(const store::Sighting &seen)
    {
        EXPECT_TRUE(run([seen](store::Register &records) -> std::expected<void, store::StoreError> {
            [[maybe_unused]] const auto known = records.addPerson({.id = seen.person, .name = "Ada", .created = noon}, {}, {});
            const auto recorded = records.record(std::vector{seen});
            return recorded ? recorded->front() : std::unexpected(recorded.error());
        }));
    }
    static FaceEvidencePtr proof()
    {
        return std::make_shared<FaceEvidence>(FaceEvidence{.embedding = {.embedder = {"made-up", "1"}, .values = {1, 0}}, .quality = 0.5, .picture = std::vector<std::byte>(50), .taken = noon});
    }
    bool isKept(const store::Sighting &seen)
    {
        return run([id = seen.id](store::Register &records) { return store::SightingEvidence(records.database()).of(id); }).has_value();
    }

    const QTemporaryDir folder;
    attendance::UuidGenerator ids{attendance::systemRandom()};
    std::unique_ptr<store::Store> store;
};

} // namespace

TEST_F(EvidenceKeeperTest, aPictureWaitsForItsSighting)
{
    EvidenceKeeper keeper(*store, {});
    const store::Sighting seen = sighting(ids);
    keeper.keep(seen, proof());
    EXPECT_FALSE(isKept(seen));
    record(seen);
    ASSERT_TRUE(waitUntil([&] { return keeper.totals().kept == 1; }));
    EXPECT_TRUE(isKept(seen));
    EXPECT_EQ(keeper.totals().leftOut, 0u);
}

TEST_F(EvidenceKeeperTest, zeroDaysKeepNothingAndEraseWhatWasKept)
{
    const store::Sighting seen = sighting(ids);
    record(seen);
    EvidenceKeeper before(*store, {});
    before.keep(seen, proof());
    ASSERT_TRUE(waitUntil([&] { return before.totals().kept == 1; }));

    EvidenceKeeper keeper(*store, {.days = 0});
    const store::Sighting other = sighting(ids);
    record(other);
    keeper.keep(other, proof());
    keeper.purge(noon + 1s);
    EXPECT_FALSE(isKept(seen));
    EXPECT_FALSE(isKept(other));
}

TEST_F(EvidenceKeeperTest, underLoadTheOldestPicturesAreLeftOutAndCounted)
{
    EvidenceKeeper keeper(*store, {});
    std::vector<store::Sighting> all;
    for (std::size_t i = 0; i < EvidenceKeeper::maxWaiting + 20; ++i) {
        all.push_back(sighting(ids));
        keeper.keep(all.back(), proof());  // no sighting is there
    }
    EXPECT_GT(keeper.totals().leftOut, 0u);
    EXPECT_LE(keeper.totals().leftOut, 20u);
}

TEST_F(EvidenceKeeperTest, aForgottenPersonsPicturesAreNotWritten)
{
    EvidenceKeeper keeper(*store, {});
    const store::Sighting first = sighting(ids);
    const store::Sighting second = sighting(ids);
    keeper.keep(first, proof());   // on its way
    keeper.keep(second, proof());  // behind it
    keeper.forget(store::PersonId("ada"));
    record(first);
    record(second);
    EXPECT_FALSE(isKept(second));
}
