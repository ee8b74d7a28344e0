#pragma once

#include "media/gst_ref.h"
#include "protocol/messages.h"

#include <QList>
#include <QStringList>

#include <optional>

namespace rollcall::media {

// A STUN or TURN server's address as webrtcbin wants it: "turn:h:1?transport=udp" with name and password becomes
// "turn://name:password@h:1?transport=udp", percent-encoded. Nothing for one that is neither (RFC 7064, RFC 7065).
[[nodiscard]] std::optional<QByteArray> webrtcbinIceUrl(const protocol::IceServer &server);

// The element's ICE agent, before any description: servers, UDP ports (0, 0 = any), and, where given, the only local addresses
// to offer. ICE over TCP is off: nobody we talk to needs it and each of its candidates costs a socket.
void configureIce(GstElement *webrtcbin, const QList<protocol::IceServer> &servers, int lowestPort, int highestPort,
                  const QStringList &localAddresses);

// Keeps asking the other side whether it is there, by STUN requests that want an answer (as RFC 7675 does, less often): a peer that gives
// none for most of a minute counts as gone. For peers that send no RTP of their own, whose silence nothing else tells.
void checkWhetherPeerIsThere(GstElement *webrtcbin);

} // namespace rollcall::media
