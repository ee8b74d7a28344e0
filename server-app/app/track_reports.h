#pragma once

#include "app/seen_face.h"
#include "media/video_decoder.h"
#include "recognition/camera_recognizer.h"

#include <map>
#include <optional>

namespace rollcall::app {

// By the camera's clock where it can be believed, else when the frame arrived.
[[nodiscard]] std::chrono::system_clock::time_point whenSeen(const media::DecodedFrame &frame);

// Which of the faces on a camera's frames are worth telling about, and with which picture: a verdict once, then again every few
// seconds while the person stays. One camera, one thread at a time.
class TrackReports {
public:
    // `stream`: unique among all cameras and connections. Without pictures nothing is kept that shows a face.
    TrackReports(protocol::CameraId camera, uint64_t stream, bool withPictures);

    struct News {
        std::vector<RecognisedFace> recognised;
        std::vector<UnknownFaceSeen> unknown;
    };
    // `view` shows the frame that `result` is about.
    [[nodiscard]] News update(const media::DecodedFrame &frame, const recognition::FrameView &view, const recognition::FrameResult &result);

private:
    struct Told {
        std::optional<std::chrono::nanoseconds> when;
        std::optional<std::string> person;
        FaceEvidencePtr best;
        std::optional<std::chrono::system_clock::time_point> taken;  // of the picture that was told
    };
    void keepBest(Told &told, const recognition::TrackedFace &face, const recognition::FrameView &view, const recognition::FrameResult &result,
                  std::chrono::system_clock::time_point when) const;
    // Empty where there is nothing new.
    [[nodiscard]] static FaceEvidencePtr takeEvidence(Told &told, bool isAnother);

    protocol::CameraId m_camera;
    uint64_t m_stream;
    bool m_withPictures;
    std::map<recognition::TrackId, Told> m_told;
};

} // namespace rollcall::app
