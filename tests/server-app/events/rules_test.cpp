// What waits for a reader, and what a client may say: without a socket.
#include "events/message.h"
#include "events/outgoing.h"

#include <gtest/gtest.h>

#include <QJsonArray>
#include <QJsonDocument>

using namespace rollcall::events;
using namespace Qt::StringLiterals;

namespace {

EventLimits narrow()
{
    EventLimits limits;
    limits.waitingMessages = 3;
    limits.waitingBytes = 100;
    return limits;
}

} // namespace

TEST(Outgoing, theNewestOfAKeyTakesTheTurnOfTheOneBefore)
{
    Outgoing outgoing(narrow());
    EXPECT_TRUE(outgoing.add(u"camera door"_s, u"away"_s));
    EXPECT_TRUE(outgoing.add({}, u"sighting"_s));
    EXPECT_TRUE(outgoing.add(u"camera door"_s, u"streaming"_s));
    EXPECT_EQ(outgoing.take(), u"streaming"_s);
    EXPECT_EQ(outgoing.take(), u"sighting"_s);
    EXPECT_FALSE(outgoing.take());
    EXPECT_TRUE(outgoing.add(u"camera door"_s, u"paused"_s));
    EXPECT_EQ(outgoing.take(), u"paused"_s);
}

TEST(Outgoing, takesNoMoreThanItMayHold)
{
    Outgoing outgoing(narrow());
    for (int i = 0; i < 3; ++i)
        EXPECT_TRUE(outgoing.add({}, u"x"_s));
    EXPECT_FALSE(outgoing.add({}, u"x"_s));
    for (int i = 0; i < 1'000; ++i)
        EXPECT_TRUE(outgoing.add(u"camera door"_s, u"%1"_s.arg(i))) << "those that replace each other do not fill it";
    EXPECT_FALSE(outgoing.add(u"camera gate"_s, QString(100, u'x')));
    EXPECT_FALSE(outgoing.add(u"camera door"_s, QString(100, u'x')));
    outgoing.clear();
    EXPECT_TRUE(outgoing.isEmpty());
    EXPECT_TRUE(outgoing.add({}, QString(100, u'x')));
    EXPECT_EQ(outgoing.take(), QString(100, u'x'));
    EXPECT_TRUE(outgoing.add({}, QString(100, u'x'))) << "what was taken counts no more";
}

TEST(EventMessages, sayTheirTypeAndTime)
{
    const UtcMs at{std::chrono::milliseconds(1'795'280'283'120)};
    const QByteArray text = serialize({.type = u"register"_s, .body = {{u"day"_s, u"2026-11-21"_s}}}, at);
    EXPECT_EQ(text.count('\n'), 0);
    const QJsonObject message = QJsonDocument::fromJson(text).object();
    EXPECT_EQ(message["type"_L1], u"register"_s);
    EXPECT_EQ(message["at"_L1], u"2026-11-21T16:58:03.120Z"_s);
    EXPECT_EQ(message["day"_L1], u"2026-11-21"_s);
}

TEST(EventMessages, readWhatAClientSubscribesTo)
{
    EXPECT_EQ(parseClientMessage(uR"({"type":"subscribe","overlays":"all"})"), (Subscribe{.all = true, .cameras = {}}));
    EXPECT_EQ(parseClientMessage(uR"({"type":"subscribe","overlays":[]})"), Subscribe{});
    EXPECT_EQ(parseClientMessage(uR"({"type":"subscribe","overlays":["door","gate","door"],"later":1})"), (Subscribe{.all = false, .cameras = {u"door"_s, u"gate"_s}}));
}

TEST(EventMessages, sayWhatIsWrongWithABadOne)
{
    QJsonArray many;
    for (int i = 0; i <= maxSubscribedCameras; ++i)
        many.append(u"camera-%1"_s.arg(i));
    const QString tooMany = QString::fromUtf8(QJsonDocument(QJsonObject{{u"type"_s, u"subscribe"_s}, {u"overlays"_s, many}}).toJson());
    const QList<std::pair<QString, QString>> bad{
        {QString(), u"not JSON"_s},
        {u"{"_s, u"not JSON"_s},
        {u"[]"_s, u"one JSON object"_s},
        {u"{}"_s, u"type"_s},
        {uR"({"type":5})"_s, u"type"_s},
        {uR"({"type":"unsubscribe"})"_s, u"unsubscribe"_s},
        {uR"({"type":"subscribe"})"_s, u"overlays"_s},
        {uR"({"type":"subscribe","overlays":"door"})"_s, u"overlays"_s},
        {uR"({"type":"subscribe","overlays":{"0":"door"}})"_s, u"overlays"_s},
        {uR"({"type":"subscribe","overlays":[1]})"_s, u"overlays"_s},
        {uR"({"type":"subscribe","overlays":[""]})"_s, u"overlays"_s},
        {uR"({"type":"subscribe","overlays":["%1"]})"_s.arg(QString(65, u'x')), u"64 bytes"_s},
        {tooMany, u"256"_s},
    };
    for (const auto &[text, word] : bad) {
        const auto parsed = parseClientMessage(text);
        ASSERT_FALSE(parsed) << text.toStdString();
        EXPECT_TRUE(parsed.error().contains(word)) << parsed.error().toStdString();
    }
}
