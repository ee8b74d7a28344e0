#include "alerts/mail_message.h"

#include <QLocale>

#include <algorithm>

namespace rollcall::alerts {

namespace {

constexpr qsizetype subjectCharacters = 200;
// "=?UTF-8?B?" and "?=" beside them make 72 of the 75 characters that RFC 2047 §2 allows a word.
constexpr qsizetype bytesOfWord = 45;
constexpr qsizetype base64Line = 76;

QString oneLine(const QString &text)
{
    QString line = text.left(subjectCharacters);
    std::replace_if(line.begin(), line.end(), [](QChar c) {
        return c.category() == QChar::Other_Control || c.category() == QChar::Separator_Line || c.category() == QChar::Separator_Paragraph;
    }, QChar(u' '));
    if (!line.isEmpty() && line.back().isHighSurrogate())
        line.chop(1);
    return line.simplified();
}

bool isPlain(const QString &text)
{
    // "=?" would be read as the beginning of an encoded word.
    return !text.contains(QLatin1String("=?")) && text.size() <= 60 && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u' ' && c < u'\x7f'; });
}

// As many whole characters as fit.
qsizetype bytesThatFit(const QByteArray &utf8, qsizetype from)
{
    qsizetype end = std::min(from + bytesOfWord, utf8.size());
    while (end < utf8.size() && (static_cast<unsigned char>(utf8[end]) & 0xc0) == 0x80)
        --end;
    return end - from;
}

QByteArray base64Body(const QString &text)
{
    QString lines = text;
    lines.replace(QLatin1String("\r\n"), QLatin1String("\n")).replace(QLatin1String("\n"), QLatin1String("\r\n"));
    const QByteArray encoded = lines.toUtf8().toBase64();
    QByteArray body;
    for (qsizetype i = 0; i < encoded.size(); i += base64Line)
        body += encoded.mid(i, base64Line) + "\r\n";
    return body;
}

QByteArray addresses(const QStringList &list)
{
    QByteArray joined;
    for (const QString &one : list)
        joined += (joined.isEmpty() ? "<" : ",\r\n <") + one.toLatin1() + '>';
    return joined;
}

} // namespace

QByteArray encodedText(const QString &text)
{
    const QString line = oneLine(text);
    if (isPlain(line))
        return line.toLatin1();
    const QByteArray utf8 = line.toUtf8();
    QByteArray words;
    for (qsizetype from = 0; from < utf8.size();) {
        const qsizetype length = bytesThatFit(utf8, from);
        words += (words.isEmpty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + utf8.mid(from, length).toBase64() + "?=";
        from += length;
    }
    return words;
}

QByteArray toMessage(const Mail &mail)
{
    const QByteArray date = QLocale::c().toString(mail.date.toUTC(), QStringLiteral("ddd, dd MMM yyyy HH:mm:ss")).toLatin1() + " +0000";
    const QByteArray domain = mail.from.section(u'@', -1).toLatin1();
    return "Date: " + date + "\r\nFrom: <" + mail.from.toLatin1() + ">\r\nTo: " + addresses(mail.to) + "\r\nSubject: " + encodedText(mail.subject)
        + "\r\nMessage-ID: <" + mail.id.toLatin1() + '@' + domain + ">\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
          "Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64Body(mail.body);
}

} // namespace rollcall::alerts
