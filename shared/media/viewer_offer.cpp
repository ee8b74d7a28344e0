#include "media/viewer_offer.h"

#include "media/sdp_lines.h"

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
    if (isRefusedSection(video().lines))
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
        || (given.media() == u"audio" && !isRefusedSection(given.lines) && m_bundle.contains(given.attribute(u"mid"_s).value_or(QString())));
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

} // namespace rollcall::media
