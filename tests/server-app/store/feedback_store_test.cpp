// What every database must do for operators' decisions, evidence and unknown faces.

#include "server-app/store/database_under_test.h"
#include "store/register.h"
#include "store/sighting_decisions.h"
#include "store/sighting_evidence.h"
#include "store/unknown_faces.h"

#include <gtest/gtest.h>

#include <optional>

using namespace rollcall::store;
using rollcall::attendance::SightingStatus;
using rollcall::attendance::Uuid;
using rollcall::attendance::UuidGenerator;
using rollcall::testing::DatabaseUnderTest;
using Code = StoreError::Code;
using State = UnknownFaceState;
using namespace std::chrono_literals;

namespace {

const UtcMs midnight = std::chrono::sys_days{std::chrono::year{2026} / 11 / 21};

class FeedbackStore : public testing::TestWithParam<Dialect> {
protected:
    void SetUp() override
    {
        if (const auto why = DatabaseUnderTest::missing(GetParam()))
            GTEST_SKIP() << *why;
        database.emplace(GetParam());
        records.emplace(database->openRegister());
        decisions.emplace(records->database());
        evidence.emplace(records->database());
        unknown.emplace(records->database());
        EXPECT_TRUE(records->addPerson({.id = PersonId("ada"), .name = "Ada", .created = midnight}, {}, {}));
        EXPECT_TRUE(records->addPerson({.id = PersonId("bob"), .name = "Bob", .created = midnight}, {}, {}));
    }

    Uuid record(const char *person, UtcMs when, SightingStatus status = SightingStatus::Suggested)
    {
        const Sighting sighting{.id = ids.next(when), .person = PersonId(person), .camera = CameraId("door"), .firstSeen = when, .lastSeen = when + 10s,
                                .confidence = 0.8, .track = 4, .status = status};
        EXPECT_TRUE(records->record(std::vector{sighting})->front());
        return sighting.id;
    }
    SightingStatus statusOf(const Uuid &id) { return decisions->sighting(id)->status; }
    std::vector<Uuid> listed(SightingStatus status)
    {
        std::vector<Uuid> found;
        const auto page = records->sightings({.person = {}, .camera = {}, .from = {}, .until = {}, .status = status}, {});
        for (const Sighting &sighting : page->items)
            found.push_back(sighting.id);
        return found;
    }
    static Evidence proof(UtcMs when, double quality, std::vector<float> values = {0.6F, 0.8F})
    {
        return {.taken = when, .quality = quality, .look = {.embedder = "patches", .embedderVersion = 1, .values = std::move(values)}, .picture = Blob(100, uint8_t(quality * 100))};
    }
    UnknownFaces::Seen stranger(const UnknownFaceId &face, UtcMs when, double quality = 0.5, const char *camera = "door")
    {
        return {.face = face, .sighting = {.id = ids.next(when), .camera = CameraId(camera), .firstSeen = when, .lastSeen = when + 5s, .track = 9},
                .evidence = proof(when, quality)};
    }
    UnknownFaceId newFace(UtcMs when) { return UnknownFaceId(ids.next(when).toString()); }

    static constexpr const char *by = "local";
    const SightingDecisions::Days day{midnight, midnight + 24h};
    UuidGenerator ids{rollcall::attendance::systemRandom()};
    // All but where the test is skipped.
    std::optional<DatabaseUnderTest> database;
    std::optional<Register> records;
    std::optional<SightingDecisions> decisions;
    std::optional<SightingEvidence> evidence;
    std::optional<UnknownFaces> unknown;
};

} // namespace

