#pragma once

#include "media/video_decoder.h"
#include "protocol/ids.h"

#include <QString>

#include <functional>
#include <memory>
#include <vector>

namespace rollcall::live {

// A face on one frame, as viewers are told of it. A value.
struct FaceMark {
    enum class State {
        Deciding,   // not looked at often enough, or held back
        Unknown,    // nobody enrolled
        Suggested,  // this person, if an operator agrees
        Known,
    };
    quint64 track = 0;  // the same while the face is followed
    // Within the picture, whose width and height are 1.
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
    State state = State::Deciding;
    QString person = {};     // with Suggested and Known
    QString name = {};       // likewise; empty while it is not known yet
    double confidence = 0;   // 0..1, likewise
    QString refused = {};    // why it cannot be told yet: "too dark"; empty: no reason
    QString challenge = {};  // what the person is asked to do: "turn left"; empty: nothing
};
using FaceMarks = std::vector<FaceMark>;

// A decoded frame and the faces on this very one.
struct MarkedFrame {
    media::DecodedFrame frame;
    std::shared_ptr<const FaceMarks> faces = {};  // null: nobody looked for any
};
using MarkedTaker = std::function<void(const MarkedFrame &)>;

// Who looks for faces on frames, as far as viewers need it. Qt thread.
class MarkedFrames {
public:
    // Frames come while it lives.
    class Subscription {
    public:
        virtual ~Subscription() = default;
    };
    virtual ~MarkedFrames() = default;
    // Of this camera: every frame that was looked at, as soon as that is done. `taker` is called on any thread, one call at a time: it
    // returns at once. Null where this camera's frames are not looked at.
    [[nodiscard]] virtual std::unique_ptr<Subscription> take(const protocol::CameraId &camera, MarkedTaker taker) = 0;
};

} // namespace rollcall::live
