#pragma once

#include "media/error.h"
#include "media/gst_ref.h"

#include <QString>

#include <expected>

namespace rollcall::capture {

// The element that opens the camera with this id, the system's first camera where the id is empty. One file a platform.
[[nodiscard]] std::expected<media::GstRef<GstElement>, media::Error> makeCameraElement(const QString &id);

// The id that the operator writes for a listed device, from the properties that the device monitor gives.
[[nodiscard]] QString cameraIdOf(const GstStructure &properties);

} // namespace rollcall::capture