TEST_P(FeedbackStore, oneConfirmationMakesThePersonsWholeDayConfirmed)
{
    const Uuid first = record("ada", midnight + 8h);
    const Uuid second = record("ada", midnight + 9h);
    const Uuid yesterday = record("ada", midnight - 1s);
    const Uuid tomorrow = record("ada", midnight + 24h);
    const Uuid other = record("bob", midnight + 8h);
    EXPECT_EQ(statusOf(first), SightingStatus::Suggested);

    const auto done = decisions->confirm(second, day, {.when = midnight + 10h, .by = by, .reason = "saw her"});
    ASSERT_TRUE(done);
    EXPECT_TRUE(done->changed);
    EXPECT_EQ(done->before, SightingStatus::Suggested);
    EXPECT_EQ(done->sighting.decision, (rollcall::attendance::Decision{SightingStatus::Confirmed, midnight + 10h, "local", "saw her"}));
    const Uuid later = record("ada", midnight + 17h);
    for (const Uuid &id : {first, second, later})
        EXPECT_EQ(statusOf(id), SightingStatus::Confirmed);
    for (const Uuid &id : {yesterday, tomorrow, other})
        EXPECT_EQ(statusOf(id), SightingStatus::Suggested);
    EXPECT_EQ(listed(SightingStatus::Confirmed), (std::vector{later, second, first}));
    EXPECT_EQ(listed(SightingStatus::Suggested).size(), 3U);
    const auto ofTheDay = records->sightingsBetween(day.from, day.until);
    for (const Sighting &sighting : *ofTheDay)
        EXPECT_EQ(sighting.status, sighting.person == PersonId("ada") ? SightingStatus::Confirmed : SightingStatus::Suggested);

    const auto again = decisions->confirm(second, day, {.when = midnight + 11h, .by = "somebody else", .reason = {}});
    ASSERT_TRUE(again);
    EXPECT_FALSE(again->changed);
    EXPECT_EQ(again->sighting.decision->by, "local");

    ASSERT_TRUE(decisions->undo(second));
    for (const Uuid &id : {first, second, later})
        EXPECT_EQ(statusOf(id), SightingStatus::Suggested);
}

TEST_P(FeedbackStore, recordingASightingAgainKeepsWhatWasDecided)
{
    const Uuid id = record("ada", midnight + 8h, SightingStatus::Confirmed);
    ASSERT_TRUE(decisions->reject(id, {.when = midnight + 9h, .by = by, .reason = {}}));
    Sighting grown = *decisions->sighting(id);
    grown.lastSeen += 1min;
    grown.status = SightingStatus::Confirmed;
    ASSERT_TRUE(records->record(std::vector{grown})->front());
    EXPECT_EQ(statusOf(id), SightingStatus::Rejected);
    EXPECT_EQ(decisions->sighting(id)->lastSeen, grown.lastSeen);
    EXPECT_EQ(listed(SightingStatus::Rejected), std::vector{id});
}

TEST_P(FeedbackStore, aRejectedFaceIsRememberedUntilTheRejectionIsTakenBack)
{
    const Uuid id = record("ada", midnight + 8h);
    const Evidence seen = proof(midnight + 8h, 0.5, {1, 0});
    ASSERT_TRUE(evidence->keep(id, seen));
    for (int i = 0; i < 2; ++i) {
        const auto done = decisions->reject(id, {.when = midnight + 9h, .by = by, .reason = {}});
        ASSERT_TRUE(done);
        EXPECT_EQ(done->changed, i == 0);
        EXPECT_EQ(decisions->rejectedLooks("patches", 1).value(), (std::vector<RejectedLook>{{PersonId("ada"), seen.look}}));
    }
    EXPECT_TRUE(decisions->rejectedLooks("patches", 2)->empty());
    EXPECT_TRUE(decisions->rejectedLooks("reid", 1)->empty());

    const auto back = decisions->undo(id);
    ASSERT_TRUE(back);
    EXPECT_EQ(back->before, SightingStatus::Rejected);
    EXPECT_EQ(back->sighting.status, SightingStatus::Suggested);
    EXPECT_FALSE(back->sighting.decision);
    EXPECT_TRUE(decisions->rejectedLooks("patches", 1)->empty());
    EXPECT_FALSE(decisions->undo(id)->changed);

    ASSERT_TRUE(decisions->reject(id, {.when = midnight + 9h, .by = by, .reason = {}}));
    EXPECT_EQ(decisions->confirm(id, day, {.when = midnight + 9h, .by = by, .reason = {}})->sighting.status, SightingStatus::Confirmed);
    EXPECT_TRUE(decisions->rejectedLooks("patches", 1)->empty());
    EXPECT_EQ(decisions->reject(ids.next(midnight), {.when = midnight, .by = by, .reason = {}}).error().code, Code::NotFound);
}

