#pragma once

#include "media/error.h"
#include "media/gst_ref.h"

#include <QString>

#include <expected>

namespace rollcall::capture {

// An appsrc that gives the raw pictures of a file, decoded, over and over, with timestamps that go on over the seam. It is
// unpaced: a clocksync follows. The reader lives exactly as long as the element and works on the element's own thread;
// what goes wrong in it is posted as an error message of the element.
[[nodiscard]] std::expected<media::GstRef<GstElement>, media::Error> makeFileLoop(const QString &path);

} // namespace rollcall::capture
