#pragma once

#include "support/virtual_camera/control_file.h"

#include <gst/gst.h>

#include <string>

namespace rollcall::virtual_camera {

// "virtualcamerasrc": pictures of the camera named by the property "camera", or the failures that the control file asks for.
GType elementType();

// What a camera gives, as caps; `raw`: before it is made MJPEG.
[[nodiscard]] GstCaps *capsOf(const Entry &entry, bool raw);

} // namespace rollcall::virtual_camera
