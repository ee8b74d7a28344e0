#include "protocol/text_rules.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rollcall::protocol {
namespace {

bool isControl(QChar c)
{
    return c.unicode() < 0x20 || (c.unicode() >= 0x7f && c.unicode() < 0xa0);
}

bool isIdentifierLetter(QChar c)
{
    const char16_t u = c.unicode();
    return (u >= u'a' && u <= u'z') || (u >= u'A' && u <= u'Z') || (u >= u'0' && u <= u'9') || u == u'-' || u == u'_'
        || u == u'.';
}

bool isGraphic(QChar c)
{
    return c.unicode() > 0x20 && c.unicode() < 0x7f;
}

bool isSdpLetter(QChar c)
{
    return !isControl(c) || c == u'\r' || c == u'\n' || c == u'\t';
}

bool hasIceScheme(const QString &text)
{
    return std::ranges::any_of(std::array{u"stun:"_s, u"stuns:"_s, u"turn:"_s, u"turns:"_s},
        [&](const QString &scheme) { return text.startsWith(scheme) && text.size() > scheme.size(); });
}

bool suits(const QString &text, Text::Kind kind)
{
    switch (kind) {
    case Text::Kind::Line:
    case Text::Kind::Sentence:
        return std::ranges::none_of(text, isControl);
    case Text::Kind::Sdp:
        return text.startsWith(u"v=0") && std::ranges::all_of(text, isSdpLetter);
    case Text::Kind::Identifier:
        return std::ranges::all_of(text, isIdentifierLetter);
    case Text::Kind::Secret:
        return std::ranges::all_of(text, isGraphic);
    case Text::Kind::IceUrl:
        return hasIceScheme(text) && std::ranges::all_of(text, isGraphic);
    case Text::Kind::Candidate:
        return text.isEmpty() || (text.startsWith(u"candidate:") && std::ranges::none_of(text, isControl));
    }
    Q_UNREACHABLE();
}

QString kindName(Text::Kind kind)
{
    switch (kind) {
    case Text::Kind::Line:
    case Text::Kind::Sentence:
        return u"a text without control characters"_s;
    case Text::Kind::Sdp:
        return u"a session description that begins with \"v=0\""_s;
    case Text::Kind::Identifier:
        return u"letters, digits, \"-\", \"_\" or \".\""_s;
    case Text::Kind::Secret:
        return u"printable ASCII without spaces"_s;
    case Text::Kind::IceUrl:
        return u"a stun:, stuns:, turn: or turns: address"_s;
    case Text::Kind::Candidate:
        return u"a text that begins with \"candidate:\", or an empty one"_s;
    }
    Q_UNREACHABLE();
}

} // namespace

Verdict check(const QString &text, const Text &rule)
{
    // One UTF-16 unit is at least one byte of UTF-8: the cheap test first keeps a huge text from being converted.
    if (text.size() > rule.maxBytes || text.toUtf8().size() > rule.maxBytes)
        return Verdict::TooLarge;
    const bool good = text.size() >= rule.minBytes && text.isValidUtf16() && suits(text, rule.kind);
    return good ? Verdict::Good : Verdict::Bad;
}

QString fitted(const QString &text, const Text &rule)
{
    QString line = text.left(rule.maxBytes);
    std::ranges::replace_if(line, isControl, QChar{u' '});
    line = QString::fromUtf8(line.toUtf8()); // half a surrogate pair becomes U+FFFD
    if (text.size() == line.size() && line.toUtf8().size() <= rule.maxBytes)
        return line;
    const QString rest = u"…"_s;
    while (line.toUtf8().size() + rest.toUtf8().size() > rule.maxBytes)
        line.chop(line.size() > 1 && line.back().isLowSurrogate() ? 2 : 1);
    return line + rest;
}

QString expectation(const Text &rule)
{
    return u"%1, %2 to %3 bytes long"_s.arg(kindName(rule.kind)).arg(rule.minBytes).arg(rule.maxBytes);
}

QString expectation(const Whole &rule)
{
    return u"a whole number from %1 to %2"_s.arg(rule.lowest).arg(rule.highest);
}

QString expectation(const Real &rule)
{
    return u"a number from %1 to %2"_s.arg(rule.lowest, 0, 'f', 0).arg(rule.highest, 0, 'f', 0);
}

} // namespace rollcall::protocol
