#pragma once

#include "capture/camera_list.h"
#include "send/encoder_kind.h"

#include <QString>

namespace rollcall::app {

enum class Form { Text, Json };

// What --list-cameras and --list-encoders print. GStreamer is initialised.
[[nodiscard]] QString cameraListing(const QList<capture::Camera> &cameras, Form form);
[[nodiscard]] QString encoderListing(std::span<const send::EncoderKind> known, Form form);

} // namespace rollcall::app