TEST_P(FeedbackStore, onlyTheNewestRejectedFacesOfOnePersonAreUsed)
{
    for (int i = 0; i <= SightingDecisions::rejectedLooksOfOne; ++i) {
        const Uuid id = record("ada", midnight + i * 1min);
        ASSERT_TRUE(evidence->keep(id, proof(midnight, 0.5, {float(i)})));
        ASSERT_TRUE(decisions->reject(id, {.when = midnight, .by = by, .reason = {}}));
    }
    const auto looks = decisions->rejectedLooks("patches", 1);
    ASSERT_EQ(looks->size(), std::size_t(SightingDecisions::rejectedLooksOfOne));
    EXPECT_EQ(looks->front().look.values, std::vector<float>{SightingDecisions::rejectedLooksOfOne});
    EXPECT_EQ(looks->back().look.values, std::vector<float>{1});
}

TEST_P(FeedbackStore, theBestPictureOfASightingStays)
{
    const Uuid id = record("ada", midnight);
    const Evidence good = proof(midnight + 1s, 0.7);
    ASSERT_TRUE(evidence->keep(id, proof(midnight, 0.5)));
    ASSERT_TRUE(evidence->keep(id, good));
    ASSERT_TRUE(evidence->keep(id, proof(midnight + 2s, 0.6)));
    EXPECT_EQ(evidence->of(id).value(), good);
    EXPECT_EQ(evidence->keep(ids.next(midnight), good).error().code, Code::NotFound);
    EXPECT_EQ(evidence->of(ids.next(midnight)).error().code, Code::NotFound);
    EXPECT_EQ(evidence->keep(id, {.taken = midnight, .quality = 1, .look = good.look, .picture = {}}).error().code, Code::Invalid);
    ASSERT_TRUE(records->removePerson(PersonId("ada")));
    EXPECT_EQ(evidence->of(id).error().code, Code::NotFound);
    EXPECT_EQ(evidence->totalBytes().value(), 0);
}

TEST_P(FeedbackStore, evidenceIsPurgedByAgeAndBySpace)
{
    std::vector<Uuid> all;
    for (int i = 0; i < 10; ++i) {
        all.push_back(record("ada", midnight + i * 1h));
        ASSERT_TRUE(evidence->keep(all.back(), proof(midnight + i * 1h, 0.5)));  // 100 bytes
    }
    EXPECT_EQ(evidence->purge(midnight + 3h, 1'000'000).value(), 3);
    EXPECT_EQ(evidence->purge(midnight + 3h, 450).value(), 3);  // 700 bytes are left
    EXPECT_EQ(evidence->totalBytes().value(), 400);
    EXPECT_FALSE(evidence->of(all[5]));
    EXPECT_TRUE(evidence->of(all[6]));
    EXPECT_TRUE(decisions->sighting(all[0]));  // the sighting itself stays
}

