#pragma once

#include "media/error.h"

#include <QString>
#include <QUrl>

#include <expected>
#include <variant>

namespace rollcall::capture {

// Where pictures come from, as an operator writes it after --source. Values; any thread.
struct TestPicture {
    QString pattern;  // a pattern of GStreamer's videotestsrc: "ball", "smpte", "snow" …
    friend bool operator==(const TestPicture &, const TestPicture &) = default;
};
struct VideoFile {
    QString path;
    friend bool operator==(const VideoFile &, const VideoFile &) = default;
};
struct CameraDevice {
    QString id;  // as --list-cameras shows it ("/dev/video0" on Linux); empty: the system's first camera
    friend bool operator==(const CameraDevice &, const CameraDevice &) = default;
};
struct RtspAddress {
    QUrl url;  // may hold a password: show it by describe() only
    friend bool operator==(const RtspAddress &, const RtspAddress &) = default;
};
struct CustomPipeline {
    QString text;  // GStreamer's launch syntax, ending in raw video
    friend bool operator==(const CustomPipeline &, const CustomPipeline &) = default;
};
using SourceSpec = std::variant<TestPicture, VideoFile, CameraDevice, RtspAddress, CustomPipeline>;

// "test", "test:smpte", "camera", "camera:ID", "/dev/video0", "rtsp://…", "pipeline:TEXT", "file:///…"; anything else is a file's path.
// Reads the text only: nothing is opened.
[[nodiscard]] std::expected<SourceSpec, media::Error> parseSource(const QString &text);

// How the operator knows the source: "the video clip.mp4", "rtsp://camera.example/1" (without user and password).
[[nodiscard]] QString describe(const SourceSpec &spec);

} // namespace rollcall::capture
