#pragma once

#include "media/error.h"
#include "media/gst_ref.h"

#include <expected>

namespace rollcall::capture {

// A bin with a source pad "src" that has no target yet: link it at once, pictures come when `exposeWhenDecoded` found them.
[[nodiscard]] media::GstRef<GstElement> makeSourceBin(const char *name);

// Adds `factory` to the bin.
[[nodiscard]] std::expected<GstElement *, media::Error> addTo(GstElement *bin, const char *factory);

// Makes the bin's "src" pad show the given element's source pad.
void expose(GstElement *bin, GstElement *element);

// The same as soon as a decodebin, which is a direct child of the bin, has found the first video stream.
void exposeWhenDecoded(GstElement *decodebin);

// What GStreamer said of a device, file or network address went wrong.
enum class Reason { NotFound, Busy, CannotOpen, NotAuthorised, NotVideo, MissingCodec, Other };
[[nodiscard]] Reason reasonOf(const media::Error &reported);

} // namespace rollcall::capture
