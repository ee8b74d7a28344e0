#pragma once

#include "events/bus.h"

#include <QByteArray>
#include <QList>

#include <chrono>
#include <expected>

namespace rollcall::events {

// Sent to those alone who subscribed to them.
inline constexpr QStringView overlayType = u"overlay";

using UtcMs = std::chrono::sys_time<std::chrono::milliseconds>;

// What the server sends: one JSON object on one line, the body with "type" and "at".
[[nodiscard]] QByteArray serialize(const Event &event, UtcMs at);

// What a client may ask for: the overlays of these cameras from now on, of all, or of none.
struct Subscribe {
    bool all = false;
    QList<QString> cameras = {};
    friend bool operator==(const Subscribe &, const Subscribe &) = default;
};

inline constexpr qsizetype maxSubscribedCameras = 256;

// Any bytes give a message or a sentence that says what is wrong with them.
[[nodiscard]] std::expected<Subscribe, QString> parseClientMessage(QStringView text);

} // namespace rollcall::events
