#pragma once

#include "session/camera_session.h"

#include <QJsonObject>

namespace rollcall::session {

// The state in one sentence: "Connected, sending 640×480 at 30/s, 1.1 Mbit/s, round trip 3 ms". `server` as the operator wrote it.
[[nodiscard]] QString sentence(const CameraSession::Status &status, const QString &server);

// The same for scripts: {"state":"streaming","width":640,…}; absent values are left out.
[[nodiscard]] QJsonObject toJson(const CameraSession::Status &status, const QString &server);

// What a control asks for: "the server asked for 640×360 at 15/s"; empty where it changes nothing that lasts.
[[nodiscard]] QString askedText(const protocol::Control &control);

// "640×480 at 30/s", with what is known.
[[nodiscard]] QString pictureText(const protocol::Encoding &encoding);

} // namespace rollcall::session