TEST_P(FeedbackStore, aStrangerSeenAgainIsOneEntryWithTheBestPictures)
{
    const UnknownFaceId face = newFace(midnight);
    for (int i = 0; i < 6; ++i)
        ASSERT_TRUE(unknown->note(stranger(face, midnight + i * 1h, 0.1 * (i + 1), i % 2 ? "gate" : "door")));
    auto grown = stranger(face, midnight + 7h);
    grown.evidence.reset();
    ASSERT_TRUE(unknown->note(grown));
    grown.sighting.lastSeen += 1min;
    ASSERT_TRUE(unknown->note(grown));

    const auto found = unknown->face(face);
    ASSERT_TRUE(found);
    EXPECT_EQ(*found, (UnknownFace{.id = face, .state = State::Waiting, .firstSeen = midnight, .lastSeen = midnight + 7h + 65s,
                                   .sightings = 7, .cameras = {CameraId("door"), CameraId("gate")}}));
    const auto looks = unknown->looks(face);
    ASSERT_EQ(looks->size(), std::size_t(UnknownFaces::looksOfOne));
    EXPECT_DOUBLE_EQ(looks->front().quality, 0.6);
    EXPECT_DOUBLE_EQ(looks->back().quality, 0.3);
    EXPECT_EQ(unknown->looks("patches", 1)->size(), std::size_t(UnknownFaces::looksOfOne));
    EXPECT_EQ(unknown->sightings(face, 3)->size(), 3U);
    EXPECT_EQ(unknown->sightings(face, 3)->front().lastSeen, midnight + 7h + 65s);
    EXPECT_EQ(unknown->face(newFace(midnight)).error().code, Code::NotFound);
}

TEST_P(FeedbackStore, unknownFacesAreListedInPagesAndFiltered)
{
    std::vector<UnknownFaceId> all;
    for (int i = 0; i < 7; ++i) {
        all.push_back(newFace(midnight + i * 1h));
        ASSERT_TRUE(unknown->note(stranger(all.back(), midnight + i * 1h, 0.5, i % 2 ? "gate" : "door")));
    }
    ASSERT_TRUE(unknown->decide(all[0], State::Visitor, {.when = midnight, .by = by, .label = "courier"}));
    std::vector<UnknownFaceId> seen;
    PageRequest page{.limit = 2, .cursor = {}};
    do {
        const auto got = unknown->faces({.state = State::Waiting}, page);
        ASSERT_TRUE(got);
        for (const UnknownFace &face : got->items) {
            EXPECT_EQ(face.cameras.size(), 1U);
            seen.push_back(face.id);
        }
        page.cursor = got->next;
    } while (page.cursor);
    EXPECT_EQ(seen, std::vector<UnknownFaceId>(all.rbegin(), all.rend() - 1));
    EXPECT_EQ(unknown->faces({.camera = CameraId("gate")}, {})->items.size(), 3U);
    EXPECT_EQ(unknown->faces({.from = midnight + 2h, .until = midnight + 4h}, {})->items.size(), 2U);
    const auto visitors = unknown->faces({.state = State::Visitor}, {});
    ASSERT_EQ(visitors->items.size(), 1U);
    EXPECT_EQ(visitors->items[0].label, "courier");
    EXPECT_EQ(visitors->items[0].decidedBy, "local");
    EXPECT_EQ(unknown->faces({}, {.limit = 5, .cursor = "x"}).error().code, Code::Invalid);
    EXPECT_EQ(unknown->count(State::Waiting).value(), 6);
}

