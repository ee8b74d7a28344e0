#pragma once

#include "capture/source_spec.h"
#include "capture/video_source.h"
#include "media/error.h"
#include "protocol/messages.h"
#include "send/send_settings.h"
#include "session/camera_session.h"
#include "signaling/server_trust.h"

#include <QString>
#include <QStringList>
#include <QUrl>

#include <optional>

namespace rollcall::window {

// What one source is to be: what it shows, to which server, as which camera.
struct StationPlan {
    capture::SourceSpec source = {};
    capture::PictureFormat format = {};
    QUrl server = {};
    protocol::Hello hello = {};
    send::SendSettings sending = {};
    signaling::ServerTrust trust = {};
};

struct SourceCondition {
    enum class State { Closed, Opening, Running, Waiting, Failed };
    State state = State::Closed;
    media::Error error = {};  // Waiting, Failed
};

// All that the window tells about a source. Values.
struct StationState {
    SourceCondition source = {};
    session::CameraSession::Status session = {};
    bool sending = false;     // the operator pressed Start
    QString problem = {};     // of the encoder, a sentence
    bool connected = true;    // cameras: plugged in
    bool isCamera = false;    // of this machine
};

enum class Tone { Idle, Working, Good, Trouble };

[[nodiscard]] Tone toneOf(const StationState &state);

// "Connected, sending 1280×720 at 30/s, 1.8 Mbit/s, round trip 23 ms"; `server` as the operator knows it.
[[nodiscard]] QString sentenceOf(const StationState &state, const QString &server);
// One or two words for the list of sources: "Sending", "In use elsewhere".
[[nodiscard]] QString wordOf(const StationState &state);
// All that wordOf() may say, for who has to leave room for it.
[[nodiscard]] QStringList allWords();
// "Recognised lately: Ada Example 10:32, Ben Example 10:30"; empty for nobody.
[[nodiscard]] QString recognisedText(const QList<protocol::Recognised> &seen);
// What went wrong with a source, and what to do.
[[nodiscard]] QString troubleOf(const media::Error &error, bool isCamera);

} // namespace rollcall::window
