#pragma once

#include "media/error.h"
#include "protocol/messages.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <expected>
#include <optional>

namespace rollcall::media {

// What a viewer offers to receive by WHEP (draft-ietf-wish-whep), read so that a sender of one video stream can answer it: the first
// video section is taken, in one format; audio is answered inactive, and whatever else there is refused. A value; pure; any thread.
class ViewerOffer {
public:
    struct Format {
        int payload = 0;
        protocol::Codec codec = protocol::Codec::Vp8;
        // H.264 (RFC 6184 §8.1)
        uint32_t profile = 0;      // profile-level-id
        bool isFragmented = false;  // packetization-mode=1: pictures may come in fragments, as cameras send them
        QString parameters = {};   // the whole a=fmtp value
    };

    // BadDescription: not SDP, or without what it must have. NotSupported: SDP that WHEP does not allow, or that is not served here.
    [[nodiscard]] static std::expected<ViewerOffer, Error> parse(const QString &sdp);

    // Of the video section, in the viewer's order.
    [[nodiscard]] const QList<Format> &formats() const { return m_formats; }
    // The one in which a viewer can take this stream. `h264Profile` 0: constrained baseline, as far as is known.
    [[nodiscard]] std::expected<Format, Error> formatFor(protocol::Codec codec, uint32_t h264Profile) const;

    // The offer with nothing but its video section in this format (and its retransmissions), for webrtcbin: without header extensions and
    // feedback that are not used, credentials and fingerprint inside the section.
    [[nodiscard]] QString videoAlone(const Format &format) const;
    // What answers the whole offer, where `video` answers videoAlone(): a section for each, in order (RFC 3264 §6), those that are not refused
    // in the bundle, whose first one has the candidates (RFC 9143 §7.3).
    [[nodiscard]] QString answerWith(const QString &video) const;

    [[nodiscard]] const QString &iceUserFragment() const { return m_userFragment; }
    [[nodiscard]] const QString &icePassword() const { return m_password; }

private:
    struct Section {
        QStringList lines;  // m= first
        [[nodiscard]] QString media() const;
        [[nodiscard]] std::optional<QString> attribute(const QString &name) const;
    };
    [[nodiscard]] std::expected<void, Error> read(const QString &sdp);
    [[nodiscard]] std::expected<void, Error> chooseVideo();
    [[nodiscard]] std::expected<void, Error> readTransport();
    void readFormats();
    [[nodiscard]] const Section &video() const { return m_sections[m_video]; }
    void chooseTransport();
    [[nodiscard]] bool isTaken(qsizetype section) const;
    // Of the section whose transport the bundle has, or of the whole session.
    [[nodiscard]] std::optional<QString> transportAttribute(const QString &name) const;
    [[nodiscard]] QStringList inactive(const Section &section, const QStringList &transport) const;

    QStringList m_session;
    QList<Section> m_sections;
    QStringList m_bundle;       // mids
    qsizetype m_video = 0;
    qsizetype m_transport = 0;  // the section that the bundle's transport is described in
    QList<Format> m_formats;
    QString m_userFragment;
    QString m_password;
};

} // namespace rollcall::media