TEST_P(FeedbackStore, anAssignedFaceGivesItsSightingsAndPicturesToThePerson)
{
    const UnknownFaceId face = newFace(midnight);
    ASSERT_TRUE(unknown->note(stranger(face, midnight + 8h)));
    ASSERT_TRUE(unknown->note(stranger(face, midnight + 9h, 0.9, "gate")));
    EXPECT_EQ(unknown->assign(face, PersonId("ghost"), {.when = midnight, .by = by}).error().code, Code::NotFound);
    EXPECT_EQ(unknown->face(face)->state, State::Waiting);

    for (int i = 0; i < 2; ++i) {
        const auto done = unknown->assign(face, PersonId("bob"), {.when = midnight + 10h, .by = by});
        ASSERT_TRUE(done);
        EXPECT_EQ(done->state, State::Assigned);
        EXPECT_EQ(done->person, PersonId("bob"));
    }
    EXPECT_EQ(unknown->assign(face, PersonId("ada"), {.when = midnight, .by = by}).error().code, Code::Conflict);
    EXPECT_EQ(unknown->decide(face, State::Visitor, {.when = midnight, .by = by}).error().code, Code::Conflict);
    EXPECT_EQ(unknown->note(stranger(face, midnight + 11h)).error().code, Code::Conflict);

    const auto sightings = records->sightings({.person = PersonId("bob"), .camera = {}, .from = {}, .until = {}}, {})->items;
    ASSERT_EQ(sightings.size(), 2U);
    for (const Sighting &sighting : sightings) {
        EXPECT_TRUE(sighting.corrected);
        EXPECT_EQ(sighting.status, SightingStatus::Confirmed);
        EXPECT_EQ(sighting.decision->by, "local");
        EXPECT_TRUE(evidence->of(sighting.id));
    }
    EXPECT_EQ(evidence->totalBytes().value(), 200);
    EXPECT_TRUE(unknown->looks(face)->empty());
    EXPECT_TRUE(unknown->sightings(face, 10)->empty());
    ASSERT_TRUE(records->removePerson(PersonId("bob")));
    EXPECT_EQ(unknown->face(face).error().code, Code::NotFound);
}

TEST_P(FeedbackStore, aRejectedSightingsFaceIsErasedWithThePersonWhoseFaceItIs)
{
    const Uuid rejected = record("ada", midnight + 8h);
    ASSERT_TRUE(evidence->keep(rejected, proof(midnight + 8h, 0.5)));
    ASSERT_TRUE(decisions->reject(rejected, {.when = midnight + 9h, .by = by, .reason = {}}));
    const UnknownFaceId face = newFace(midnight + 8h);
    auto seen = stranger(face, midnight + 8h);
    seen.sighting.rejected = rejected;
    ASSERT_TRUE(unknown->note(seen));
    ASSERT_TRUE(unknown->assign(face, PersonId("bob"), {.when = midnight + 10h, .by = by}));

    EXPECT_FALSE(evidence->of(rejected));  // it shows Bob
    EXPECT_EQ(decisions->rejectedLooks("patches", 1)->size(), 1U);
    EXPECT_EQ(decisions->undo(rejected).error().code, Code::Conflict);
    EXPECT_EQ(statusOf(rejected), SightingStatus::Rejected);
    ASSERT_TRUE(records->removePerson(PersonId("bob")));
    EXPECT_TRUE(decisions->rejectedLooks("patches", 1)->empty());
    EXPECT_EQ(statusOf(rejected), SightingStatus::Rejected);  // Ada was not there, whoever it was
}

TEST_P(FeedbackStore, aFaceThatIsGivenBackToTheRejectedPersonIsNotRejectedAnyMore)
{
    const Uuid rejected = record("ada", midnight + 8h);
    ASSERT_TRUE(evidence->keep(rejected, proof(midnight + 8h, 0.5)));
    ASSERT_TRUE(decisions->reject(rejected, {.when = midnight + 9h, .by = by, .reason = {}}));
    const UnknownFaceId face = newFace(midnight + 8h);
    auto seen = stranger(face, midnight + 8h);
    seen.sighting.rejected = rejected;
    ASSERT_TRUE(unknown->note(seen));
    ASSERT_TRUE(unknown->assign(face, PersonId("ada"), {.when = midnight + 10h, .by = by}));
    EXPECT_TRUE(decisions->rejectedLooks("patches", 1)->empty());
    EXPECT_EQ(listed(SightingStatus::Confirmed), std::vector{seen.sighting.id});
}

