// Decisions of operators through the API, on a register of its own.

#include "api/rest_api.h"
#include "net/http_server.h"
#include "server-app/api/fake_feedback.h"
#include "store/sighting_evidence.h"
#include "store/unknown_faces.h"
#include "support/http_client.h"
#include "support/wait.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QTemporaryDir>

#include <gtest/gtest.h>

using namespace rollcall;
using namespace rollcall::testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using attendance::UtcMs;

namespace {

const UtcMs noon = std::chrono::sys_days{std::chrono::year{2026} / 11 / 21} + 12h;

class NoCameras final : public api::CameraDirectory {
public:
    QList<api::LiveCamera> liveCameras() const override { return {}; }
};

// Every picture is a usable photo unless it says that it is blurred.
class FakeEnrolment final : public api::Enrolment {
public:
    void describe(const QList<QByteArray> &photos, const std::vector<store::Template> &, std::function<void(std::vector<api::PhotoOutcome>)> done) override
    {
        std::vector<api::PhotoOutcome> outcomes;
        for (const QByteArray &photo : photos) {
            if (photo.endsWith("blur"))
                outcomes.emplace_back(std::unexpected(api::PhotoProblem{.reason = u"blurred"_s, .message = u"The face is blurred."_s}));
            else
                outcomes.emplace_back(store::Template{.person = {}, .embedder = "fake", .embedderVersion = 1, .values = {1}});
        }
        done(std::move(outcomes));
    }
    std::optional<api::KnownPerson> findKnown(const std::vector<store::Template> &) const override { return known; }
    void personChanged(const store::PersonId &, const std::vector<store::Template> &) override { }
    void personAdded(const store::Person &, const std::vector<store::Template> &) override { }
    void peopleChanged(const std::vector<store::PersonId> &) override { }
    void personRemoved(const store::PersonId &) override { }

    std::optional<api::KnownPerson> known;
};

class FeedbackRoutes : public ::testing::Test {
protected:
    FeedbackRoutes()
        : store(std::move(*store::Store::open({.file = folder.filePath(u"register.sqlite"_s).toStdString()})))
        , desk(*store, enrolment)
        , routes(api::RestApi::Parts{.store = *store, .cameras = cameras, .enrolment = enrolment, .desk = desk, .feedback = feedback, .metrics = metrics,
                                     .calendar = api::LocalCalendar(QTimeZone::utc()), .rules = {}, .now = [] { return noon; }})
    {
        net::Router router;
        routes.addRoutes(router);
        server = std::make_unique<net::HttpServer>(std::move(router), authorizer);
        http = std::make_unique<HttpClient>(server->start(QHostAddress::LocalHost, 0).value());
        for (const char *id : {"ada", "bob"})
            run([id](store::Register &records) { return records.addPerson({.id = store::PersonId(id), .name = id, .created = noon}, {}, {}); });
    }
    template <typename Work>
    void run(Work work)
    {
        std::optional<bool> done;
        store->call(std::move(work), store.get(), [&](const auto &result) { done = result.has_value(); });
        ASSERT_TRUE(waitUntil([&] { return done.has_value(); }));
        ASSERT_TRUE(*done);
    }
    static store::Evidence proof(const std::string &end = "face")
    {
        const std::string bytes = "\xff\xd8\xff\xe0 " + end;
        return {.taken = noon, .quality = 0.5, .look = {.embedder = "fake", .embedderVersion = 1, .values = {1}}, .picture = {bytes.begin(), bytes.end()}};
    }
    // A suggestion, with a picture; its path.
    QString sighting(const char *person, UtcMs when)
    {
        const store::Sighting seen{.id = ids.next(when), .person = store::PersonId(person), .camera = store::CameraId("door"), .firstSeen = when, .lastSeen = when,
                                   .confidence = 0.9, .track = 1, .status = attendance::SightingStatus::Suggested};
        run([seen](store::Register &records) -> std::expected<void, store::StoreError> {
            const auto recorded = records.record(std::vector{seen});
            return recorded ? store::SightingEvidence(records.database()).keep(seen.id, proof()) : std::unexpected(recorded.error());
        });
        return u"/api/v1/sightings/"_s + QString::fromStdString(seen.id.toString());
    }
    QString stranger(UtcMs when, const std::string &picture = "face")
    {
        const store::UnknownFaceId face(ids.next(when).toString());
        const store::UnknownFaces::Seen seen{.face = face, .sighting = {.id = ids.next(when), .camera = store::CameraId("gate"), .firstSeen = when, .lastSeen = when + 3s, .track = 2},
                                             .evidence = proof(picture)};
        run([seen](store::Register &records) { return store::UnknownFaces(records.database()).note(seen); });
        return u"/api/v1/unknown-faces/"_s + QString::fromStdString(face.toString());
    }
    [[nodiscard]] QString statusOf(const QString &path) const { return http->get(path).json().value(u"status"_s).toString(); }
    [[nodiscard]] QJsonArray items(const QString &path) const { return http->get(path).json().value(u"items"_s).toArray(); }

