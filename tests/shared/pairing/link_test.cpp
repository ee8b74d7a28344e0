#include "pairing/fingerprint.h"
#include "pairing/link.h"

#include <gtest/gtest.h>

#include <QSet>

using namespace Qt::StringLiterals;

namespace rollcall::pairing {
namespace {

TEST(PairingCode, isMadeOfCharactersThatNobodyMixesUp)
{
    QSet<QString> seen;
    QSet<QChar> characters;
    for (int i = 0; i < 500; ++i) {
        const QString text = PairingCode::random().text();
        ASSERT_EQ(text.size(), 8);
        for (const QChar character : text) {
            ASSERT_FALSE(u"01ILOU"_s.contains(character));
            characters.insert(character);
        }
        seen.insert(text);
    }
    EXPECT_EQ(seen.size(), 500);
    EXPECT_EQ(characters.size(), 30);  // 4000 draws miss one with a probability of 10^-57
}

TEST(PairingCode, isReadAsPeopleWriteIt)
{
    for (const QString &written : {u"K7Q4XHWM"_s, u"k7q4-xhwm"_s, u" K7Q4 XHWM\n"_s}) {
        const auto code = PairingCode::parse(written);
        ASSERT_TRUE(code.has_value()) << written.toStdString();
        EXPECT_EQ(code->text(), u"K7Q4XHWM");
        EXPECT_EQ(code->shown(), u"K7Q4-XHWM");
        EXPECT_EQ(code->plate(), u"K7Q");
    }
}

TEST(PairingCode, namesWhatCannotBePartOfOne)
{
    EXPECT_TRUE(PairingCode::parse(u"K7Q4XH0M"_s).error().contains(u"\u201c0\u201d"_s));
    EXPECT_TRUE(PairingCode::parse(u"K7Q4XHl"_s).error().contains(u"\u201cL\u201d"_s));
    EXPECT_TRUE(PairingCode::parse(u"K7Q4XHW"_s).error().contains(u"8 characters"_s));
    EXPECT_TRUE(PairingCode::parse(u"K7Q4XHWMM"_s).error().contains(u"8 characters"_s));
    EXPECT_FALSE(PairingCode::parse({}).has_value());
    EXPECT_TRUE(isPlate(u"K7Q"_s));
    EXPECT_FALSE(isPlate(u"K7O"_s));
    EXPECT_FALSE(isPlate(u"K7"_s));
}

Link link(const QString &host, const QByteArray &fingerprint)
{
    return {.host = host, .port = 8443, .code = *PairingCode::parse(u"K7Q4XHWM"_s), .fingerprint = fingerprint};
}

TEST(PairingLink, comesBackAsItWent)
{
    const QByteArray fingerprint(32, '\x5a');
    for (const Link &one : {link(u"192.0.2.7"_s, fingerprint), link(u"camera-server.example"_s, fingerprint), link(u"2001:db8::7"_s, fingerprint), link(u"127.0.0.1"_s, {})}) {
        const auto read = Link::parse(one.toText());
        ASSERT_TRUE(read.has_value()) << one.toText().toStdString();
        EXPECT_EQ(*read, one);
    }
    EXPECT_EQ(link(u"192.0.2.7"_s, fingerprint).toText(), u"rollcall://192.0.2.7:8443/pair?code=K7Q4XHWM&fingerprint=sha256:"_s + u"5a"_s.repeated(32));
}

TEST(PairingLink, ignoresWhatItDoesNotKnowAndSpaceAround)
{
    EXPECT_TRUE(Link::parse(u"  rollcall://h:1/pair?later=1&code=k7q4-xhwm \n"_s).has_value());
    EXPECT_TRUE(Link::looksLikeOne(u" Rollcall://h"_s));
    EXPECT_FALSE(Link::looksLikeOne(u"K7Q4XHWM"_s));
}

TEST(PairingLink, saysWhatIsWrongWithOne)
{
    const QString hex = u"5a"_s.repeated(32);
    for (const QString &text : {u""_s, u"https://h:1/pair?code=K7Q4XHWM"_s, u"rollcall:pair"_s, u"rollcall://h/pair?code=K7Q4XHWM"_s, u"rollcall://h:1/other?code=K7Q4XHWM"_s,
                                u"rollcall://h:1/pair"_s, u"rollcall://h:1/pair?code=K7Q4"_s, u"rollcall://h:99999/pair?code=K7Q4XHWM"_s, u"rollcall://a@h:1/pair?code=K7Q4XHWM"_s,
                                QString(u"rollcall://h:1/pair?code=K7Q4XHWM&fingerprint=sha256:"_s + hex.chopped(1)), QString(u"rollcall://h:1/pair?code=K7Q4XHWM&fingerprint=sha1:"_s + hex),
                                QString(u"rollcall://h:1/pair?code=K7Q4XHWM&fingerprint=sha256:"_s + hex.chopped(1) + u'g'), QString(u"rollcall://h:1/pair?code="_s + u"K"_s.repeated(5000))}) {
        const auto read = Link::parse(text);
        ASSERT_FALSE(read.has_value()) << text.toStdString();
        EXPECT_TRUE(read.error().endsWith(u"type the code."_s));
    }
}

TEST(Fingerprint, isReadAsOpensslWritesIt)
{
    const QByteArray bytes = QByteArray::fromHex("00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff");
    EXPECT_EQ(parseFingerprint(fingerprintText(bytes)), bytes);
    EXPECT_EQ(parseFingerprint(u"SHA256:"_s + QString::fromLatin1(bytes.toHex(':').toUpper())), bytes);
    EXPECT_FALSE(parseFingerprint(QString::fromLatin1(bytes.toHex())).has_value());
}

} // namespace
} // namespace rollcall::pairing
