#include "invitations/consent.h"
#include "invitations/invitation_code.h"

#include <QFile>
#include <QTemporaryDir>

#include <gtest/gtest.h>

#include <set>

using namespace rollcall::invitations;
using namespace Qt::StringLiterals;

TEST(InvitationCode, isLongAndNeverTheSame)
{
    std::set<QString> codes;
    for (int i = 0; i < 1'000; ++i) {
        const QString code = newCode();
        EXPECT_EQ(code.size(), codeCharacters);
        EXPECT_TRUE(codes.insert(code).second);
        EXPECT_EQ(hashOf(code).size(), 64U);
    }
}

TEST(InvitationCode, whatCannotBeOneHasNoHash)
{
    const QString code = newCode();
    for (const QString &text : {QString(), code.chopped(1), QString(code + u'a'), QString(code).replace(3, 1, u'/'), QString(code).replace(3, 1, u'ä'), QString(27, u'\0')})
        EXPECT_TRUE(hashOf(text).empty()) << text.toStdString();
    EXPECT_NE(hashOf(code), hashOf(newCode()));
}

TEST(Consent, anotherTextIsAnotherVersion)
{
    const Consent builtIn = builtInConsent();
    for (const auto *language : {"en", "de", "fr"})
        EXPECT_GT(builtIn.text.value(QLatin1String(language)).toString().size(), 100) << language;
    const QTemporaryDir folder;
    const QString name = folder.filePath(u"consent.txt"_s);
    const auto written = [&](const QByteArray &bytes) {
        QFile file(name);
        EXPECT_TRUE(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
        file.close();
        return readConsent(name.toStdString());
    };
    const auto own = written("Ich bin einverstanden, \xc3\xbc.\n");
    ASSERT_TRUE(own);
    EXPECT_EQ(own->text.value(u"fr"_s).toString(), u"Ich bin einverstanden, ü."_s);
    EXPECT_NE(own->version, builtIn.version);
    EXPECT_NE(own->version, written("Ich bin nicht einverstanden.")->version);
    EXPECT_FALSE(written("  \n"));
    EXPECT_FALSE(written("no UTF-8: \xff"));
    EXPECT_FALSE(written(QByteArray(consentBytes + 1, 'a')));
    EXPECT_FALSE(readConsent(folder.filePath(u"none"_s).toStdString()));
}
