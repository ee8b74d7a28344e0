#pragma once

#include "live/jpeg_work.h"
#include "protocol/ids.h"

#include <QString>

namespace rollcall::socketio {

// The event "frame" of one picture, as dashboards of this kind have always had it: the JPEG in base64, the camera, and when the
// picture came, in seconds since 1970, as text. A camera whose id is a whole number is a number. As the text of a message to the
// namespace of this name.
[[nodiscard]] QString frameEvent(const QString &nameSpace, const protocol::CameraId &camera, const live::JpegPicture &picture);

} // namespace rollcall::socketio
