// For every field of every message: missing, of a wrong kind, out of range, too long. Each case changes one field of a message
// that is good otherwise, and must be refused with an error that names exactly that field.

#include "protocol/codec.h"
#include "protocol/limits.h"

#include "shared/protocol/samples.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <gtest/gtest.h>

#include <map>
#include <set>

using namespace Qt::StringLiterals;

namespace rollcall::protocol {
namespace {

enum class Presence { Required, Optional };

struct Row {
    QString field; // "welcome.iceServers[1].url": the type, then the way to the field
    Presence presence;
    std::vector<QJsonValue> bad;
    std::vector<QJsonValue> tooLarge;
};

QString longText(int bytes, const QString &start = {})
{
    return start + QString{bytes + 1 - start.size(), u'x'};
}

QJsonArray many(int count, const QJsonValue &item)
{
    QJsonArray array;
    for (int i = 0; i < count; ++i)
        array.append(item);
    return array;
}

const std::vector<QJsonValue> notText{
    1, true, QJsonArray{}, QJsonObject{}, u"new\nline"_s, u"nul\0"_s, QString{QChar{0xd800}}};
const std::vector<QJsonValue> notSecret{1, true, QJsonArray{}, QJsonObject{}, u""_s, u"a b"_s, u"ü"_s, u"a\n"_s};
const std::vector<QJsonValue> notIdentifier{
    1, true, QJsonArray{}, QJsonObject{}, u""_s, u"a b"_s, u"a/b"_s, u"ü"_s, u"a\n"_s};
const std::vector<QJsonValue> notObject{1, true, u"{}"_s, QJsonArray{}};
const std::vector<QJsonValue> notSwitch{0, 1, u"true"_s, QJsonArray{}, QJsonObject{}};
const std::vector<QJsonValue> notWord{1, true, u""_s, u"no-such-word"_s, u"VP8"_s, QJsonArray{}, QJsonObject{}};
const std::vector<QJsonValue> notSdp{1, true, QJsonArray{}, QJsonObject{}, u""_s, u"o=-"_s, u"v=0\0"_s, u"v=0\x1b"_s};

std::vector<QJsonValue> notWhole(double lowest, double highest)
{
    return {u"1"_s, true, QJsonArray{}, QJsonObject{}, lowest - 1, highest + 1, lowest + 0.5, -1e300, 1e300,
        4294967296.0 + lowest};
}

std::vector<QJsonValue> notReal(double highest)
{
    return {u"1"_s, true, QJsonArray{}, QJsonObject{}, -0.001, highest * 1.001, 1e300};
}

std::vector<Row> encodingRows(const QString &field, Presence presence)
{
    return {{field, presence, notObject, {}}, {field + u".codec"_s, Presence::Optional, notWord, {}},
        {field + u".width"_s, Presence::Optional, notWhole(limits::LowestSide, limits::HighestSide), {}},
        {field + u".height"_s, Presence::Optional, notWhole(limits::LowestSide, limits::HighestSide), {}},
        {field + u".frameRate"_s, Presence::Optional, notWhole(1, limits::HighestFrameRate), {}},
        {field + u".bitrateKbps"_s, Presence::Optional, notWhole(limits::LowestBitrateKbps, limits::HighestBitrateKbps),
            {}}};
}

std::vector<Row> versionsRows(const QString &field, Presence presence)
{
    return {{field, presence, notObject, {}},
        {field + u".lowest"_s, Presence::Required, notWhole(1, limits::HighestVersion), {}},
        // highest below lowest, which the samples have at 1 and 2
        {field + u".highest"_s, Presence::Required, notWhole(1, limits::HighestVersion), {}}};
}

std::vector<Row> featuresRows(const QString &field)
{
    return {{field, Presence::Optional, {1, true, u"control"_s, QJsonObject{}}, {many(limits::Features + 1, u"f"_s)}},
        {field + u"[0]"_s, Presence::Required, notIdentifier, {longText(limits::FeatureBytes)}}};
}

std::vector<Row> table()
{
    std::vector<Row> rows{
        {u"hello.camera"_s, Presence::Required, notIdentifier, {longText(limits::IdBytes)}},
        {u"hello.name"_s, Presence::Optional, notText, {longText(limits::NameBytes)}},
        {u"hello.name"_s, Presence::Optional, {u""_s}, {}},
        {u"hello.software"_s, Presence::Optional, notText, {longText(limits::SoftwareBytes)}},
        {u"hello.resume"_s, Presence::Optional, notIdentifier, {longText(limits::IdBytes)}},
        {u"hello.token"_s, Presence::Optional, notSecret, {longText(limits::TokenBytes)}},
        {u"welcome.version"_s, Presence::Required, notWhole(1, limits::HighestVersion), {}},
        {u"welcome.session"_s, Presence::Required, notIdentifier, {longText(limits::IdBytes)}},
        {u"welcome.iceServers"_s, Presence::Optional, {1, true, u"stun:a"_s, QJsonObject{}},
            {many(limits::IceServers + 1, QJsonObject{{u"url"_s, u"stun:a"_s}})}},
        {u"welcome.iceServers[1]"_s, Presence::Required, {QJsonValue::Null, 1, true, u"stun:a"_s, QJsonArray{}}, {}},
        {u"welcome.iceServers[1].url"_s, Presence::Required,
            {1, true, QJsonArray{}, QJsonObject{}, u""_s, u"stun:"_s, u"http://a"_s, u"stun:a b"_s, u"stun:ü"_s},
            {longText(limits::UrlBytes, u"stun:"_s)}},
        {u"welcome.iceServers[1].username"_s, Presence::Optional, notText, {longText(limits::CredentialBytes)}},
        {u"welcome.iceServers[1].credential"_s, Presence::Optional, notText, {longText(limits::CredentialBytes)}},
        {u"refused.code"_s, Presence::Required, notWord, {}},
        {u"refused.reason"_s, Presence::Required, notText, {longText(limits::SentenceBytes)}},
        {u"refused.retryAfterSeconds"_s, Presence::Optional, notWhole(0, limits::HighestRetrySeconds), {}},
        {u"offer.sdp"_s, Presence::Required, notSdp, {longText(limits::SdpBytes, u"v=0"_s)}},
        {u"answer.sdp"_s, Presence::Required, notSdp, {longText(limits::SdpBytes, u"v=0"_s)}},
        {u"ice.candidate"_s, Presence::Required, {1, true, QJsonArray{}, u"a=candidate:1"_s, u"candidate:1\r\na=x"_s},
            {longText(limits::CandidateBytes, u"candidate:"_s)}},
        {u"ice.sdpMLineIndex"_s, Presence::Required, notWhole(0, limits::SdpMLineIndex), {}},
        {u"ice.sdpMid"_s, Presence::Optional, notText, {longText(limits::SdpMidBytes)}},
        {u"control.id"_s, Presence::Required, notWhole(0, limits::HighestControlId), {}},
        {u"control.paused"_s, Presence::Optional, notSwitch, {}},
        {u"control.keyframe"_s, Presence::Optional, notSwitch, {}},
        {u"controlled.id"_s, Presence::Optional, notWhole(0, limits::HighestControlId), {}},
        {u"controlled.paused"_s, Presence::Required, notSwitch, {}},
        {u"controlled.problem"_s, Presence::Optional, notText, {longText(limits::SentenceBytes)}},
        {u"stats.bitrateKbps"_s, Presence::Required, notReal(limits::HighestStatBitrateKbps), {}},
        {u"stats.framesPerSecond"_s, Presence::Required, notReal(limits::HighestFramesPerSecond), {}},
        {u"stats.packetsLostPercent"_s, Presence::Required, notReal(100), {}},
        {u"stats.roundTripMs"_s, Presence::Optional, notReal(limits::HighestRoundTripMs), {}},
        {u"recognised.name"_s, Presence::Required, notText, {longText(limits::NameBytes)}},
        {u"recognised.name"_s, Presence::Required, {u""_s}, {}},
        {u"recognised.time"_s, Presence::Required, notReal(limits::HighestTime), {}},
        {u"error.code"_s, Presence::Required, notWord, {}},
        {u"error.message"_s, Presence::Required, notText, {longText(limits::SentenceBytes)}},
        {u"error.about"_s, Presence::Optional, notText, {longText(limits::AboutBytes)}},
        {u"bye.reason"_s, Presence::Optional, notText, {longText(limits::SentenceBytes)}},
    };
    for (const auto &part :
        {versionsRows(u"hello.versions"_s, Presence::Required), versionsRows(u"refused.versions"_s, Presence::Optional),
            encodingRows(u"welcome.encoding"_s, Presence::Optional),
            encodingRows(u"control.encoding"_s, Presence::Optional),
            encodingRows(u"controlled.encoding"_s, Presence::Required), featuresRows(u"hello.features"_s),
            featuresRows(u"welcome.features"_s)})
        rows.insert(rows.end(), part.begin(), part.end());
    return rows;
}

// `json` with the value at the end of `path` put in, or taken out where it is Undefined.
QJsonValue withValueAt(const QJsonValue &json, QStringList path, const QJsonValue &value)
{
    if (path.isEmpty())
        return value;
    const QString step = path.takeFirst();
    if (json.isArray()) {
        QJsonArray array = json.toArray();
        const int index = step.toInt();
        array.replace(index, withValueAt(array.at(index), path, value));
        return array;
    }
    QJsonObject object = json.toObject();
    object.insert(step, withValueAt(object.value(step), path, value)); // Undefined removes
    return object;
}

class BadInputTest : public testing::Test {
protected:
    BadInputTest()
    {
        for (const Message &message : test::fullMessages())
            m_good[typeName(message).toString()] = QJsonDocument::fromJson(serialize(message)).object();
    }

