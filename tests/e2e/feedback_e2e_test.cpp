// What operators say of what was recognised, and who was not: the real programs, the drawn people, their clip in a loop.

#include "e2e/running_server.h"
#include "support/wait.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>

using namespace rollcall::testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

// Twice the clip: whoever is in it has passed within that, whenever one begins to look.
constexpr auto twoRounds = 45s;
constexpr double roundSeconds = 20;

double seconds(const QJsonValue &time)
{
    return double(QDateTime::fromString(time.toString(), Qt::ISODateWithMs).toMSecsSinceEpoch()) / 1000;
}

class Feedback : public ::testing::Test {
protected:
    // `weak`: known by one photo alone, as somebody is whose name a face like theirs may get.
    void begin(const QString &weak = {})
    {
        ASSERT_NO_FATAL_FAILURE(server.start());
        for (const DrawnPerson &person : drawnPeople()) {
            const HttpAnswer enrolled = server.http().enrol(person.id, person.name, person.id == weak ? person.photos.first(1) : person.photos);
            ASSERT_EQ(enrolled.status, 201) << enrolled.body.toStdString();
        }
        camera = startCamera(server.url(), u"door"_s, drawnClip());
    }
    [[nodiscard]] QJsonObject entry(const QString &person) const
    {
        for (const QJsonValue &one : server.items(u"/api/v1/attendance"_s)) {
            if (one[u"person"_s].toString() == person)
                return one.toObject();
        }
        return {};
    }
    [[nodiscard]] QJsonArray sightings(const QString &query) const { return server.items(u"/api/v1/sightings?"_s + query); }
    [[nodiscard]] QJsonArray waiting() const { return server.items(u"/api/v1/unknown-faces?state=waiting"_s); }
    [[nodiscard]] bool isPicture(const QString &path) const
    {
        const HttpAnswer picture = server.http().get(path);
        return picture.status == 200 && picture.body.startsWith("\xff\xd8\xff") && picture.body.size() > 1000;
    }
    [[nodiscard]] std::string outputs() { return camera->output().toStdString() + server.program().output().toStdString(); }
    void restart()
    {
        ASSERT_EQ(server.program().terminate(), 0);
        ASSERT_NO_FATAL_FAILURE(server.start());
    }

    RunningServer server;
    std::unique_ptr<Program> camera;
};

} // namespace

TEST_F(Feedback, theStrangerWaitsOnceHoweverOftenTheyAreSeen)
{
    ASSERT_NO_FATAL_FAILURE(begin());
    ASSERT_TRUE(waitUntil([&] { return waiting().size() == 1; }, twoRounds)) << outputs();
    const QString path = u"/api/v1/unknown-faces/"_s + waiting()[0][u"id"_s].toString();
    EXPECT_TRUE(isPicture(path + u"/picture.jpg"_s));
    const double first = seconds(waiting()[0][u"firstSeen"_s]);
    ASSERT_NO_FATAL_FAILURE(restart());

    // Seen again, in the next round and by another run of the server: the same face.
    ASSERT_TRUE(waitUntil([&] { return seconds(server.http().get(path).json().value(u"lastSeen"_s)) - first > roundSeconds / 2; }, twoRounds)) << outputs();
    EXPECT_EQ(waiting().size(), 1);
    EXPECT_EQ(server.registered().size(), drawnPeople().size());

    // It is somebody after all: enrolled by the pictures that were kept, in the register by what was seen, and known from now on.
    const HttpAnswer assigned = server.http().post(path + u"/assign"_s, {{u"name"_s, u"Dora Drawn"_s}, {u"id"_s, u"dora"_s}});
    ASSERT_EQ(assigned.status, 200) << assigned.body.toStdString();
    EXPECT_EQ(assigned.json().value(u"state"_s).toString(), u"assigned"_s);
    ASSERT_FALSE(sightings(u"person=dora"_s).isEmpty());
    EXPECT_FALSE(entry(u"dora"_s).isEmpty());
    EXPECT_TRUE(waiting().isEmpty());
    ASSERT_TRUE(waitUntil([&] {
        const QJsonArray all = sightings(u"person=dora"_s);
        return std::ranges::any_of(all, [](const QJsonValue &one) { return !one[u"corrected"_s].toBool(); });
    }, twoRounds)) << outputs();
    EXPECT_TRUE(waiting().isEmpty());
}

TEST_F(Feedback, anOperatorConfirmsOneSuggestionAndRejectsAnother)
{
    ASSERT_NO_FATAL_FAILURE(begin(u"ben"_s));
    ASSERT_TRUE(waitUntil([&] { return !entry(u"ada"_s).isEmpty() && !entry(u"ben"_s).isEmpty(); }, twoRounds)) << outputs();
    EXPECT_EQ(entry(u"ada"_s).value(u"status"_s).toString(), u"suggested"_s);
    const QString ada = u"/api/v1/sightings/"_s + sightings(u"person=ada"_s)[0][u"id"_s].toString();
    const QString ben = u"/api/v1/sightings/"_s + sightings(u"person=ben"_s)[0][u"id"_s].toString();
    ASSERT_TRUE(waitUntil([&] { return isPicture(ada + u"/picture.jpg"_s) && isPicture(ben + u"/picture.jpg"_s); }));

    const QJsonObject confirmed = server.http().post(ada + u"/confirm"_s).json();
    EXPECT_EQ(confirmed.value(u"status"_s).toString(), u"confirmed"_s);
    EXPECT_EQ(confirmed.value(u"decision"_s)[u"by"_s].toString(), u"local"_s);
    EXPECT_EQ(entry(u"ada"_s).value(u"status"_s).toString(), u"confirmed"_s);
    const HttpAnswer rejected = server.http().post(ben + u"/reject"_s, {{u"reason"_s, u"that is somebody else"_s}});
    ASSERT_EQ(rejected.status, 200) << rejected.body.toStdString();
    EXPECT_EQ(rejected.json().value(u"status"_s).toString(), u"rejected"_s);
    EXPECT_TRUE(entry(u"ben"_s).isEmpty());
    EXPECT_EQ(waiting().size(), 1);  // whoever it is
    ASSERT_NO_FATAL_FAILURE(restart());

    // Ada is in the picture before and after that face: once she was seen twenty seconds later, it has passed again.
    const double before = seconds(entry(u"ada"_s).value(u"lastSeen"_s));
    ASSERT_TRUE(waitUntil([&] { return seconds(entry(u"ada"_s).value(u"lastSeen"_s)) > before + roundSeconds; }, twoRounds)) << outputs();
    EXPECT_TRUE(entry(u"ben"_s).isEmpty());
    EXPECT_EQ(sightings(u"person=ben&status=rejected"_s).size(), 1);
    EXPECT_EQ(sightings(u"person=ben"_s).size(), 1);
    EXPECT_EQ(entry(u"ada"_s).value(u"status"_s).toString(), u"confirmed"_s);
    EXPECT_EQ(waiting().size(), 2);  // that face and the stranger, each once

    ASSERT_EQ(server.http().post(ben + u"/undo"_s).status, 200);
    EXPECT_EQ(entry(u"ben"_s).value(u"status"_s).toString(), u"suggested"_s);
}
