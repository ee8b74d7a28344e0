#pragma once

#include "capture/camera_list.h"
#include "media/error.h"
#include "media/gst_ref.h"

#include <QString>

#include <expected>

namespace rollcall::capture {

// The element that opens the camera with this id (see findCamera).
[[nodiscard]] std::expected<media::GstRef<GstElement>, media::Error> makeCameraElement(const QString &id);

// The platform's part, one file each: what the properties that the device monitor gives say of a camera's identity …
[[nodiscard]] CameraIdentity identityOf(const GstStructure &properties);
// … and the element for a camera that the monitor does not list.
[[nodiscard]] std::expected<media::GstRef<GstElement>, media::Error> makeElementForPath(const QString &path);

} // namespace rollcall::capture
