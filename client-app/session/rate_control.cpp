#include "session/rate_control.h"

#include "protocol/limits.h"

#include <QLoggingCategory>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcRate, "rollcall.session.rate", QtInfoMsg)

namespace rollcall::session {

namespace {

constexpr int outerHeaderBytes = 10 + 8 + 20;             // SRTP's tag, UDP, IPv4
constexpr int packetHeaderBytes = outerHeaderBytes + 20;  // and RTP's with one extension
constexpr rate::Time sentWindow{500'000};
constexpr rate::Time madeWindow{2'000'000};
constexpr double fewestToJudge = 8;  // pictures
constexpr std::chrono::milliseconds probeStep{5};
constexpr double leastChange = 0.02;  // of a bitrate: less is not worth telling an encoder
constexpr double muchLess = 0.9;      // than before a report: the encoder has to know at once
constexpr double headroom = 1.25;     // above what is wished, to be sure that it fits
constexpr double enough = 0.95;       // of the wished bitrate: not worth a limit
constexpr double smoothing = 0.8;     // weight of what was
constexpr int stepsPerReceiverReport = 10;

rate::Time toTime(std::chrono::nanoseconds time)
{
    return std::chrono::duration_cast<rate::Time>(time);
}

rate::Time now()
{
    return toTime(media::monotonicNow());
}

bool isNearly(const std::optional<send::NetworkLimit> &a, const std::optional<send::NetworkLimit> &b)
{
    if (!a || !b)
        return a.has_value() == b.has_value();
    return a->scale == b->scale && a->frameRate == b->frameRate && std::abs(a->bitrateKbps - b->bitrateKbps) < leastChange * a->bitrateKbps;
}

} // namespace

RateControl::RateControl(send::EncoderPipeline &encoder, QObject *parent)
    : QObject(parent)
    , m_encoder(encoder)
{
    m_timer.setInterval(step);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &RateControl::advance);
    m_probeTimer.setInterval(probeStep);
    m_probeTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_probeTimer, &QTimer::timeout, this, &RateControl::continueProbe);
}

void RateControl::begin(media::WebRtcPeer &peer)
{
    end();
    m_peer = &peer;
    connect(&peer, &media::WebRtcPeer::transportFeedback, this, &RateControl::onFeedback);
    m_estimator.emplace(m_lastCapacityKbps.value_or(startKbps));
    m_counted = m_encoder.counters();
    m_timer.start();
    advance();
}

void RateControl::end()
{
    if (m_estimator && m_estimator->hasFeedback())
        m_lastCapacityKbps = m_estimator->capacityKbps();
    if (m_peer)
        disconnect(m_peer.data(), nullptr, this, nullptr);
    m_encoder.expectNoConfirmation();
    m_timer.stop();
    m_probeTimer.stop();
    m_peer.clear();
    m_estimator.reset();
    m_sent.clear();
    m_made.clear();
    m_roundTripMs.reset();
    m_steps = 0;
}

void RateControl::onFeedback(const media::TransportFeedback &feedback)
{
    if (!m_estimator || feedback.packets.empty())
        return;
    rate::Feedback told{toTime(feedback.received), {}};
    told.packets.reserve(feedback.packets.size());
    for (const media::TransportFeedback::Packet &packet : feedback.packets)
        told.packets.push_back({toTime(packet.sent), packet.arrived ? std::optional(toTime(*packet.arrived)) : std::nullopt, packet.bytes});
    // Reports leave with the last packet of a picture: its way there and theirs back.
    const double trip = rate::milliseconds(told.received - told.packets.back().sent);
    m_roundTripMs = m_roundTripMs ? smoothing * *m_roundTripMs + (1 - smoothing) * trip : trip;
    m_estimator->setRoundTrip(rate::Time{int64_t(*m_roundTripMs * 1000)});
    const double before = m_estimator->targetKbps();
    m_estimator->add(told);
    // Before the next picture, which the report may let in.
    if (m_estimator->targetKbps() < muchLess * before)
        limitEncoder(toTime(feedback.received));
    if (m_encoder.settings().followNetwork)
        m_encoder.confirmSent(feedback.packets.back().sent, feedback.received);
    else
        m_encoder.expectNoConfirmation();
}

