// What a ViewerOffer is answered with; viewer_offer.cpp reads it.
#include "media/viewer_offer.h"

#include "media/sdp_lines.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rollcall::media {

namespace {

bool isCandidate(const QString &line)
{
    return line.startsWith(u"a=candidate:"_s) || line == u"a=end-of-candidates";
}

bool isUseful(const QString &line)
{
    static const QStringList dropped{u"a=extmap"_s, u"a=ssrc"_s, u"a=msid"_s, u"a=bundle-only"_s, u"a=ice-"_s, u"a=fingerprint:"_s, u"a=setup:"_s, u"a=candidate:"_s,
                                     u"a=end-of-candidates"_s, u"a=sendrecv"_s, u"a=recvonly"_s, u"a=rid:"_s, u"a=simulcast:"_s, u"a=rtcp:"_s};
    return std::ranges::none_of(dropped, [&](const QString &start) { return line.startsWith(start); });
}

// Feedback that something here listens to.
bool isServed(const QString &line)
{
    return !line.startsWith(u"a=rtcp-fb:"_s) || line.endsWith(u" nack"_s) || line.endsWith(u" nack pli"_s) || line.endsWith(u" ccm fir"_s);
}

} // namespace

QString ViewerOffer::videoAlone(const Format &format) const
{
    QStringList kept{QString::number(format.payload)};
    for (const QString &line : video().lines) {
        if (line.startsWith(u"a=fmtp:"_s) && parameter(line.section(u' ', 1), u"apt"_s) == kept.first())
            kept.append(payloadOf(line));
    }
    const QString mid = video().attribute(u"mid"_s).value_or(u"0"_s);
    QStringList lines;
    for (const QString &line : m_session) {
        if (!line.startsWith(u"a="_s))
            lines.append(line);
    }
    lines.append(u"a=group:BUNDLE "_s + mid);
    const QStringList head = video().lines.first().split(u' ');
    lines.append(head[0] + u" 9 "_s + head[2] + u' ' + kept.join(u' '));
    lines.append(u"a=recvonly"_s);
    for (const QString &name : {u"ice-ufrag"_s, u"ice-pwd"_s, u"fingerprint"_s})
        lines.append(u"a="_s + name + u':' + transportAttribute(name).value_or(QString()));
    lines.append(u"a=setup:"_s + transportAttribute(u"setup"_s).value_or(u"actpass"_s));
    if (!video().attribute(u"mid"_s))
        lines.append(u"a=mid:"_s + mid);
    for (const QString &line : m_sections[m_transport].lines) {
        // Names of mDNS would be looked up, which takes its time and fails; the viewer's checks reach us anyway.
        if (line.startsWith(u"a=candidate:"_s) && !line.contains(u".local "_s))
            lines.append(line);
    }
    for (const QString &line : video().lines.mid(1)) {
        const QString payload = payloadOf(line);
        if (isUseful(line) && isServed(line) && (payload.isEmpty() || kept.contains(payload)))
            lines.append(line);
    }
    return lines.join(u"\r\n"_s) + u"\r\n"_s;
}

QStringList ViewerOffer::inactive(const Section &section, const QStringList &transport) const
{
    const QStringList head = section.lines.first().split(u' ');
    QStringList lines{head[0] + u" 9 "_s + head[2] + u' ' + head[3], u"c=IN IP4 0.0.0.0"_s, u"a=rtcp-mux"_s, u"a=inactive"_s};
    for (const QString &line : section.lines) {
        if (line.startsWith(u"a=mid:"_s) || (payloadOf(line) == head[3] && !line.startsWith(u"a=rtcp-fb:"_s)))
            lines.append(line);
    }
    return lines + transport;
}

QString ViewerOffer::answerWith(const QString &answer) const
{
    QStringList lines;
    QStringList section;
    QStringList candidates;
    for (const QString &line : linesOf(answer)) {
        if (isCandidate(line))
            candidates.append(line);
        else if (!section.isEmpty() || line.startsWith(u"m="_s))
            section.append(line);
        else if (!line.startsWith(u"a=group:"_s))
            lines.append(line);
    }
    if (!valueIn(section, u"msid"_s))
        section.append(u"a=msid:camera video"_s);  // players take the stream of the track
    const QStringList transport = section.filter(QRegularExpression(u"^a=(ice-|fingerprint:|setup:)"_s));
    QStringList bundle;
    QStringList sections;
    for (qsizetype i = 0; i < m_sections.size(); ++i) {
        const QString mid = m_sections[i].attribute(u"mid"_s).value_or(QString());
        const QStringList head = m_sections[i].lines.first().split(u' ');
        if (!isTaken(i))
            sections += QStringList{head[0] + u" 0 "_s + head[2] + u' ' + head[3], u"c=IN IP4 0.0.0.0"_s, u"a=mid:"_s + mid, u"a=inactive"_s};
        else
            sections += i == m_video ? section : inactive(m_sections[i], transport);
        if (isTaken(i))
            bundle.append(mid);
        if (i == m_transport)
            sections += candidates;
    }
    std::ranges::stable_sort(bundle, {}, [this](const QString &mid) { return m_bundle.indexOf(mid); });
    if (!m_bundle.isEmpty())
        lines.append(u"a=group:BUNDLE "_s + bundle.join(u' '));
    return (lines + sections).join(u"\r\n"_s) + u"\r\n"_s;
}

} // namespace rollcall::media
