#include "whep/sdp_fragment.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace rollcall::whep {

namespace {

// Attributes and the media lines that they belong to; "v=0" and the like are not part of a fragment, and do no harm.
bool isSdpLine(const QString &line)
{
    static const QRegularExpression form(u"^[a-z]=[^\\x00]*$"_s);
    return form.match(line).hasMatch();
}

// Everything is bundled, so the credentials of all sections are the same; others would be another session's.
std::expected<void, QString> note(QString &known, const QString &value, const QString &name)
{
    if (value.isEmpty() || (!known.isEmpty() && known != value))
        return std::unexpected(u"The fragment names more than one a=%1, or an empty one."_s.arg(name));
    known = value;
    return {};
}

} // namespace

std::expected<SdpFragment, QString> parseSdpFragment(const QByteArray &body)
{
    if (body.size() > SdpFragment::mostBytes || body.contains('\0'))
        return std::unexpected(u"The fragment is longer than %1 KiB, or is not text."_s.arg(SdpFragment::mostBytes / 1024));
    SdpFragment fragment;
    static const QRegularExpression ends(u"\\r?\\n"_s);
    for (const QString &line : QString::fromUtf8(body).split(ends, Qt::SkipEmptyParts)) {
        if (!isSdpLine(line))
            return std::unexpected(u"The fragment has a line that is not SDP (RFC 8840 \u00a79): \u201c%1\u201d."_s.arg(line.left(60)));
        const QString value = line.section(u':', 1).trimmed();
        std::expected<void, QString> noted;
        if (line.startsWith(u"a=ice-ufrag:"_s))
            noted = note(fragment.userFragment, value, u"ice-ufrag"_s);
        else if (line.startsWith(u"a=ice-pwd:"_s))
            noted = note(fragment.password, value, u"ice-pwd"_s);
        else if (line.startsWith(u"a=candidate:"_s))
            fragment.candidates.append(line.mid(2));
        else if (line == u"a=end-of-candidates"_s)
            fragment.isEndOfCandidates = true;
        if (!noted)
            return std::unexpected(noted.error());
    }
    if (fragment.candidates.size() > SdpFragment::mostCandidates)
        return std::unexpected(u"The fragment has more than %1 candidates."_s.arg(SdpFragment::mostCandidates));
    if (fragment.userFragment.isEmpty() != fragment.password.isEmpty())
        return std::unexpected(u"The fragment has one of a=ice-ufrag and a=ice-pwd without the other."_s);
    if (fragment.userFragment.isEmpty() && fragment.candidates.isEmpty() && !fragment.isEndOfCandidates)
        return std::unexpected(u"The fragment holds neither candidates nor credentials."_s);
    return fragment;
}

} // namespace rollcall::whep
