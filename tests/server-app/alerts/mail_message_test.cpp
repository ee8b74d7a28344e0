#include "alerts/mail_message.h"

#include <gtest/gtest.h>

using namespace rollcall::alerts;
using namespace Qt::StringLiterals;

namespace {

// What a reader makes of RFC 2047's words.
QString decoded(const QByteArray &words)
{
    QByteArray bytes;
    for (const QByteArray &word : words.split(' ')) {
        const QByteArray inner = word.trimmed();
        if (inner.startsWith("=?UTF-8?B?"))
            bytes += QByteArray::fromBase64(inner.sliced(10).chopped(2));
    }
    return QString::fromUtf8(bytes);
}

Mail sample(const QString &subject, const QString &body = u"text"_s)
{
    return {.from = u"rollcall@example.org"_s, .to = {u"a@example.org"_s, u"b@example.org"_s}, .subject = subject, .body = body,
            .date = QDateTime(QDate(2026, 11, 21), QTime(8, 5), Qt::UTC), .id = u"42"_s};
}

QByteArray headOf(const QByteArray &message) { return message.left(message.indexOf("\r\n\r\n")); }

} // namespace

TEST(MailMessage, hasTheHeadersThatReadersWant)
{
    const QByteArray head = headOf(toMessage(sample(u"Door is away"_s)));
    for (const char *line : {"Date: Sat, 21 Nov 2026 08:05:00 +0000\r\n", "From: <rollcall@example.org>\r\n", "To: <a@example.org>,\r\n <b@example.org>\r\n",
                             "Subject: Door is away\r\n", "Message-ID: <42@example.org>\r\n", "Auto-Submitted: auto-generated\r\n", "charset=UTF-8\r\n"})
        EXPECT_TRUE(head.contains(line)) << line << head.constData();
}

TEST(MailMessage, namesInAnyWritingArriveWhole)
{
    for (const QString &name : {u"Zoë"_s, u"Ωμέγα"_s, u"王小明"_s, QString::fromUtf8("👩🏽‍🎓 ").repeated(20), u"=?UTF-8?B?eA==?="_s, u"a"_s.repeated(150), u"ü"_s.repeated(150)}) {
        const QByteArray words = encodedText(name);
        EXPECT_EQ(decoded(words), name.simplified()) << name.toStdString();
        for (const QByteArray &line : words.split('\n'))
            EXPECT_LE(line.size(), 78);
        for (const char c : words)
            EXPECT_TRUE(static_cast<unsigned char>(c) < 0x7f);
    }
    EXPECT_EQ(encodedText(u"plain"_s), "plain");
}

// A name that would begin a header of its own.
TEST(MailMessage, nothingInATextBecomesAHeader)
{
    for (const QString &evil : {u"x\r\nBcc: eve@example.org"_s, u"x\nBcc: eve@example.org"_s, u"x\u2028Bcc: eve@example.org\u0085"_s, u"x\r\n\r\n<html>"_s, u"x\0y"_s}) {
        const QByteArray message = toMessage(sample(evil, evil + u"\r\n.\r\nQUIT\r\n"_s));
        const QByteArray head = headOf(message);
        EXPECT_FALSE(head.contains("\r\nBcc"));
        EXPECT_EQ(head.count("\r\n"), headOf(toMessage(sample(u"x"_s))).count("\r\n")) << head.constData();
        const QByteArray body = message.sliced(head.size() + 4);
        for (const QByteArray &line : body.split('\n'))
            EXPECT_LE(line.size(), 78);
        EXPECT_FALSE(body.contains("QUIT") || body.contains("\r\n.\r\n"));
        EXPECT_TRUE(QString::fromUtf8(QByteArray::fromBase64(body)).endsWith(u".\r\nQUIT\r\n"_s));
    }
}

TEST(MailMessage, longSubjectsAreCutBetweenCharacters)
{
    const QString faces = QString::fromUtf8("👀").repeated(300);
    const QString read = decoded(encodedText(faces));
    EXPECT_TRUE(faces.startsWith(read) && read.size() >= 198);
    EXPECT_FALSE(read.back().isHighSurrogate());
}