    const QTemporaryDir folder;
    const net::LoopbackAuthorizer authorizer;
    NoCameras cameras;
    ops::Metrics metrics;
    FakeEnrolment enrolment;
    FakeFeedback feedback;
    attendance::UuidGenerator ids{attendance::systemRandom()};
    std::unique_ptr<store::Store> store;
    api::EnrolmentDesk desk;
    api::RestApi routes;
    std::unique_ptr<net::HttpServer> server;
    std::unique_ptr<HttpClient> http;
};

} // namespace

TEST_F(FeedbackRoutes, aConfirmationCountsForTheDayAndCanBeTakenBack)
{
    const QString first = sighting("ada", noon);
    const QString second = sighting("ada", noon + 2h);
    const QString nextDay = sighting("ada", noon + 24h);
    EXPECT_EQ(statusOf(first), u"suggested"_s);
    EXPECT_EQ(items(u"/api/v1/attendance"_s)[0][u"status"_s].toString(), u"suggested"_s);

    const HttpAnswer done = http->post(first + u"/confirm"_s, {{u"reason"_s, u" saw her "_s}});
    EXPECT_EQ(done.status, 200);
    EXPECT_EQ(done.json().value(u"decision"_s).toObject(), (QJsonObject{{u"status"_s, u"confirmed"_s}, {u"at"_s, u"2026-11-21T12:00:00.000Z"_s}, {u"by"_s, u"local"_s}, {u"reason"_s, u"saw her"_s}}));
    EXPECT_EQ(http->post(first + u"/confirm"_s).status, 200);
    EXPECT_EQ(statusOf(second), u"confirmed"_s);
    EXPECT_EQ(statusOf(nextDay), u"suggested"_s);
    EXPECT_EQ(items(u"/api/v1/attendance"_s)[0][u"status"_s].toString(), u"confirmed"_s);
    EXPECT_EQ(items(u"/api/v1/sightings?status=suggested"_s).size(), 1);
    EXPECT_EQ(http->post(first + u"/undo"_s).json().value(u"status"_s).toString(), u"suggested"_s);
    EXPECT_EQ(statusOf(second), u"suggested"_s);
    EXPECT_TRUE(feedback.told.isEmpty());  // recognition has nothing to learn of it
}

TEST_F(FeedbackRoutes, aRejectionLeavesTheRegisterAndRecognitionIsToldOnce)
{
    const QString path = sighting("ada", noon);
    EXPECT_EQ(http->post(path + u"/reject"_s).json().value(u"status"_s).toString(), u"rejected"_s);
    EXPECT_EQ(http->post(path + u"/reject"_s).status, 200);
    EXPECT_EQ(feedback.told, QStringList{u"rejected ada"_s});
    EXPECT_TRUE(items(u"/api/v1/attendance"_s).isEmpty());
    EXPECT_EQ(items(u"/api/v1/sightings?status=rejected"_s).size(), 1);
    EXPECT_EQ(http->post(path + u"/confirm"_s).json().value(u"status"_s).toString(), u"confirmed"_s);
    EXPECT_EQ(feedback.told, (QStringList{u"rejected ada"_s, u"taken back ada"_s}));
}

