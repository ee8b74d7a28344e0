// docs/protocol.md and the corpus of released messages, held against the code.

#include "protocol/codec.h"
#include "protocol/limits.h"

#include "shared/protocol/samples.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <gtest/gtest.h>

#include <set>

using namespace Qt::StringLiterals;

namespace rollcall::protocol {
namespace {

QString contentOf(const QString &path)
{
    QFile file{path};
    EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << qPrintable(path);
    return QString::fromUtf8(file.readAll());
}

QString document()
{
    return contentOf(QStringLiteral(ROLLCALL_SOURCE_DIR "/docs/protocol.md"));
}

QStringList examples()
{
    static const QRegularExpression fenced{u"^```json\\n(.*?)^```$"_s,
        QRegularExpression::MultilineOption | QRegularExpression::DotMatchesEverythingOption};
    QStringList found;
    for (const auto &match : fenced.globalMatch(document()))
        found << match.captured(1);
    return found;
}

// The text under one "### type" heading.
QString sectionOf(const QString &type)
{
    const QString text = document();
    const qsizetype start = text.indexOf(u"\n### %1\n"_s.arg(type));
    EXPECT_GE(start, 0) << "no section for " << qPrintable(type);
    const qsizetype end = text.indexOf(QRegularExpression{u"\\n##"_s}, start + 4);
    return text.sliced(start, end - start);
}

void collectKeys(const QJsonValue &json, std::set<QString> &keys)
{
    const QJsonObject object = json.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        keys.insert(it.key());
        collectKeys(it.value(), keys);
    }
    for (const QJsonValue &item : json.toArray())
        collectKeys(item, keys);
}

TEST(ProtocolDocumentTest, everyExampleParses)
{
    EXPECT_GE(examples().size(), qsizetype(std::variant_size_v<Message>));
    for (const QString &example : examples()) {
        const auto parsed = parse(example.toUtf8());
        EXPECT_TRUE(parsed) << qPrintable(example) << qPrintable(parsed.error().message);
    }
}

TEST(ProtocolDocumentTest, everyMessageHasAnExampleInItsSection)
{
    for (const Message &message : test::fullMessages()) {
        const QString type = typeName(message).toString();
        EXPECT_TRUE(sectionOf(type).contains(u"{\"type\": \"%1\""_s.arg(type))) << qPrintable(type);
    }
}

TEST(ProtocolDocumentTest, everyFieldIsNamed)
{
    const QString text = document();
    for (const Message &message : test::fullMessages()) {
        const QString section = sectionOf(typeName(message).toString());
        const QJsonObject object = QJsonDocument::fromJson(serialize(message)).object();
        for (const QString &key : object.keys())
            EXPECT_TRUE(key == u"type" || section.contains(u"`%1`"_s.arg(key))) << qPrintable(section.left(20) + key);
        std::set<QString> keys;
        collectKeys(object, keys);
        for (const QString &key : keys)
            EXPECT_TRUE(text.contains(u"`%1`"_s.arg(key)) || text.contains(u"[].%1`"_s.arg(key))) << qPrintable(key);
    }
}

TEST(ProtocolDocumentTest, everyWordOfACodeIsNamedInItsSection)
{
    for (int i = 0; i <= int(RefusalCode::BadHello); ++i) {
        const auto json = QJsonDocument::fromJson(serialize(Refused{RefusalCode(i), {}, {}, {}})).object();
        EXPECT_TRUE(sectionOf(u"refused"_s).contains(u"| `%1` |"_s.arg(json[u"code"].toString())));
    }
    for (int i = 0; i <= int(ErrorCode::Internal); ++i) {
        const auto json = QJsonDocument::fromJson(serialize(ErrorMessage{ErrorCode(i), {}, {}})).object();
        EXPECT_TRUE(sectionOf(u"error"_s).contains(u"| `%1` |"_s.arg(json[u"code"].toString())));
    }
}

TEST(ProtocolDocumentTest, limitsAreThoseOfTheCode)
{
    const QString text = document();
    const QString rows[] = {
        u"| message | %1 bytes |"_s.arg(limits::MessageBytes),
        u"| nesting | %1 levels |"_s.arg(limits::Nesting),
        u"| messages | %1 a second, %2 at once |"_s.arg(limits::MessagesPerSecond).arg(limits::MessageBurst),
        u"| offers a session | %1 at once, then one in %2 s |"_s.arg(limits::OffersAtOnce).arg(limits::SecondsPerOffer),
        u"| candidates a session | %1 |"_s.arg(limits::CandidatesPerSession),
        u"| session description | %1 bytes |"_s.arg(limits::SdpBytes),
        u"| candidate | %1 bytes |"_s.arg(limits::CandidateBytes),
        u"1 to %1 letters, digits"_s.arg(limits::IdBytes),
        u"at most %1 bytes. It names what is wrong"_s.arg(limits::SentenceBytes),
        u"text, 1 to %1 bytes | what people call it"_s.arg(limits::NameBytes),
        u"text, at most %1 bytes | program and system"_s.arg(limits::SoftwareBytes),
        u"1 to %1 printable ASCII"_s.arg(limits::TokenBytes),
        u"list of at most %1 identifiers"_s.arg(limits::Features),
        u"list of at most %1 objects"_s.arg(limits::IceServers),
        u"text, at most %1 bytes, required | `stun:`"_s.arg(limits::UrlBytes),
        u"text, at most %1 bytes | for TURN"_s.arg(limits::CredentialBytes),
        u"text, at most %1 bytes | the type or field at fault"_s.arg(limits::AboutBytes),
        u"whole, 0 to %1, required with a candidate"_s.arg(limits::SdpMLineIndex),
        u"text, at most %1 bytes | the media section by name"_s.arg(limits::SdpMidBytes),
        u"whole, %1 to %2 | pixels"_s.arg(limits::LowestSide).arg(limits::HighestSide),
        u"whole, 1 to %1 | frames a second"_s.arg(limits::HighestFrameRate),
        u"whole, %1 to %2 | kbit/s"_s.arg(limits::LowestBitrateKbps).arg(limits::HighestBitrateKbps),
        u"whole, 0 to %1 | when to try again"_s.arg(limits::HighestRetrySeconds),
        u"whole, 0 to %1, required | comes back"_s.arg(limits::HighestControlId),
        u"number, 0 to %1, required | sent"_s.arg(limits::HighestStatBitrateKbps, 0, 'f', 0),
        u"number, 0 to %1, required | encoded"_s.arg(limits::HighestFramesPerSecond, 0, 'f', 0),
        u"number, 0 to %1 | milliseconds"_s.arg(limits::HighestRoundTripMs, 0, 'f', 0),
        u"whole numbers from 1 to %1"_s.arg(limits::HighestVersion),
    };
    for (const QString &row : rows)
        EXPECT_TRUE(text.contains(row)) << qPrintable(row);
}

TEST(ProtocolCorpusTest, everyReleasedMessageIsStillReadAndMeansTheSame)
{
    const QStringList lines = contentOf(QStringLiteral(ROLLCALL_SOURCE_DIR "/tests/shared/protocol/corpus-v1.jsonl"))
                                  .split(u'\n', Qt::SkipEmptyParts);
    std::set<size_t> types;
    for (const QString &line : lines) {
        const auto parsed = parse(line.toUtf8());
        ASSERT_TRUE(parsed) << qPrintable(line) << qPrintable(parsed.error().message);
        types.insert(parsed->index());
        EXPECT_EQ(parse(serialize(*parsed)).value(), *parsed) << qPrintable(line);
    }
    EXPECT_EQ(types.size(), std::variant_size_v<Message>) << "the corpus has every type";
}

} // namespace
} // namespace rollcall::protocol