    [[nodiscard]] std::expected<Message, ParseError> parseWith(const QString &field, const QJsonValue &value) const
    {
        QStringList path = QString{field}.replace(u"["_s, u"."_s).remove(u"]"_s).split(u'.');
        const QJsonObject good = m_good.at(path.takeFirst());
        const QJsonValue json = withValueAt(good, path, value);
        m_text = QJsonDocument{json.toObject()}.toJson(QJsonDocument::Compact);
        return parse(m_text);
    }

    void expectRefused(const QString &field, const QJsonValue &value, ErrorCode code) const
    {
        const auto parsed = parseWith(field, value);
        ASSERT_FALSE(parsed) << m_text.left(400).constData();
        EXPECT_EQ(parsed.error().code, code) << m_text.left(400).constData();
        EXPECT_EQ(parsed.error().about, field) << m_text.left(400).constData();
        EXPECT_TRUE(parsed.error().message.startsWith(field)) << qPrintable(parsed.error().message);
        EXPECT_TRUE(parsed.error().message.contains(u"expected")) << qPrintable(parsed.error().message);
    }

    std::map<QString, QJsonObject> m_good;
    mutable QByteArray m_text;
};

TEST_F(BadInputTest, wrongValuesAreRefusedByName)
{
    for (const Row &row : table()) {
        for (const QJsonValue &value : row.bad)
            expectRefused(row.field, value, ErrorCode::BadMessage);
    }
}

TEST_F(BadInputTest, oversizedValuesAreRefusedByName)
{
    for (const Row &row : table()) {
        for (const QJsonValue &value : row.tooLarge)
            expectRefused(row.field, value, ErrorCode::TooLarge);
    }
}

TEST_F(BadInputTest, missingRequiredFieldsAreRefusedByName)
{
    for (const Row &row : table()) {
        if (row.field.endsWith(u']'))
            continue; // an item cannot be missing from a list
        if (row.presence == Presence::Required)
            expectRefused(row.field, QJsonValue::Undefined, ErrorCode::BadMessage);
        else
            EXPECT_TRUE(parseWith(row.field, QJsonValue::Undefined)) << m_text.constData();
    }
}

TEST_F(BadInputTest, highestVersionMayNotLieBelowTheLowest)
{
    expectRefused(u"refused.versions.highest"_s, 1, ErrorCode::BadMessage);
}

TEST_F(BadInputTest, errorsDoNotRepeatValues)
{
    const auto parsed = parseWith(u"hello.token"_s, u"my secret"_s);
    ASSERT_FALSE(parsed);
    EXPECT_FALSE(parsed.error().message.contains(u"my secret"));
}

void collectFields(const QString &path, const QJsonValue &json, std::set<QString> &fields)
{
    if (json.isObject()) {
        const QJsonObject object = json.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            if (it.key() == u"type")
                continue;
            fields.insert(path + u'.' + it.key());
            collectFields(path + u'.' + it.key(), it.value(), fields);
        }
    }
    const QJsonArray array = json.toArray();
    if (!array.isEmpty()) {
        fields.insert(path + u"[]"_s);
        for (const QJsonValue &item : array)
            collectFields(path + u"[]"_s, item, fields);
    }
}

TEST_F(BadInputTest, theTableHasEveryFieldOfEveryMessage)
{
    std::set<QString> tested;
    for (const Row &row : table())
        tested.insert(QString{row.field}.replace(u"[0]"_s, u"[]"_s).replace(u"[1]"_s, u"[]"_s));
    std::set<QString> all;
    for (const auto &[type, object] : m_good)
        collectFields(type, object, all);
    EXPECT_GT(all.size(), 50U);
    for (const QString &field : all)
        EXPECT_TRUE(tested.contains(field)) << qPrintable(field);
}

} // namespace
} // namespace rollcall::protocol
