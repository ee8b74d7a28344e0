#pragma once

#include <QString>

#include <expected>
#include <functional>
#include <optional>

namespace rollcall::api {

// What a camera shall change; what is absent stays.
struct CameraOrder {
    QString camera = {};
    std::optional<QString> codec = {};  // "vp8", "h264"
    std::optional<int> width = {};      // pixels
    std::optional<int> height = {};     // pixels
    std::optional<int> frameRate = {};  // frames a second
    std::optional<int> bitrateKbps = {};
    std::optional<bool> paused = {};
    bool keyframe = false;
};

// What a camera sends, in its own words.
struct CameraSending {
    QString codec = {};  // empty while unknown, and so on
    std::optional<int> width = {};
    std::optional<int> height = {};
    std::optional<int> frameRate = {};
    std::optional<int> bitrateKbps = {};
    bool paused = false;
    QString problem = {};  // why an order could not be met, a sentence; empty: it was
};

struct CameraControlProblem {
    enum class Reason { NotConnected, NotControllable, NoAnswer };
    Reason reason = Reason::NotConnected;
    QString message = {};  // a sentence
};

using CameraAnswer = std::expected<CameraSending, CameraControlProblem>;

// Orders to cameras. Called on the network thread; `done` is called there once, perhaps from within the call.
class CameraControl {
public:
    virtual ~CameraControl() = default;
    virtual void order(const CameraOrder &order, std::function<void(const CameraAnswer &)> done) = 0;
    [[nodiscard]] virtual CameraAnswer sending(const QString &camera) const = 0;
};

} // namespace rollcall::api
