#pragma once

#include "media/error.h"
#include "media/gst_ref.h"

#include <expected>
#include <initializer_list>

namespace rollcall::media {

// gst_init for the process, once, before any other use; without its signal handlers and without fork for the registry scan
// surprising a Qt program. An unusable installation is an error with GStreamer's words.
[[nodiscard]] std::expected<void, Error> initialiseGStreamer();

// Makes an element, named or not. Where the plug-in is not installed the error names the Debian package that has it.
[[nodiscard]] std::expected<GstRef<GstElement>, Error> makeElement(const char *factory, const char *name = nullptr);

// All of them exist, or the error names the first that does not and its Debian package.
[[nodiscard]] std::expected<void, Error> requireElements(std::initializer_list<const char *> factories);

[[nodiscard]] bool elementExists(const char *factory);

// "gstreamer1.0-plugins-bad" for "webrtcbin"; empty for one that no package of ours is known to bring.
[[nodiscard]] QString debianPackageOf(const char *factory);

// A GStreamer error as ours.
[[nodiscard]] Error fromGError(Error::Code code, const QString &what, const GError *error, const char *debug = nullptr);

} // namespace rollcall::media
