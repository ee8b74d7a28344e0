#include "media/viewer_offer.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rollcall::media {

namespace {

constexpr qsizetype mostSections = 8;
constexpr qsizetype mostLines = 2'000;
constexpr int highestPayload = 127;
constexpr uint32_t constrainedBaseline = 0x42e01f;

std::unexpected<Error> malformed(const QString &what)
{
    return std::unexpected(Error{Error::Code::BadDescription, what, {}});
}

std::unexpected<Error> unsupported(const QString &what)
{
    return std::unexpected(Error{Error::Code::NotSupported, what, {}});
}

QStringList linesOf(const QString &sdp)
{
    static const QRegularExpression ends(u"\\r?\\n"_s);
    return sdp.split(ends, Qt::SkipEmptyParts);
}

// Of "a=name:value" the value, of "a=name" nothing but that it is there.
std::optional<QString> valueIn(const QStringList &lines, const QString &name)
{
    const QString flag = u"a="_s + name;
    for (const QString &line : lines) {
        if (line == flag)
            return QString();
        if (line.startsWith(flag + u':'))
            return line.mid(flag.size() + 1);
    }
    return std::nullopt;
}

// "97" of "a=rtpmap:97 VP8/90000"; empty for other lines.
QString payloadOf(const QString &line)
{
    static const QRegularExpression form(u"^a=(?:rtpmap|fmtp|rtcp-fb):(\\d+) "_s);
    return form.match(line).captured(1);
}

QString parameter(const QString &parameters, const QString &name)
{
    for (const QString &one : parameters.split(u';')) {
        if (one.section(u'=', 0, 0).trimmed().compare(name, Qt::CaseInsensitive) == 0)
            return one.section(u'=', 1).trimmed();
    }
    return {};
}

// How much a decoder of a profile_idc can do; baseline streams are what all of them decode.
int abilityOf(uint32_t profile)
{
    switch (profile >> 16) {
    case 0x42:
        return 0;
    case 0x4d:
        return 1;
    case 0x64:
        return 2;
    default:
        return 3;
    }
}

bool decodes(uint32_t offered, uint32_t sent)
{
    return (offered >> 16) == (sent >> 16) || (abilityOf(offered) <= 2 && abilityOf(offered) > abilityOf(sent));
}

bool isRefused(const QStringList &section)
{
    return section.first().section(u' ', 1, 1) == u"0" && !valueIn(section, u"bundle-only"_s);
}

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

QString ViewerOffer::Section::media() const
{
    return lines.first().mid(2).section(u' ', 0, 0);
}

std::optional<QString> ViewerOffer::Section::attribute(const QString &name) const
{
    return valueIn(lines, name);
}

std::expected<ViewerOffer, Error> ViewerOffer::parse(const QString &sdp)
{
    ViewerOffer offer;
    auto read = offer.read(sdp);
    if (read)
        read = offer.chooseVideo();
    if (read)
        read = offer.readTransport();
    if (!read)
        return std::unexpected(read.error());
    offer.readFormats();
    return offer;
}

std::expected<void, Error> ViewerOffer::read(const QString &sdp)
{
    const QStringList lines = linesOf(sdp);
    if (lines.isEmpty() || lines.first() != u"v=0"_s || lines.size() > mostLines || sdp.contains(QChar(0)))
        return malformed(u"The offer is not SDP (RFC 8866): it must begin with \u201cv=0\u201d."_s);
    static const QRegularExpression form(u"^[a-z]=.+$"_s);
    static const QRegularExpression mediaForm(u"^m=[A-Za-z]+ \\d+(/\\d+)? [A-Za-z0-9/]+( [A-Za-z0-9-]+)+$"_s);
    for (const QString &line : lines) {
        if (!form.match(line).hasMatch() || (line.startsWith(u"m="_s) && !mediaForm.match(line).hasMatch()))
            return malformed(u"The offer has a line that is not SDP (RFC 8866): \u201c%1\u201d."_s.arg(line.left(60)));
        if (line.startsWith(u"m="_s))
            m_sections.append(Section{});
        (m_sections.isEmpty() ? m_session : m_sections.last().lines).append(line);
    }
    if (m_sections.isEmpty())
        return malformed(u"The offer has no media section. Offer to receive video."_s);
    if (m_sections.size() > mostSections)
        return unsupported(u"The offer has more than %1 media sections."_s.arg(mostSections));
    return {};
}

std::expected<void, Error> ViewerOffer::chooseVideo()
{
    const auto count = [this](const QString &media) { return std::ranges::count(m_sections, media, &Section::media); };
    if (count(u"video"_s) > 1 || count(u"audio"_s) > 1)
        return unsupported(u"The offer has more than one video or audio section. One camera is one video stream; play others with requests of their own."_s);
    const auto found = std::ranges::find(m_sections, u"video"_s, &Section::media);
    if (found == m_sections.end())
        return unsupported(u"The offer has no video section. Offer to receive video."_s);
    m_video = found - m_sections.begin();
    if (!video().lines.first().contains(u" UDP/TLS/RTP/SAVP"_s))
        return unsupported(u"The video section is not for WebRTC: its protocol must be UDP/TLS/RTP/SAVPF."_s);
    if (isRefused(video().lines))
        return unsupported(u"The video section is refused by its own offer (port 0)."_s);
    if (video().attribute(u"sendonly"_s) || video().attribute(u"inactive"_s))
        return unsupported(u"The offer does not receive video: its video section is sendonly or inactive. Offer recvonly."_s);
    const QStringList group = valueIn(m_session, u"group"_s).value_or(QString()).split(u' ');
    if (group.first() == u"BUNDLE")
        m_bundle = group.mid(1);
    if (m_sections.size() > 1 && !m_bundle.contains(video().attribute(u"mid"_s).value_or(QString())))
        return unsupported(u"The offer's sections are not bundled (a=group:BUNDLE, RFC 9143)."_s);
    return {};
}

bool ViewerOffer::isTaken(qsizetype section) const
{
    const Section &given = m_sections[section];
    return section == m_video
        || (given.media() == u"audio" && !isRefused(given.lines) && m_bundle.contains(given.attribute(u"mid"_s).value_or(QString())));
}

void ViewerOffer::chooseTransport()
{
    m_transport = m_video;
    for (const QString &mid : m_bundle) {
        for (qsizetype i = 0; i < m_sections.size(); ++i) {
            if (m_sections[i].attribute(u"mid"_s) == mid && isTaken(i)) {
                m_transport = i;
                return;
            }
        }
    }
}

std::optional<QString> ViewerOffer::transportAttribute(const QString &name) const
{
    // Of several digests of one certificate this one is what everybody has.
    const bool isFingerprint = name == u"fingerprint";
    for (const QStringList *lines : {&m_sections[m_transport].lines, &m_session, &m_sections.first().lines}) {
        const auto preferred = isFingerprint ? std::ranges::find_if(*lines, [](const QString &line) { return line.startsWith(u"a=fingerprint:sha-256 "_s, Qt::CaseInsensitive); }) : lines->end();
        if (preferred != lines->end())
            return preferred->section(u':', 1);
        if (auto value = valueIn(*lines, name))
            return value;
    }
    return std::nullopt;
}

std::expected<void, Error> ViewerOffer::readTransport()
{
    chooseTransport();
    m_userFragment = transportAttribute(u"ice-ufrag"_s).value_or(QString());
    m_password = transportAttribute(u"ice-pwd"_s).value_or(QString());
    static const QRegularExpression userFragment(u"^[A-Za-z0-9+/]{4,256}$"_s);  // RFC 8839 §5.4
    static const QRegularExpression password(u"^[A-Za-z0-9+/]{22,256}$"_s);
    if (!userFragment.match(m_userFragment).hasMatch() || !password.match(m_password).hasMatch())
        return malformed(u"The offer has no usable ICE credentials (a=ice-ufrag, a=ice-pwd, RFC 8839 §5.4)."_s);
    if (!transportAttribute(u"fingerprint"_s))
        return malformed(u"The offer has no certificate fingerprint (a=fingerprint:sha-256 …), so the viewer could not be authenticated."_s);
    const QString setup = transportAttribute(u"setup"_s).value_or(u"actpass"_s);
    if (setup != u"actpass" && setup != u"active" && setup != u"passive")
        return unsupported(u"The offer's a=setup:%1 is not served. Offer actpass."_s.arg(setup.left(20)));
    if (!video().attribute(u"rtcp-mux"_s))
        return unsupported(u"The video section has no a=rtcp-mux: RTP and RTCP must share their port (RFC 8858)."_s);
    return {};
}

void ViewerOffer::readFormats()
{
    const QStringList payloads = video().lines.first().split(u' ').mid(3);
    for (const QString &payload : payloads) {
        const auto about = [&](const QString &name) {
            const QString start = u"a="_s + name + u':' + payload + u' ';
            const auto line = std::ranges::find_if(video().lines, [&](const QString &one) { return one.startsWith(start); });
            return line == video().lines.end() ? QString() : line->mid(start.size());
        };
        const QString encoding = about(u"rtpmap"_s).trimmed().toUpper();
        Format format{.payload = payload.toInt(), .parameters = about(u"fmtp"_s).trimmed()};
        if (format.payload > highestPayload || (encoding != u"VP8/90000" && encoding != u"H264/90000"))
            continue;
        if (encoding.startsWith(u"H264"_s)) {
            format.codec = protocol::Codec::H264;
            bool isHex = false;
            const uint32_t profile = parameter(format.parameters, u"profile-level-id"_s).toUInt(&isHex, 16);
            format.profile = isHex ? profile : 0x42000a;  // RFC 6184 §8.1: baseline, level 1
            format.isFragmented = parameter(format.parameters, u"packetization-mode"_s) == u"1";
        }
        m_formats.append(format);
    }
}

std::expected<ViewerOffer::Format, Error> ViewerOffer::formatFor(protocol::Codec codec, uint32_t h264Profile) const
{
    const bool isVp8 = codec == protocol::Codec::Vp8;
    const auto offered = std::ranges::find(m_formats, codec, &Format::codec);
    if (offered == m_formats.end())
        return unsupported(u"The camera sends %1, which the offer does not name, and nothing is encoded anew for viewers. Offer %1, or set the camera to what the viewer takes."_s
                               .arg(isVp8 ? u"VP8"_s : u"H.264"_s));
    if (isVp8)
        return *offered;
    const uint32_t sent = h264Profile ? h264Profile : constrainedBaseline;
    const auto suits = [&](const Format &format) { return format.codec == codec && format.isFragmented && decodes(format.profile, sent); };
    // The very profile first, then one that can do more.
    const auto same = std::ranges::find_if(m_formats, [&](const Format &format) { return suits(format) && (format.profile >> 16) == (sent >> 16); });
    if (same != m_formats.end())
        return *same;
    const auto more = std::ranges::find_if(m_formats, suits);
    if (more != m_formats.end())
        return *more;
    return unsupported(u"The camera sends H.264 with profile-level-id %1 in fragments (packetization-mode=1), which no format of the offer can take."_s
                           .arg(sent, 6, 16, QChar(u'0')));
}

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
