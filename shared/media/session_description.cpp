#include "media/session_description.h"

#include "media/gst_ref.h"

#include <gst/sdp/sdp.h>

#include <algorithm>
#include <string_view>

using namespace Qt::StringLiterals;

namespace rollcall::media {

namespace {

constexpr guint mostMediaSections = 8;

using SdpPtr = std::unique_ptr<GstSDPMessage, FreeWith<gst_sdp_message_free>>;

SdpPtr parseSdp(const QString &sdp)
{
    GstSDPMessage *message = nullptr;
    if (gst_sdp_message_new_from_text(sdp.toUtf8().constData(), &message) != GST_SDP_OK)
        return {};
    return SdpPtr(message);
}

std::unexpected<Error> bad(const QString &message)
{
    return std::unexpected(Error{Error::Code::BadDescription, message, {}});
}

bool speaksOurCodec(const GstSDPMedia *media)
{
    for (guint i = 0; const char *map = gst_sdp_media_get_attribute_val_n(media, "rtpmap", i); ++i) {
        const QString codec = QString::fromUtf8(map).section(u' ', 1).section(u'/', 0, 0).toUpper();
        if (codec == u"VP8" || codec == u"H264")
            return true;
    }
    return false;
}

bool sends(const GstSDPMedia *media)
{
    return !gst_sdp_media_get_attribute_val(media, "recvonly") && !gst_sdp_media_get_attribute_val(media, "inactive");
}

const GstSDPMedia *acceptedVideo(const GstSDPMessage *message)
{
    for (guint i = 0; i < gst_sdp_message_medias_len(message); ++i) {
        const GstSDPMedia *media = gst_sdp_message_get_media(message, i);
        if (std::string_view(gst_sdp_media_get_media(media)) == "video" && gst_sdp_media_get_port(media) != 0)
            return media;
    }
    return nullptr;
}

} // namespace

std::expected<QList<Fingerprint>, Error> checkRemoteDescription(const QString &sdp, RemoteSends expected)
{
    const SdpPtr message = sdp.startsWith(u"v=0"_s) ? parseSdp(sdp) : SdpPtr();
    if (!message || gst_sdp_message_medias_len(message.get()) == 0)
        return bad(u"The session description is not SDP with a media section (RFC 8866)."_s);
    if (gst_sdp_message_medias_len(message.get()) > mostMediaSections)
        return bad(u"The session description has more than %1 media sections."_s.arg(mostMediaSections));
    const GstSDPMedia *video = acceptedVideo(message.get());
    if (!video)
        return bad(u"The session description has no video section that is accepted."_s);
    if (expected == RemoteSends::Video && !sends(video))
        return bad(u"The offer does not send video: its video section is recvonly or inactive. Offer sendonly or sendrecv."_s);
    if (!speaksOurCodec(video))
        return bad(u"The video section has neither VP8 nor H264. Offer one of them."_s);
    const auto fingerprints = fingerprintsOf(sdp);
    const bool checkable = std::ranges::any_of(fingerprints, [](const Fingerprint &f) { return f.algorithm.startsWith(u"sha-") && f.digest.size() >= 32; });
    if (!checkable)
        return bad(u"The session description has no certificate fingerprint (a=fingerprint:sha-256 …), so the media could not be authenticated."_s);
    return fingerprints;
}

std::optional<int> extensionId(const QString &sdp, std::string_view uri)
{
    const SdpPtr message = parseSdp(sdp);
    const GstSDPMedia *video = message ? acceptedVideo(message.get()) : nullptr;
    for (guint i = 0; const char *map = video ? gst_sdp_media_get_attribute_val_n(video, "extmap", i) : nullptr; ++i) {
        const QStringList fields = QString::fromUtf8(map).split(u' ');
        const int id = fields.first().section(u'/', 0, 0).toInt();
        if (fields.size() >= 2 && fields[1].toStdString() == uri && id >= 1 && id <= 14)
            return id;
    }
    return std::nullopt;
}

QString withCandidates(const QString &sdp, const QStringList &candidates)
{
    QStringList lines = sdp.split(u"\r\n"_s, Qt::SkipEmptyParts);
    qsizetype end = 0;  // of the first media section, into which everything is bundled
    while (end < lines.size() && !lines[end].startsWith(u"m="))
        ++end;
    do
        ++end;
    while (end < lines.size() && !lines[end].startsWith(u"m="));
    end = std::min(end, lines.size());
    for (const QString &candidate : candidates)
        lines.insert(end++, u"a="_s + candidate);
    lines.insert(end, u"a=end-of-candidates"_s);
    return lines.join(u"\r\n"_s) + u"\r\n"_s;
}

} // namespace rollcall::media
