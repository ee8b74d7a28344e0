// What changed in the register, gathered and told.

#include "app/register_events.h"
#include "app/request_events.h"

#include "access/right_table.h"
#include "support/wait.h"

#include <QJsonArray>
#include <QTemporaryDir>

#include <gtest/gtest.h>

namespace rollcall::app {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using attendance::PersonId;
using testing::waitUntil;
using Change = RegisterEvents::PersonChange;

namespace {

class RecordingBus final : public events::Bus {
public:
    void post(const events::Event &event) override { events.append(event); }
    [[nodiscard]] QList<events::Event> of(const QString &type) const
    {
        QList<events::Event> found;
        for (const events::Event &event : events) {
            if (event.type == type)
                found.append(event);
        }
        return found;
    }
    QList<events::Event> events;
};

class RegisterEventsTest : public ::testing::Test {
protected:
    static attendance::Day dayOf(attendance::UtcMs when) { return std::chrono::floor<std::chrono::days>(when); }
    // What was gathered so far has been told.
    void settle()
    {
        events.everyDay();
        const auto told = [this] { return !bus.of(u"register"_s).isEmpty() && bus.of(u"register"_s).last().body["day"_L1].isNull(); };
        ASSERT_TRUE(waitUntil(told));
    }

    QTemporaryDir folder;
    std::unique_ptr<store::Store> store = std::move(*store::Store::open({.file = std::filesystem::path(folder.filePath(u"register.sqlite"_s).toStdString())}));
    RecordingBus bus;
    RegisterEvents events{bus, *store, dayOf};
};

const attendance::Day today = std::chrono::sys_days{std::chrono::year{2026} / 11 / 21};

} // namespace

TEST_F(RegisterEventsTest, gathersPeopleAndSaysWhatBecameOfThem)
{
    std::vector<PersonId> changed;
    QObject::connect(&events, &RegisterEvents::peopleChanged, &events, [&](const std::vector<PersonId> &people) { changed = people; });
    events.person(PersonId("anna"), Change::Added);
    events.person(PersonId("anna"), Change::Updated);
    events.person(PersonId("ben"), Change::Updated);
    events.person(PersonId("ben"), Change::Removed);
    events.person(PersonId("carl"), Change::Updated);
    settle();
    const auto told = bus.of(u"people"_s);
    ASSERT_EQ(told.size(), 3);
    EXPECT_EQ(told[0].body["change"_L1].toString(), u"added"_s);
    EXPECT_TRUE(told[0].body["ids"_L1].toArray() == QJsonArray{u"anna"_s});
    EXPECT_EQ(told[1].body["change"_L1].toString(), u"updated"_s);
    EXPECT_TRUE(told[1].body["ids"_L1].toArray() == QJsonArray{u"carl"_s});
    EXPECT_EQ(told[2].body["change"_L1].toString(), u"removed"_s);
    EXPECT_TRUE(told[2].body["ids"_L1].toArray() == QJsonArray{u"ben"_s});
    EXPECT_EQ(told[0].right, net::Right::ViewPeople);
    EXPECT_EQ(changed.size(), 3U);
}

TEST_F(RegisterEventsTest, namesNobodyWhereThereAreTooMany)
{
    for (std::size_t i = 0; i <= RegisterEvents::mostPeople; ++i) {
        events.person(PersonId("person-" + std::to_string(i)), Change::Updated);
        events.day(PersonId("person-" + std::to_string(i)), today);
    }
    ASSERT_TRUE(waitUntil([&] { return !bus.of(u"register"_s).isEmpty(); }));
    EXPECT_EQ(bus.of(u"people"_s).size(), 1);
    EXPECT_TRUE(bus.of(u"people"_s).first().body["ids"_L1].isNull());
    EXPECT_EQ(bus.of(u"register"_s).first().body["day"_L1].toString(), u"2026-11-21"_s);
    EXPECT_TRUE(bus.of(u"register"_s).first().body["people"_L1].isNull());
}

TEST_F(RegisterEventsTest, tellsOfRowsOnceSightingsAreInTheRegister)
{
    bool isAdded = false;
    store->call([](store::Register &records) { return records.addPerson({.id = PersonId("anna"), .name = "Anna"}, {}, {}); }, &events,
                [&](const std::expected<void, store::StoreError> &added) { isAdded = added.has_value(); });
    ASSERT_TRUE(waitUntil([&] { return isAdded; }));
    const attendance::UtcMs noon{std::chrono::sys_days(today) + 12h};
    attendance::UuidGenerator ids(attendance::systemRandom());
    const attendance::Sighting byPin{.id = ids.next(noon), .person = PersonId("anna"), .camera = attendance::CameraId("kiosk"), .firstSeen = noon, .lastSeen = noon,
                                     .confidence = 1, .track = 0, .source = attendance::Source::Pin};
    store->record(byPin, &events, [](const auto &) { });
    ASSERT_TRUE(waitUntil([&] { return !bus.of(u"register"_s).isEmpty(); }));
    EXPECT_TRUE(bus.of(u"register"_s).first().body["people"_L1].toArray() == QJsonArray{u"anna"_s});
    EXPECT_EQ(bus.of(u"register"_s).first().right, net::Right::ViewAttendance);
    const auto sightings = bus.of(u"sighting"_s);
    ASSERT_EQ(sightings.size(), 1) << "nobody else tells of those by PIN";
    EXPECT_EQ(sightings.first().body["change"_L1].toString(), u"opened"_s);
    EXPECT_EQ(sightings.first().camera, u"kiosk"_s);
    EXPECT_EQ(sightings.first().body["sighting"_L1]["person"_L1].toString(), u"anna"_s);
    EXPECT_EQ(sightings.first().right, net::Right::ViewSightings);
}

TEST_F(RegisterEventsTest, saysThatTheRegisterIsAvailable)
{
    EXPECT_TRUE(events.availability()["available"_L1].toBool());
    EXPECT_TRUE(events.availability()["detail"_L1].isNull());
}

TEST_F(RegisterEventsTest, laterNewsOfOneFaceReplaceEarlierOnes)
{
    events.face(u"face-1"_s, RegisterEvents::FaceChange::Queued);
    events.face(u"face-1"_s, RegisterEvents::FaceChange::Updated);
    ASSERT_EQ(bus.events.size(), 2);
    EXPECT_TRUE(bus.events[0].key.isEmpty());
    EXPECT_EQ(bus.events[1].key, u"face-1"_s);
    EXPECT_EQ(bus.events[1].body["change"_L1].toString(), u"updated"_s);
}

// A row that names no route would never tell anybody.
TEST(RequestEvents, everyRowIsARoute)
{
    for (const auto &[method, pattern] : RequestEvents::watched()) {
        const bool isRoute = std::ranges::any_of(access::routeTable(), [&](const access::RouteRow &row) {
            return row.method == net::toBytes(method).toStdString() && QString::fromUtf8(row.pattern.data(), qsizetype(row.pattern.size())) == pattern;
        });
        EXPECT_TRUE(isRoute) << pattern.toStdString();
    }
}

TEST(RequestEvents, tellOfWhatSucceededAlone)
{
    QTemporaryDir folder;
    const auto store = std::move(*store::Store::open({.file = std::filesystem::path(folder.filePath(u"register.sqlite"_s).toStdString())}));
    RecordingBus bus;
    RegisterEvents events(bus, *store, [](attendance::UtcMs when) { return std::chrono::floor<std::chrono::days>(when); });
    net::Router router;
    int status = 200;
    router.add(net::Method::Post, u"/api/v1/sightings/{id}/reject"_s, net::Right::ManageAttendance, [&](const net::Request &, net::Responder responder) {
        responder.json({{u"id"_s, u"one"_s}, {u"camera"_s, u"door"_s}}, status);
    });
    RequestEvents::watch(router, events, bus);
    const auto match = router.match(net::Method::Post, u"/api/v1/sightings/one/reject"_s);
    ASSERT_TRUE(match.route);
    int answered = 0;
    const auto ask = [&] {
        net::Request request;
        request.method = net::Method::Post;
        request.parameters = match.parameters;
        match.route->handler(request, net::Responder::intercepted(net::Responder(std::shared_ptr<net::Exchange>()), [&](const net::Answer &answer, net::Responder) { answered = answer.status; }));
    };
    status = 409;
    ask();
    EXPECT_EQ(answered, 409);
    EXPECT_TRUE(bus.events.isEmpty());
    status = 200;
    ask();
    EXPECT_EQ(answered, 200);
    ASSERT_EQ(bus.events.size(), 1);
    EXPECT_EQ(bus.events.first().type, u"sighting"_s);
    EXPECT_EQ(bus.events.first().body["change"_L1].toString(), u"corrected"_s);
    EXPECT_EQ(bus.events.first().camera, u"door"_s);
}

} // namespace rollcall::app
