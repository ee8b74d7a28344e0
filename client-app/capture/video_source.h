#pragma once

#include "capture/source_spec.h"
#include "media/error.h"
#include "media/gst_ref.h"

#include <QString>

#include <chrono>
#include <expected>
#include <memory>

namespace rollcall::capture {

// What the capture would like; a source comes as near as it can.
struct PictureFormat {
    int width = 640;     // pixels
    int height = 480;    // pixels
    int frameRate = 30;  // frames a second
    friend bool operator==(const PictureFormat &, const PictureFormat &) = default;
};

// One place that pictures come from. Lives on the capture's thread; the elements that it makes do not refer to it.
//
// Errors say by their code whether trying again can help: SourceFailed may mend itself (a camera that is plugged in again,
// a network that comes back), NotSupported and MissingPlugin do not.
class VideoSource {
public:
    virtual ~VideoSource() = default;

    [[nodiscard]] virtual QString name() const = 0;
    // A new element with one "src" pad (perhaps without target yet) that gives live video/x-raw in system memory, stamped
    // with the running time of a pipeline whose timeline is media::MonotonicTime.
    [[nodiscard]] virtual std::expected<media::GstRef<GstElement>, media::Error> makeElement(const PictureFormat &wish) = 0;
    // An error that the element reported, in the operator's words.
    [[nodiscard]] virtual media::Error explain(const media::Error &reported) const = 0;
    // The element plays, but no picture has come for too long.
    [[nodiscard]] virtual media::Error explainSilence() const = 0;
    // The source said that there are no more pictures.
    [[nodiscard]] virtual media::Error explainEnd() const = 0;
    // How long the first picture may take.
    [[nodiscard]] virtual std::chrono::milliseconds firstPictureLimit() const { return std::chrono::seconds(3); }
};

[[nodiscard]] std::unique_ptr<VideoSource> makeSource(const SourceSpec &spec);

} // namespace rollcall::capture