TEST_F(FeedbackRoutes, aPictureIsForWhoeverAskedAlone)
{
    const QString path = sighting("ada", noon);
    const HttpAnswer picture = http->get(path + u"/picture.jpg"_s);
    EXPECT_EQ(picture.status, 200);
    EXPECT_TRUE(picture.body.startsWith("\xff\xd8\xff"));
    EXPECT_EQ(http->get(u"/api/v1/sightings/019aa3c1-5c4e-7f00-8000-0123456789ab/picture.jpg"_s).status, 404);
}

TEST_F(FeedbackRoutes, sayWhatIsWrongWithADecision)
{
    const QString path = sighting("ada", noon);
    EXPECT_EQ(http->post(u"/api/v1/sightings/nonsense/confirm"_s).status, 404);
    EXPECT_EQ(http->post(u"/api/v1/sightings/019aa3c1-5c4e-7f00-8000-0123456789ab/reject"_s).status, 404);
    EXPECT_EQ(http->post(path + u"/reject"_s, {{u"reason"_s, 7}}).status, 400);
    EXPECT_EQ(http->post(path + u"/reject"_s, {{u"reason"_s, QString(501, u'x')}}).status, 400);
    EXPECT_EQ(statusOf(path), u"suggested"_s);
    const QString face = stranger(noon);
    for (const QJsonObject &body : {QJsonObject{}, QJsonObject{{u"person"_s, u"ada"_s}, {u"name"_s, u"Ada"_s}}, QJsonObject{{u"person"_s, u"ada"_s}, {u"id"_s, u"x"_s}},
                                    QJsonObject{{u"name"_s, u"Eve"_s}, {u"id"_s, u"../x"_s}}, QJsonObject{{u"person"_s, u"ada"_s}, {u"enrol"_s, u"yes"_s}}})
        EXPECT_EQ(http->post(face + u"/assign"_s, body).status, 400);
    EXPECT_EQ(http->get(u"/api/v1/unknown-faces?state=hungry"_s).status, 400);
    EXPECT_EQ(http->post(u"/api/v1/unknown-faces/nobody/visitor"_s).status, 404);
    EXPECT_EQ(http->post(u"/api/v1/unknown-faces/nobody/assign"_s, {{u"person"_s, u"ada"_s}}).status, 404);
}

TEST_F(FeedbackRoutes, unknownFacesAreListedShownAndDecided)
{
    const QString older = stranger(noon);
    const QString newer = stranger(noon + 1h);
    const QJsonArray all = items(u"/api/v1/unknown-faces"_s);
    ASSERT_EQ(all.size(), 2);
    EXPECT_TRUE(newer.endsWith(all[0][u"id"_s].toString()));
    EXPECT_EQ(items(u"/api/v1/unknown-faces?from=2026-11-21T12:30:00Z"_s).size(), 1);
    EXPECT_EQ(http->get(older).json().value(u"seen"_s)[0][u"camera"_s].toString(), u"gate"_s);
    EXPECT_EQ(http->get(older + u"/picture.jpg"_s).status, 200);

    const QJsonObject visitor = http->post(older + u"/visitor"_s, {{u"label"_s, u"courier"_s}}).json();
    EXPECT_EQ(visitor.value(u"state"_s).toString(), u"visitor"_s);
    EXPECT_EQ(visitor.value(u"label"_s).toString(), u"courier"_s);
    EXPECT_EQ(visitor.value(u"decision"_s)[u"by"_s].toString(), u"local"_s);
    EXPECT_EQ(http->post(newer + u"/dismiss"_s).json().value(u"state"_s).toString(), u"dismissed"_s);
    EXPECT_TRUE(items(u"/api/v1/unknown-faces?state=waiting"_s).isEmpty());
    EXPECT_EQ(http->post(newer + u"/restore"_s).json().value(u"state"_s).toString(), u"waiting"_s);
    EXPECT_EQ(http->remove(newer).status, 204);
    EXPECT_EQ(http->get(newer).status, 404);
    EXPECT_EQ(http->get(newer + u"/picture.jpg"_s).status, 404);
    EXPECT_EQ(feedback.told.size(), 4);
    EXPECT_TRUE(feedback.told.last().startsWith(u"gone "_s));
}

