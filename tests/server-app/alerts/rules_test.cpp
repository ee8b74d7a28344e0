#include "alerts/mailer.h"
#include "alerts/rules.h"

#include <QJsonArray>

#include <gtest/gtest.h>

using namespace rollcall::alerts;
using namespace Qt::StringLiterals;

TEST(AlertRules, comeBackAsTheyWereWritten)
{
    Rules rules;
    EXPECT_EQ(parseRules(toJson(rules)).value(), rules);
    EXPECT_EQ(parseRules({}).value(), rules);
    rules.late = {.on = false, .mail = true, .webhook = true, .minutes = 3, .percent = 0, .names = std::vector<std::string>{"Class 5a"}};
    rules.unknownFace.names = std::vector<std::string>{"door"};
    rules.cameraAway.names = std::vector<std::string>{"door", "gate"};
    rules.disk.percent = 5;
    rules.mailTo = {u"office@example.org"_s};
    rules.language = u"fr"_s;
    EXPECT_EQ(parseRules(toJson(rules)).value(), rules);
    QJsonObject read = toJson(rules);
    read.insert(u"version"_s, 7);
    read.insert(u"mailOn"_s, true);
    EXPECT_EQ(parseRules(read).value(), rules);
}

TEST(AlertRules, anEmptyListOfGroupsIsEverybodyAndOneOfDoorsIsNone)
{
    const QJsonObject late{{u"groups"_s, QJsonArray()}};
    const QJsonObject doors{{u"cameras"_s, QJsonArray()}};
    const auto rules = parseRules({{u"rules"_s, QJsonObject{{u"late"_s, late}, {u"unknownFace"_s, doors}, {u"cameraAway"_s, QJsonObject{{u"cameras"_s, QJsonValue()}}}}}});
    ASSERT_TRUE(rules);
    EXPECT_TRUE(rules->late.concerns("anybody"));
    EXPECT_FALSE(rules->unknownFace.concerns("door"));
    EXPECT_TRUE(rules->cameraAway.concerns("door"));
}

TEST(AlertRules, whatIsWrongIsNamed)
{
    const auto problem = [](const QString &rule, const QString &key, const QJsonValue &value) {
        const auto parsed = parseRules({{u"rules"_s, QJsonObject{{rule, QJsonObject{{key, value}}}}}});
        return parsed ? std::string() : parsed.error().detail.toStdString();
    };
    EXPECT_NE(problem(u"late"_s, u"afterMinutes"_s, -1).find("rules.late.afterMinutes"), std::string::npos);
    EXPECT_NE(problem(u"disk"_s, u"freePercent"_s, 90).find("rules.disk.freePercent"), std::string::npos);
    EXPECT_NE(problem(u"late"_s, u"on"_s, u"yes"_s).find("rules.late.on"), std::string::npos);
    EXPECT_NE(problem(u"late"_s, u"groups"_s, QJsonArray{1}).find("rules.late.groups"), std::string::npos);
    EXPECT_NE(problem(u"late"_s, u"cameras"_s, QJsonArray()).find("cameras"), std::string::npos);
    EXPECT_NE(problem(u"lateness"_s, u"on"_s, true).find("lateness"), std::string::npos);
    EXPECT_FALSE(parseRules({{u"mail"_s, QJsonObject{{u"language"_s, u"xx"_s}}}}));
    QJsonArray many;
    for (int i = 0; i <= RuleLimits::receivers; ++i)
        many.append(u"a%1@example.org"_s.arg(i));
    EXPECT_FALSE(parseRules({{u"mail"_s, QJsonObject{{u"to"_s, many}}}}));
}

TEST(MailAddress, nothingElseHidesInIt)
{
    for (const char *good : {"a@b", "office@example.org", "first.last+tag@mail.example.org", "o'hara@example.org"})
        EXPECT_TRUE(isMailAddress(QString::fromUtf8(good))) << good;
    for (const char *bad : {"", "@", "a@", "@b", "a", "a b@c", "a@b\r\nBcc: x@y", "a@b,c@d", "<a@b>", "a@b>", "\"a\"@b", "a@b@c", "-oX@b", "zoë@example.org", "a@b;c"})
        EXPECT_FALSE(isMailAddress(QString::fromUtf8(bad))) << bad;
    EXPECT_FALSE(isMailAddress(QString(250, u'a') + u"@example.org"_s));
}

TEST(MailServer, isASchemeAHostAndAPort)
{
    for (const QString &good : {u"smtp://localhost"_s, u"smtp://mail.example.org:587"_s, u"smtps://[2001:db8::1]:465/"_s})
        EXPECT_TRUE(isMailServer(good)) << good.toStdString();
    for (const QString &bad : {u""_s, u"mail.example.org"_s, u"http://mail.example.org"_s, u"smtp://user:pw@mail.example.org"_s, u"smtp://mail/?x"_s, u"smtp://mail/path"_s, u"smtp://"_s})
        EXPECT_FALSE(isMailServer(bad)) << bad.toStdString();
}
