#pragma once

#include "media/fingerprint.h"
#include "media/owner_handle.h"
#include "media/recent_packets.h"
#include "media/rtp.h"

#include <gst/app/gstappsink.h>
#include <gst/app/gstappsrc.h>

#include <atomic>
#include <mutex>

namespace rollcall::media {

// The side of a WebRtcPeer that its streaming threads hold: they share it, so it outlives the peer for as long as one of them
// runs. All packets pass here, and none passes before the DTLS certificate is known to be the announced one.
class PeerGate {
public:
    enum class Verdict { Pending, Trusted, Refused };

    // Owner's thread, before media can flow: what the remote description announced.
    void announce(QList<Fingerprint> fingerprints);
    // Any thread: the transport whose certificate is asked for.
    void setTransport(GstRef<GObject> dtlsTransport);
    // Any thread: reads the certificate as soon as there is one. Final once it is not Pending.
    Verdict verify();
    // Owner's thread, at the end: nothing passes any more.
    void close();
    [[nodiscard]] bool isClosed() const { return m_closed.load(std::memory_order_acquire); }

private:
    std::atomic<Verdict> m_verdict{Verdict::Pending};
    std::atomic<bool> m_closed{false};
    std::mutex m_mutex;  // guards the two below
    GstRef<GObject> m_transport;
    QList<Fingerprint> m_fingerprints;
};

// Sender: packets in, from the encoder's streaming thread into webrtcbin's appsrc.
class PeerInput : public RtpSink, public RtpOutlet {
public:
    PeerInput(std::shared_ptr<PeerGate> gate, GstRef<GstAppSrc> source);
    void setFormat(const RtpFormat &format) override;
    void consume(const RtpPacket &packet) override;
    void send(GstRef<GstBufferList> packets) override;
    [[nodiscard]] uint64_t unsentBytes() const override;
    // Owner's thread: drops the source.
    void cut();
    [[nodiscard]] const RecentPackets &recent() const { return m_recent; }

private:
    const std::shared_ptr<PeerGate> m_gate;
    RecentPackets m_recent;
    mutable std::mutex m_mutex;  // guards the source only; held for a push into a queue, never for sending
    GstRef<GstAppSrc> m_source;
};

// Receiver: packets out, from webrtcbin's appsink into the user's sink, on the jitter buffer's thread.
class PeerOutput {
public:
    PeerOutput(std::shared_ptr<PeerGate> gate, OwnerHandle owner, std::function<void()> refused);
    void setSink(std::shared_ptr<RtpSink> sink);
    // To be given to the appsink; holds a share of `self`.
    static void attach(GstAppSink *appsink, const std::shared_ptr<PeerOutput> &self);

private:
    void consume(GstSample *sample);
    void refuseOnce();

    const std::shared_ptr<PeerGate> m_gate;
    const OwnerHandle m_owner;
    const std::function<void()> m_refused;  // posted to the owner
    std::shared_ptr<RtpSink> m_sink;        // set before the pipeline plays
    GstRef<GstCaps> m_caps;                 // streaming thread
    bool m_hasRefused = false;              // streaming thread
};

} // namespace rollcall::media
