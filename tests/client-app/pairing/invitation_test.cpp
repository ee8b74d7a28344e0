#include "pairing/invitation.h"
#include "pairing/pairing_error.h"

#include <gtest/gtest.h>

using namespace Qt::StringLiterals;

namespace rollcall::pairing {
namespace {

TEST(Invitation, ofALinkNamesServerAndCertificate)
{
    const auto invitation = parseInvitation(u" rollcall://192.0.2.7:8443/pair?code=K7Q4XHWM&fingerprint=sha256:"_s + u"5a"_s.repeated(32) + u'\n', u"ignored:1"_s);
    ASSERT_TRUE(invitation) << invitation.error().toStdString();
    EXPECT_EQ(invitation->server, QUrl(u"https://192.0.2.7:8443"_s));
    EXPECT_EQ(invitation->code.text(), u"K7Q4XHWM");
    EXPECT_EQ(invitation->fingerprint, QByteArray(32, '\x5a'));
}

TEST(Invitation, ofACodeNeedsTheServer)
{
    const QList<std::pair<QString, QString>> servers{{u"192.0.2.7"_s, u"https://192.0.2.7:8443"_s}, {u"cameras.example:9000"_s, u"https://cameras.example:9000"_s},
                                                     {u"https://cameras.example"_s, u"https://cameras.example"_s}, {u"wss://cameras.example:9000/ws"_s, u"https://cameras.example:9000"_s},
                                                     {u"http://localhost:8443/"_s, u"http://localhost:8443"_s}};
    for (const auto &[server, url] : servers) {
        const auto invitation = parseInvitation(u"k7q4-xhwm"_s, server);
        ASSERT_TRUE(invitation) << server.toStdString();
        EXPECT_EQ(invitation->server, QUrl(url));
        EXPECT_TRUE(invitation->fingerprint.isEmpty());
    }
    EXPECT_TRUE(parseInvitation(u"K7Q4-XHWM"_s).error().contains(u"where the server is"_s));
}

TEST(Invitation, saysWhatIsWrong)
{
    EXPECT_TRUE(parseInvitation(u"K7Q4-XHW0"_s, u"a"_s).error().contains(u"\u201c0\u201d"_s));
    EXPECT_TRUE(parseInvitation(u"rollcall://x"_s).error().contains(u"not a pairing link"_s));
    for (const QString &server : {u"ftp://a"_s, u"https://"_s, u"me@a"_s, u"a b"_s})
        EXPECT_TRUE(parseInvitation(u"K7Q4-XHWM"_s, server).error().contains(u"not the address of a server"_s)) << server.toStdString();
}

TEST(PairingError, trustsNoAnswerToBeOneOfOurs)
{
    using Code = PairingError::Code;
    EXPECT_EQ(errorOf(410, {{u"reason"_s, u"code-expired"_s}, {u"detail"_s, u"Old."_s}}, u"a:1"_s).code, Code::CodeExpired);
    EXPECT_EQ(errorOf(410, {{u"reason"_s, u"code-expired"_s}, {u"detail"_s, u"Old."_s}}, u"a:1"_s).text, u"Old."_s);
    EXPECT_EQ(errorOf(404, {}, u"a:1"_s).code, Code::NotRollcall);
    EXPECT_EQ(errorOf(200, {}, u"a:1"_s).code, Code::NotRollcall);
    EXPECT_EQ(errorOf(503, {{u"detail"_s, u"Full."_s}}, u"a:1"_s).code, Code::ServerFull);
    EXPECT_EQ(errorOf(429, {}, u"a:1"_s).code, Code::TooManyTries);
    EXPECT_EQ(errorOf(500, {{u"reason"_s, u"nonsense"_s}, {u"detail"_s, u"Broken."_s}}, u"a:1"_s).code, Code::Failed);
    EXPECT_LE(errorOf(500, {{u"detail"_s, QString(100'000, u'x')}}, u"a:1"_s).text.size(), 1024);
}

} // namespace
} // namespace rollcall::pairing