TEST_P(FeedbackStore, takingARejectionBackTakesItsFaceOutOfTheQueue)
{
    const Uuid rejected = record("ada", midnight + 8h);
    ASSERT_TRUE(decisions->reject(rejected, {.when = midnight + 9h, .by = by, .reason = {}}));
    const UnknownFaceId alone = newFace(midnight);
    auto seen = stranger(alone, midnight + 8h);
    seen.sighting.rejected = rejected;
    ASSERT_TRUE(unknown->note(seen));
    ASSERT_TRUE(decisions->undo(rejected));
    EXPECT_FALSE(unknown->face(alone));

    ASSERT_TRUE(decisions->reject(rejected, {.when = midnight + 9h, .by = by, .reason = {}}));
    const UnknownFaceId shared = newFace(midnight);
    seen.face = shared;
    ASSERT_TRUE(unknown->note(seen));
    ASSERT_TRUE(unknown->note(stranger(shared, midnight + 9h)));
    ASSERT_TRUE(decisions->undo(rejected));
    EXPECT_EQ(unknown->face(shared)->sightings, 1);
    EXPECT_EQ(unknown->looks(shared)->size(), 1U);
}

TEST_P(FeedbackStore, whoWasRecognisedAfterAllLeavesTheQueue)
{
    const UnknownFaceId face = newFace(midnight);
    const auto first = stranger(face, midnight);
    const auto second = stranger(face, midnight + 1h);
    ASSERT_TRUE(unknown->note(first));
    ASSERT_TRUE(unknown->note(second));
    EXPECT_EQ(unknown->withdraw(first.sighting.id).value(), std::nullopt);
    EXPECT_EQ(unknown->withdraw(second.sighting.id).value(), face);
    EXPECT_EQ(unknown->withdraw(second.sighting.id).value(), std::nullopt);
    EXPECT_FALSE(unknown->face(face));
    EXPECT_TRUE(unknown->looks("patches", 1)->empty());
}

TEST_P(FeedbackStore, unknownFacesEndByTheirStatesDaysAndByNumber)
{
    const auto make = [&](UtcMs when, State state) {
        const UnknownFaceId face = newFace(when);
        EXPECT_TRUE(unknown->note(stranger(face, when)));
        if (state != State::Waiting) {
            EXPECT_TRUE(unknown->decide(face, state, {.when = when, .by = by}));
        }
        return face;
    };
    const UnknownFaceId oldWaiting = make(midnight, State::Waiting);
    const UnknownFaceId oldVisitor = make(midnight, State::Visitor);
    const UnknownFaceId oldDismissed = make(midnight, State::Dismissed);
    const UnknownFaceId crowded = make(midnight + 24h, State::Waiting);
    const UnknownFaceId kept = make(midnight + 25h, State::Waiting);
    const UnknownFaceId alsoKept = make(midnight + 26h, State::Waiting);
    ASSERT_TRUE(unknown->note(stranger(oldVisitor, midnight + 24h)));

    const auto purged = unknown->purge({.waiting = midnight + 1h, .visitors = midnight + 1h, .others = midnight - 1h, .atMost = 2});
    ASSERT_TRUE(purged);
    EXPECT_EQ(purged->faces, (std::vector{crowded, oldWaiting}));
    EXPECT_EQ(purged->crowdedOut, 1U);
    EXPECT_EQ(unknown->face(oldVisitor)->sightings, 1);  // the old one of the two is gone
    EXPECT_EQ(unknown->looks(oldVisitor)->size(), 1U);
    EXPECT_TRUE(unknown->face(oldDismissed));
    EXPECT_TRUE(unknown->face(kept));
    EXPECT_TRUE(unknown->face(alsoKept));
    ASSERT_TRUE(unknown->erase(kept));
    EXPECT_EQ(unknown->erase(kept).error().code, Code::NotFound);
    EXPECT_EQ(unknown->looks("patches", 1)->size(), 3U);
}

INSTANTIATE_TEST_SUITE_P(Sqlite, FeedbackStore, testing::Values(Dialect::Sqlite));
INSTANTIATE_TEST_SUITE_P(PostgreSql, FeedbackStore, testing::Values(Dialect::PostgreSql));
