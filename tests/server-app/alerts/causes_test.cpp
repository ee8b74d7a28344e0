#include "alerts/causes.h"

#include "alerts/alert_texts.h"

#include <gtest/gtest.h>

using namespace rollcall;
using namespace rollcall::alerts;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr attendance::UtcMs now{1'800'000'000s};

std::vector<std::string> subjects(const std::vector<Cause> &causes)
{
    std::vector<std::string> found;
    for (const Cause &cause : causes)
        found.push_back(cause.subject);
    return found;
}

using Names = std::vector<std::string>;

} // namespace

TEST(CausesOfCameras, beginAfterTheirTimeAndLastUntilTheCameraComes)
{
    std::vector<store::Camera> known{{.id = store::CameraId("door"), .name = "Door", .lastSeen = now - 24h}, {.id = store::CameraId("gate"), .name = "Gate", .lastSeen = now - 24h}};
    const QList<api::LiveCamera> gateHere{{.id = store::CameraId("gate")}};
    attendance::UtcMs begun = now;
    Rules rules;
    bool underWay = false;
    const auto look = [&](attendance::UtcMs when, const QList<api::LiveCamera> &live) {
        return subjects(causesOfCameras(known, live, begun, rules, when, [&](const std::string &) { return underWay; }));
    };
    EXPECT_EQ(look(now, gateHere), Names());
    EXPECT_EQ(look(now + 4min, gateHere), Names());
    EXPECT_EQ(look(now + 5min, gateHere), Names{"door"});
    // A server that has just begun to look does not know since when; what is under way stays.
    begun = now + 6min;
    EXPECT_EQ(look(now + 6min, gateHere), Names());
    underWay = true;
    EXPECT_EQ(look(now + 6min, gateHere), Names{"door"});
    underWay = false;
    EXPECT_EQ(look(now + 7min, {gateHere[0], {.id = store::CameraId("door")}}), Names());
    known[0].lastSeen = now + 19min;
    EXPECT_EQ(look(now + 20min, gateHere), Names());  // it was here a moment ago
    EXPECT_EQ(look(now + 24min, gateHere), Names{"door"});
    // At another server, which notes that now and then.
    underWay = true;
    known[0].lastSeen = now + 30min;
    EXPECT_EQ(look(now + 30min + 60s, gateHere), Names());
    underWay = false;
    // What a clock noted that was ahead by a day says nothing.
    known[0].lastSeen = now + 24h;
    EXPECT_EQ(look(now + 31min, gateHere), Names{"door"});
    known[0].lastSeen = now + 32min;
    EXPECT_EQ(look(now + 32min + 15s, gateHere), Names());
    rules.cameraAway.minutes = 0;
    EXPECT_EQ(look(now + 32min + 15s, gateHere), Names{"door"});
    rules.cameraAway.names = Names{"gate"};
    EXPECT_EQ(look(now + 40min, gateHere), Names());
    rules.cameraAway.on = false;
    EXPECT_EQ(look(now + 60min, {}), Names());
}

TEST(CausesOfStore, sayWhatIsWrongWithWritingDown)
{
    const Rules rules;
    store::StoreHealth health;
    const DiskSpace roomy{u"/"_s, 1'000'000, 100'000};
    EXPECT_EQ(subjects(causesOfStore(health, roomy, rules, false)), Names());
    EXPECT_EQ(subjects(causesOfStore(health, roomy, rules, true)), Names{"disk"});  // it ends only with some room to spare
    EXPECT_EQ(subjects(causesOfStore(health, DiskSpace{u"/"_s, 1'000'000, 99'999}, rules, false)), Names{"disk"});
    EXPECT_EQ(subjects(causesOfStore(health, {}, rules, true)), Names());
    health.state = store::StoreHealth::State::Retrying;
    health.problem = "The disk is full.";
    const auto retrying = causesOfStore(health, roomy, rules, false);
    ASSERT_EQ(subjects(retrying), Names{"register"});
    EXPECT_TRUE(textOf(Kind::Register, retrying.front().params, Language::English).contains(u"The disk is full."));
    health.state = store::StoreHealth::State::Working;
    health.outbox = store::StoreHealth::Outbox{.reachable = false, .waiting = 3, .oldest = 31min, .problem = {}};
    EXPECT_EQ(subjects(causesOfStore(health, roomy, rules, false)), (Names{"register", "outbox"}));
    health.outbox->reachable = true;
    health.outbox->oldest = 29min;
    EXPECT_EQ(subjects(causesOfStore(health, roomy, rules, false)), Names());
    health.outbox->oldest = 31min;
    health.outbox->waiting = 0;
    EXPECT_EQ(subjects(causesOfStore(health, roomy, rules, false)), Names());
}

TEST(CausesOfStore, areThoseOfOneServer)
{
    const DiskSpace full{u"/"_s, 1'000'000, 1};
    const auto here = causesOfStore({}, full, Rules(), false, {.id = "019aa3c1", .name = u"east"_s});
    ASSERT_EQ(subjects(here), Names{"disk@019aa3c1"});
    EXPECT_TRUE(textOf(Kind::Disk, here.front().params, Language::German).endsWith(u" Server: east."_s));
    EXPECT_NE(subjects(causesOfStore({}, full, Rules(), false, {.id = "another"})), subjects(here));
}

TEST(AlertTexts, areThereForEveryKindInEveryLanguage)
{
    const QJsonObject params{{u"name"_s, u"%2 <b>Zoë</b> %1"_s}, {u"cameraName"_s, u"Tür"_s}, {u"minutes"_s, 17}, {u"problem"_s, u"away"_s}, {u"path"_s, u"/data"_s}, {u"freeBytes"_s, 1'000'000}};
    for (const Kind kind : allKinds) {
        QSet<QString> titles;
        for (const Language language : {Language::English, Language::German, Language::French}) {
            titles.insert(titleOf(kind, params, language));
            const QString text = textOf(kind, params, language);
            EXPECT_GT(text.size(), 20);
            EXPECT_FALSE(text.contains(u"%1"_s) || text.contains(u"%2"_s)) << text.toStdString();
        }
        EXPECT_EQ(titles.size(), 3) << toWord(kind);
    }
    EXPECT_EQ(titleOf(Kind::Late, params, Language::German), u"%2 <b>Zoë</b> %1 ist verspätet"_s);  // a name is a name
    EXPECT_EQ(titleOf(Kind::CameraAway, {{u"camera"_s, u"door-1"_s}}, Language::English), u"door-1 is away"_s);
    EXPECT_TRUE(textOf(Kind::Late, params, Language::French).contains(u"17"_s));
}
