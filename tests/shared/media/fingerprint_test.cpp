#include "media/fingerprint.h"

#include <QCryptographicHash>

#include <gtest/gtest.h>

using namespace rollcall::media;
using namespace Qt::StringLiterals;

namespace {

const QByteArray der = "not really a certificate, but bytes all the same";
const QByteArray pem = "-----BEGIN CERTIFICATE-----\n" + der.toBase64() + "\n-----END CERTIFICATE-----\n";

Fingerprint of(QCryptographicHash::Algorithm algorithm, const QString &name)
{
    return Fingerprint{name, QCryptographicHash::hash(der, algorithm)};
}

} // namespace

TEST(Fingerprint, isReadFromSessionAndMediaLevel)
{
    const QString sdp = u"v=0\r\na=fingerprint:sha-256 AB:CD\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\na=fingerprint:SHA-512 01:02:ff\r\n"_s;
    const auto found = fingerprintsOf(sdp);
    ASSERT_EQ(found.size(), 2);
    EXPECT_EQ(found[0].algorithm, u"sha-256"_s);
    EXPECT_EQ(found[0].digest, QByteArray::fromHex("abcd"));
    EXPECT_EQ(found[1].algorithm, u"sha-512"_s);
    EXPECT_EQ(found[1].digest, QByteArray::fromHex("0102ff"));
}

TEST(Fingerprint, malformedLinesAreLeftOut)
{
    for (const QString &line : {u"a=fingerprint:"_s, u"a=fingerprint:sha-256"_s, u"a=fingerprint:sha-256 XY:ZZ"_s,
                                u"a=fingerprint:sha-256 ABC"_s, u"a=fingerprint:sha-256 AB CD"_s})
        EXPECT_TRUE(fingerprintsOf(line).isEmpty()) << line.toStdString();
}

TEST(Fingerprint, matchesOnlyTheVeryCertificate)
{
    EXPECT_TRUE(certificateMatches(pem, {of(QCryptographicHash::Sha256, u"sha-256"_s)}));
    auto other = of(QCryptographicHash::Sha256, u"sha-256"_s);
    other.digest[0] = char(other.digest[0] ^ 1);
    EXPECT_FALSE(certificateMatches(pem, {other}));
    EXPECT_TRUE(certificateMatches(pem, {other, of(QCryptographicHash::Sha256, u"sha-256"_s)}));
}

TEST(Fingerprint, theStrongestAlgorithmDecides)
{
    auto wrong = of(QCryptographicHash::Sha512, u"sha-512"_s);
    wrong.digest[5] = char(wrong.digest[5] ^ 1);
    EXPECT_FALSE(certificateMatches(pem, {of(QCryptographicHash::Sha256, u"sha-256"_s), wrong}));
    EXPECT_TRUE(certificateMatches(pem, {of(QCryptographicHash::Sha512, u"sha-512"_s)}));
}

TEST(Fingerprint, whatCannotBeCheckedDoesNotMatch)
{
    EXPECT_FALSE(certificateMatches(pem, {}));
    EXPECT_FALSE(certificateMatches(pem, {of(QCryptographicHash::Sha1, u"sha-1"_s)}));
    EXPECT_FALSE(certificateMatches("", {of(QCryptographicHash::Sha256, u"sha-256"_s)}));
    EXPECT_FALSE(certificateMatches("-----BEGIN CERTIFICATE-----", {of(QCryptographicHash::Sha256, u"sha-256"_s)}));
}
