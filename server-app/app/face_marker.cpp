#include "app/face_marker.h"

namespace rollcall::app {

namespace {

using recognition::FaceState;
using recognition::TrackedFace;
using State = live::FaceMark::State;

template <typename Word>
QString words(Word word)
{
    const std::string_view text = recognition::text(word);
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

State stateOf(const TrackedFace &face, bool suggests)
{
    if (face.isHeldBack || face.state == FaceState::Tentative)
        return State::Deciding;
    if (face.state == FaceState::Unknown || !face.person)
        return State::Unknown;
    return suggests ? State::Suggested : State::Known;
}

QString refusalOf(const TrackedFace &face)
{
    const bool isSuspicious = face.liveness && face.liveness->state == recognition::LivenessState::Suspicious;
    if (isSuspicious && !face.liveness->signs.empty())
        return words(face.liveness->signs.front());
    return face.fault ? words(*face.fault) : QString();
}

} // namespace

live::FaceMarks FaceMarker::marks(const recognition::FrameResult &result) const
{
    live::FaceMarks marks;
    for (const TrackedFace &face : result.faces) {
        const recognition::Box box = recognition::clipped(face.box, result.width, result.height);
        if (box.area() <= 0 || box.area() < face.box.area() / 2)
            continue;  // followed out of the picture
        live::FaceMark mark{.track = quint64(face.track), .x = double(box.x) / result.width, .y = double(box.y) / result.height,
                            .width = double(box.width) / result.width, .height = double(box.height) / result.height, .state = stateOf(face, suggests)};
        if (mark.state == State::Known || mark.state == State::Suggested) {
            mark.person = QString::fromStdString(*face.person);
            mark.name = nameOf ? nameOf(*face.person) : QString();
            mark.confidence = face.confidence;
        } else if (mark.state == State::Deciding) {
            mark.refused = refusalOf(face);
        }
        if (face.challenge)
            mark.challenge = words(*face.challenge);
        marks.push_back(std::move(mark));
    }
    return marks;
}

} // namespace rollcall::app