double RateControl::wantedKbps() const
{
    return m_encoder.unlimitedEncoding().bitrateKbps.value_or(int(startKbps));
}

void RateControl::noteSent(rate::Time at)
{
    const send::SendCounters counted = m_encoder.counters();
    const auto packets = double(counted.packets - m_counted.packets);
    const auto bytes = double(counted.bytes - m_counted.bytes);
    if (packets > 0) {
        const double onTheWire = bytes + packets * outerHeaderBytes;
        const double share = onTheWire / std::max(1.0, onTheWire - packets * packetHeaderBytes);
        m_wireShare = smoothing * m_wireShare + (1 - smoothing) * std::min(share, 1.5);
    }
    const auto pictures = double(counted.frames - m_counted.frames);
    if (m_limit && pictures > 0)
        m_made.push_back({at, pictures, bytes * 8 / 1000, double(m_limit->bitrateKbps)});
    m_counted = counted;
    m_sent.push_back({at, counted.bytes + counted.packets * outerHeaderBytes});
    while (m_sent.size() > 2 && m_sent.front().at < at - sentWindow)
        m_sent.pop_front();
}

// Without a limit the encoder has room, and what it makes of it is no need.
void RateControl::judgeEncoder(rate::Time at)
{
    if (!m_limit)
        m_made.clear();
    while (!m_made.empty() && m_made.front().at < at - madeWindow)
        m_made.pop_front();
    Made sum;
    for (const Made &made : m_made) {
        sum.pictures += made.pictures;
        sum.kbit += made.kbit;
        sum.toldKbps += made.toldKbps * made.pictures;
    }
    if (sum.pictures >= fewestToJudge)
        m_adaptation.noteMade(at, sum.kbit / sum.pictures * m_limit->frameRate, sum.toldKbps / sum.pictures);
}

double RateControl::sentKbps() const
{
    if (m_sent.size() < 2)
        return 0;
    const double passed = rate::seconds(m_sent.back().at - m_sent.front().at);
    return passed > 0 ? double(m_sent.back().bytes - m_sent.front().bytes) * 8 / 1000 / passed : 0;
}

void RateControl::advance()
{
    if (!m_estimator)
        return;
    const rate::Time at = now();
    noteSent(at);
    m_estimator->setCeiling(wantedKbps() * m_wireShare * headroom);
    m_estimator->setSentRate(sentKbps());
    if (++m_steps % stepsPerReceiverReport == 0)
        readReports();
    m_estimator->advance(at);
    limitEncoder(at);
    if (m_peer && m_encoder.repeatLastPacket())
        (void)m_peer->resend(1);
    if (m_encoder.settings().followNetwork && !m_encoder.isPaused())
        startProbe(at);
    if (m_steps % stepsPerReport == 0)
        report(at);
}

// What receivers without transport-wide feedback tell too (RFC 3550 §6.4.1).
void RateControl::readReports()
{
    if (!m_peer)
        return;
    const media::PeerStats stats = m_peer->stats();
    if (!stats.roundTripMs)
        return;
    if (!m_roundTripMs) {
        m_roundTripMs = stats.roundTripMs;
        m_estimator->setRoundTrip(rate::Time{int64_t(*m_roundTripMs * 1000)});
    }
    m_estimator->addReport(now(), stats.fractionLost);
}

