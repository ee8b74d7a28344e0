#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QStringList>

namespace rollcall::alerts {

// A mail of plain text. Whatever is in its texts, its headers stay its own.
struct Mail {
    QString from;       // an address, see isMailAddress
    QStringList to;
    QString subject;    // any Unicode; what is no text becomes a space
    QString body;
    QDateTime date;
    QString id;         // makes the Message-ID; letters, digits and dashes
};

// RFC 5322 with MIME (RFC 2045), as SMTP takes it: lines end in CRLF and are short.
[[nodiscard]] QByteArray toMessage(const Mail &mail);
// A header's text in words of RFC 2047 where it is more than ASCII; folded, without a line break of its own.
[[nodiscard]] QByteArray encodedText(const QString &text);

} // namespace rollcall::alerts