TEST_F(FeedbackRoutes, anAssignedFaceIsEnrolledAndItsSightingsAreThePersons)
{
    const QString face = stranger(noon);
    const HttpAnswer done = http->post(face + u"/assign"_s, {{u"name"_s, u"Eve Example"_s}, {u"id"_s, u"eve"_s}});
    ASSERT_EQ(done.status, 200) << done.body.toStdString();
    EXPECT_EQ(done.json().value(u"state"_s).toString(), u"assigned"_s);
    EXPECT_TRUE(done.json().value(u"photoResults"_s)[0][u"used"_s].toBool());
    EXPECT_EQ(http->get(u"/api/v1/people/eve"_s).json().value(u"photos"_s).toInt(), 1);
    const QJsonArray sightings = items(u"/api/v1/sightings?person=eve"_s);
    ASSERT_EQ(sightings.size(), 1);
    EXPECT_TRUE(sightings[0][u"corrected"_s].toBool());
    EXPECT_EQ(items(u"/api/v1/attendance"_s)[0][u"person"_s].toString(), u"eve"_s);
    EXPECT_TRUE(feedback.told.last().startsWith(u"gone "_s));

    EXPECT_EQ(http->post(face + u"/assign"_s, {{u"person"_s, u"eve"_s}}).status, 200);  // again
    EXPECT_EQ(http->post(face + u"/assign"_s, {{u"person"_s, u"ada"_s}}).status, 409);
    EXPECT_EQ(http->post(face + u"/visitor"_s).status, 409);
}

TEST_F(FeedbackRoutes, aFaceMayBecomeSomebodyWhoIsEnrolled)
{
    EXPECT_EQ(http->post(stranger(noon) + u"/assign"_s, {{u"person"_s, u"bob"_s}}).status, 200);
    EXPECT_EQ(http->get(u"/api/v1/people/bob"_s).json().value(u"photos"_s).toInt(), 1);
    EXPECT_EQ(items(u"/api/v1/sightings?person=bob"_s).size(), 1);
    const QString face = stranger(noon + 1h);
    EXPECT_EQ(http->post(face + u"/assign"_s, {{u"person"_s, u"ghost"_s}}).status, 404);
    EXPECT_EQ(http->get(face).json().value(u"state"_s).toString(), u"waiting"_s);
}

TEST_F(FeedbackRoutes, anAssignmentThatEnrolmentRefusesChangesNothing)
{
    const QString blurred = stranger(noon, "blur");
    EXPECT_EQ(http->post(blurred + u"/assign"_s, {{u"name"_s, u"Eve"_s}, {u"id"_s, u"eve"_s}}).status, 422);
    EXPECT_EQ(http->get(u"/api/v1/people/eve"_s).status, 404);
    EXPECT_EQ(http->get(blurred).json().value(u"state"_s).toString(), u"waiting"_s);
    // Only whose sighting it was.
    EXPECT_EQ(http->post(blurred + u"/assign"_s, {{u"person"_s, u"ada"_s}, {u"enrol"_s, false}}).status, 200);
    EXPECT_EQ(http->get(u"/api/v1/people/ada"_s).json().value(u"photos"_s).toInt(), 0);
    EXPECT_EQ(items(u"/api/v1/sightings?person=ada"_s).size(), 1);

    enrolment.known = api::KnownPerson{store::PersonId("ada"), 0.9};
    const QString face = stranger(noon + 1h);
    const HttpAnswer duplicate = http->post(face + u"/assign"_s, {{u"name"_s, u"Eve"_s}, {u"id"_s, u"eve"_s}});
    EXPECT_EQ(duplicate.status, 409);
    EXPECT_EQ(duplicate.json().value(u"person"_s).toString(), u"ada"_s);
    EXPECT_EQ(http->post(face + u"/assign"_s, {{u"name"_s, u"Eve"_s}, {u"id"_s, u"eve"_s}, {u"allowDuplicate"_s, true}}).status, 200);
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    ::testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