void RateControl::limitEncoder(rate::Time at)
{
    const protocol::Encoding wished = m_encoder.unlimitedEncoding();
    if (!m_encoder.settings().followNetwork || !wished.width || !wished.height || !wished.frameRate || !wished.bitrateKbps)
        return setLimit(std::nullopt);
    // Of what is lost, much is sent again.
    const double useful = (1 - m_estimator->fractionLost()) / m_wireShare;
    m_adaptation.setPicture(*wished.width, *wished.height, *wished.frameRate);
    const double carried = m_estimator->capacityKbps() * useful;
    if (carried >= *wished.bitrateKbps)
        m_adaptation.noteEnough();
    else
        judgeEncoder(at);
    const rate::Step picture = m_adaptation.update(at, std::min(carried, double(*wished.bitrateKbps)));
    const int kbps = std::max(int(m_estimator->targetKbps() * useful), protocol::limits::LowestBitrateKbps);
    const bool asWished = picture == rate::Step{1, *wished.frameRate} && kbps >= enough * *wished.bitrateKbps;
    setLimit(asWished ? std::nullopt : std::optional(send::NetworkLimit{picture.scale, picture.frameRate, std::min(kbps, *wished.bitrateKbps)}));
}

void RateControl::setLimit(const std::optional<send::NetworkLimit> &limit)
{
    if (isNearly(m_limit, limit))
        return;
    const auto pictureOf = [this](const std::optional<send::NetworkLimit> &of) {
        return of ? rate::Step{of->scale, of->frameRate} : rate::Step{1, m_encoder.unlimitedEncoding().frameRate.value_or(0)};
    };
    const bool otherPicture = pictureOf(m_limit) != pictureOf(limit);
    m_limit = limit;
    m_encoder.setLimit(limit);
    if (!otherPicture)
        return;
    m_made.clear();
    qCInfo(lcRate) << "the network carries" << int(m_estimator ? m_estimator->capacityKbps() : 0) << "kbit/s: pictures scaled by" << pictureOf(limit).scale
                   << "and" << pictureOf(limit).frameRate << "a second";
    Q_EMIT pictureChanged();
}

// Neither into a way that is full or just was, nor on when it fills meanwhile: reports are late then, and the estimator does not know yet.
void RateControl::startProbe(rate::Time at)
{
    const auto probe = m_probeTimer.isActive() || m_encoder.wasWayFull() ? std::nullopt : m_estimator->probe(at);
    if (!probe)
        return;
    qCDebug(lcRate) << "probing" << int(probe->kbps) << "kbit/s";
    m_probe = *probe;
    m_probeStart = at;
    const send::SendCounters counted = m_encoder.counters();
    m_probeSentBefore = counted.bytes + counted.packets * outerHeaderBytes;
    m_probeExtra = 0;
    m_probeTimer.start();
    continueProbe();
}

void RateControl::continueProbe()
{
    const rate::Time passed = now() - m_probeStart;
    if (!m_peer || passed >= m_probe.duration || m_encoder.wasWayFull()) {
        m_probeTimer.stop();
        return;
    }
    const send::SendCounters counted = m_encoder.counters();
    const auto pictures = double(counted.bytes + counted.packets * outerHeaderBytes - m_probeSentBefore);
    const double due = m_probe.kbps * 1000 / 8 * rate::seconds(passed) - pictures - m_probeExtra;
    if (due < 1)
        return;
    m_probeExtra += due;
    if (!m_peer->resend(int(due)))
        m_probeTimer.stop();
}

void RateControl::report(rate::Time at)
{
    RateReport report{.at = at, .sentKbps = sentKbps(), .lostPercent = m_estimator->fractionLost() * 100, .roundTripMs = m_roundTripMs, .encoding = m_encoder.encoding()};
    report.targetKbps = report.encoding.bitrateKbps.value_or(0);
    if (m_estimator->hasFeedback())
        report.capacityKbps = int(m_estimator->capacityKbps());
    if (limits()) {
        report.decidedBy = Decider::Network;
        report.decision = u"the network carries %1 kbit/s"_s.arg(int(m_estimator->capacityKbps()));
    }
    Q_EMIT measured(report);
}

} // namespace rollcall::session
