#include "session/status_text.h"

#include "send/encoder_kind.h"

#include <QCoreApplication>

#include <cmath>

using namespace Qt::StringLiterals;

namespace rollcall::session {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Session)
};

using State = CameraSession::State;

QString rateText(double kbps)
{
    return kbps >= 1000 ? QString(QString::number(kbps / 1000, 'f', 1) + u" Mbit/s"_s) : QString(QString::number(std::lround(kbps)) + u" kbit/s"_s);
}

QString streamingText(const CameraSession::Status &status)
{
    if (status.paused)
        return status.decision.isEmpty() ? u"Connected, paused"_s : QString(u"Connected, paused; "_s + status.decision);
    QString text = u"Connected, sending "_s + pictureText(status.encoding);
    const QString decision = status.decision.isEmpty() ? QString() : QString(u"; "_s + status.decision);
    if (!status.stats)
        return text + decision;
    text += u", "_s + rateText(status.stats->bitrateKbps);
    if (status.stats->roundTripMs)
        text += u", round trip "_s + QString::number(std::max(1L, std::lround(*status.stats->roundTripMs))) + u" ms"_s;
    if (status.stats->packetsLostPercent >= 0.1)
        text += u", "_s + QString::number(status.stats->packetsLostPercent, 'f', 1) + u" % lost"_s;
    return text + decision;
}

QString deciderName(Decider decider)
{
    switch (decider) {
    case Decider::Operator:
        return u"operator"_s;
    case Decider::Server:
        return u"server"_s;
    case Decider::Network:
        return u"network"_s;
    }
    Q_UNREACHABLE();
}

QString retryText(std::chrono::milliseconds wait)
{
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(wait).count();
    return seconds <= 3 ? u" Trying again until it works."_s : QString(u" Trying again in "_s + QString::number(seconds) + u" s."_s);
}

QString stateName(State state)
{
    switch (state) {
    case State::Idle:
        return u"stopped"_s;
    case State::Connecting:
        return u"connecting"_s;
    case State::Negotiating:
        return u"negotiating"_s;
    case State::Streaming:
        return u"streaming"_s;
    case State::Waiting:
        return u"waiting"_s;
    case State::Refused:
        return u"refused"_s;
    }
    Q_UNREACHABLE();
}

template <typename Number>
void put(QJsonObject &object, const QString &key, const std::optional<Number> &value)
{
    if (value)
        object.insert(key, *value);
}

} // namespace

QString askedText(const protocol::Control &control)
{
    if (control.paused == true)
        return Words::tr("the server paused this camera");
    const protocol::Encoding &wish = control.encoding;
    QStringList parts;
    if (wish.codec)
        parts.append(send::codecName(*wish.codec));
    if (wish.width && wish.height)
        parts.append(pictureText(wish));
    else if (wish.width || wish.height)
        parts.append(wish.width ? Words::tr("a width of %1").arg(*wish.width) : Words::tr("a height of %1").arg(*wish.height));
    if (wish.frameRate && !(wish.width && wish.height))
        parts.append(u"%1/s"_s.arg(*wish.frameRate));
    if (wish.bitrateKbps)
        parts.append(rateText(*wish.bitrateKbps));
    if (!parts.isEmpty())
        return Words::tr("the server asked for %1").arg(parts.join(u", "_s));
    return control.paused == false ? Words::tr("the server asked this camera to go on") : QString();
}

QString pictureText(const protocol::Encoding &encoding)
{
    QString text;
    if (encoding.width && encoding.height)
        text = QString::number(*encoding.width) + u"\u00d7"_s + QString::number(*encoding.height);
    if (encoding.frameRate)
        text += Words::tr(" at %1/s").arg(*encoding.frameRate);
    return text.isEmpty() ? u"video"_s : text;
}

QString sentence(const CameraSession::Status &status, const QString &server)
{
    switch (status.state) {
    case State::Idle:
        return u"Stopped"_s;
    case State::Connecting:
        return u"Connecting to "_s + server;
    case State::Negotiating:
        return u"Starting the video connection with "_s + server;
    case State::Streaming:
        return streamingText(status);
    case State::Waiting:
        return status.problem + retryText(status.retryIn.value_or(std::chrono::milliseconds{0}));
    case State::Refused:
        return u"The server refused this camera: "_s + status.problem;
    }
    Q_UNREACHABLE();
}

QJsonObject toJson(const CameraSession::Status &status, const QString &server)
{
    QJsonObject object{{u"state"_s, stateName(status.state)}, {u"server"_s, server}, {u"text"_s, sentence(status, server)}};
    if (!status.problem.isEmpty())
        object.insert(u"problem"_s, status.problem);
    if (status.retryIn)
        object.insert(u"retryInMs"_s, qint64(status.retryIn->count()));
    if (status.encoding.codec)
        object.insert(u"codec"_s, *status.encoding.codec == protocol::Codec::H264 ? u"h264"_s : u"vp8"_s);
    if (status.state == State::Streaming) {
        object.insert(u"paused"_s, status.paused);
        object.insert(u"decidedBy"_s, deciderName(status.decidedBy));
    }
    if (!status.decision.isEmpty())
        object.insert(u"decision"_s, status.decision);
    put(object, u"width"_s, status.encoding.width);
    put(object, u"height"_s, status.encoding.height);
    put(object, u"frameRate"_s, status.encoding.frameRate);
    put(object, u"targetBitrateKbps"_s, status.encoding.bitrateKbps);
    if (status.stats) {
        object.insert(u"bitrateKbps"_s, status.stats->bitrateKbps);
        object.insert(u"framesPerSecond"_s, status.stats->framesPerSecond);
        object.insert(u"packetsLostPercent"_s, status.stats->packetsLostPercent);
        put(object, u"roundTripMs"_s, status.stats->roundTripMs);
    }
    return object;
}

} // namespace rollcall::session
