#include "window/station_state.h"

#include "capture/source_bin.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace rollcall::window {

namespace {

using SessionState = session::CameraSession::State;
using SourceState = SourceCondition::State;

class Station {
    Q_DECLARE_TR_FUNCTIONS(Station)
};

bool sourceIsOut(const StationState &state)
{
    return state.source.state == SourceState::Waiting || state.source.state == SourceState::Failed;
}

QString rateText(double kbps)
{
    const QLocale locale;
    return kbps >= 1000 ? Station::tr("%1 Mbit/s").arg(locale.toString(kbps / 1000, 'f', 1)) : Station::tr("%1 kbit/s").arg(locale.toString(std::lround(kbps)));
}

QString pictureText(const protocol::Encoding &encoding)
{
    if (!encoding.width || !encoding.height)
        return Station::tr("video");
    const QString size = QString::number(*encoding.width) + u'\u00d7' + QString::number(*encoding.height);
    return encoding.frameRate ? Station::tr("%1 at %2/s").arg(size).arg(*encoding.frameRate) : size;
}

QString streamingSentence(const session::CameraSession::Status &status)
{
    if (status.paused)
        return status.decision.isEmpty() ? Station::tr("Connected, paused") : Station::tr("Connected, paused; %1").arg(status.decision);
    QStringList parts{Station::tr("Connected, sending %1").arg(pictureText(status.encoding))};
    if (status.stats) {
        const QLocale locale;
        parts.append(rateText(status.stats->bitrateKbps));
        if (status.stats->roundTripMs)
            parts.append(Station::tr("round trip %1 ms").arg(locale.toString(std::max(1L, std::lround(*status.stats->roundTripMs)))));
        if (status.stats->packetsLostPercent >= 0.1)
            parts.append(Station::tr("%1 % lost").arg(locale.toString(status.stats->packetsLostPercent, 'f', 1)));
    }
    const QString text = parts.join(u", "_s);
    return status.decision.isEmpty() ? text : QString(text + u"; "_s + status.decision);
}

QString sessionSentence(const session::CameraSession::Status &status, const QString &server)
{
    switch (status.state) {
    case SessionState::Idle:
    case SessionState::Connecting:
        return Station::tr("Connecting to %1").arg(server);
    case SessionState::Negotiating:
        return Station::tr("Starting the video connection with %1").arg(server);
    case SessionState::Streaming:
        return streamingSentence(status);
    case SessionState::Waiting:
        return Station::tr("Not connected to %1. %2 Trying again until it works.").arg(server, status.problem);
    case SessionState::Refused:
        return Station::tr("The server refused this camera: %1").arg(status.problem);
    }
    Q_UNREACHABLE();
}

} // namespace

QString troubleOf(const media::Error &error, bool isCamera)
{
    if (!isCamera || error.code != media::Error::Code::SourceFailed)
        return error.message;
    switch (capture::reasonOf(error)) {
    case capture::Reason::Busy:
        return Station::tr("The camera is in use by another program. Close it, then press Try again.");
    case capture::Reason::NotFound:
        return Station::tr("The camera is not connected. Plug it in; it goes on by itself.");
    case capture::Reason::CannotOpen:
    case capture::Reason::NotAuthorised:
        return Station::tr("The camera cannot be opened: the system does not allow it. Check the permission or the privacy switch, then press Try again.");
    default:
        break;
    }
    // No error was reported: it plays and stays silent.
    if (error.domain == 0)
        return Station::tr("The camera opened but gives no picture. Check its privacy switch, its cable, and whether another program uses it, then press Try again.");
    return Station::tr("The camera stopped. Check its cable; it goes on by itself.");
}

QString recognisedText(const QList<protocol::Recognised> &seen)
{
    QStringList names;
    for (const protocol::Recognised &one : seen) {
        const QDateTime when = QDateTime::fromMSecsSinceEpoch(qint64(one.time * 1000));
        names.append(one.name + u' ' + QLocale().toString(when.time(), QLocale::ShortFormat));
    }
    return names.isEmpty() ? QString() : Station::tr("Recognised lately: %1").arg(names.join(u", "_s));
}

Tone toneOf(const StationState &state)
{
    if (sourceIsOut(state) || !state.problem.isEmpty() || (!state.connected && state.sending))
        return Tone::Trouble;
    if (!state.sending)
        return Tone::Idle;
    switch (state.session.state) {
    case SessionState::Streaming:
        return state.session.paused ? Tone::Idle : Tone::Good;
    case SessionState::Refused:
        return Tone::Trouble;
    default:
        return Tone::Working;
    }
}

QString sentenceOf(const StationState &state, const QString &server)
{
    if (!state.problem.isEmpty())
        return state.problem;
    if (state.isCamera && !state.connected)
        return state.sending ? Station::tr("The camera is not connected. Plug it in; the stream goes on by itself.") : Station::tr("The camera is not connected.");
    if (sourceIsOut(state))
        return troubleOf(state.source.error, state.isCamera);
    if (state.sending)
        return sessionSentence(state.session, server);
    if (state.source.state == SourceState::Opening)
        return Station::tr("Opening the source");
    return server.isEmpty() ? Station::tr("Not paired with a server yet.") : Station::tr("Ready. Press Start to send this picture to %1.").arg(server);
}

QString wordOf(const StationState &state)
{
    if (state.isCamera && !state.connected)
        return Station::tr("Not connected");
    if (sourceIsOut(state))
        return state.isCamera && capture::reasonOf(state.source.error) == capture::Reason::Busy ? Station::tr("In use elsewhere") : Station::tr("No picture");
    if (!state.problem.isEmpty())
        return Station::tr("Problem");
    if (!state.sending)
        return Station::tr("Ready");
    switch (state.session.state) {
    case SessionState::Streaming:
        return state.session.paused ? Station::tr("Paused") : Station::tr("Sending");
    case SessionState::Refused:
        return Station::tr("Refused");
    case SessionState::Waiting:
        return Station::tr("Reconnecting");
    default:
        return Station::tr("Connecting");
    }
}

QStringList allWords()
{
    return {Station::tr("Not connected"), Station::tr("In use elsewhere"), Station::tr("No picture"), Station::tr("Problem"), Station::tr("Ready"),
            Station::tr("Sending"), Station::tr("Paused"), Station::tr("Refused"), Station::tr("Reconnecting"), Station::tr("Connecting")};
}

} // namespace rollcall::window
