#pragma once

#include "protocol/messages.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <expected>
#include <functional>
#include <map>

namespace rollcall::ingest {

enum class ControlFailure {
    NotConnected,
    NotControllable,  // the camera's hello did not name the feature
    NoAnswer,
};
using ControlAnswer = std::expected<protocol::Controlled, ControlFailure>;
using ControlDone = std::function<void(const ControlAnswer &)>;

// The orders of one session that a camera has not answered yet. Each is done exactly once: answered, too late, or given up with
// the session. One thread.
class CameraOrders {
public:
    static constexpr std::chrono::milliseconds limit{5'000};

    ~CameraOrders() { giveUp(); }

    // The id under which the camera answers.
    [[nodiscard]] int add(ControlDone done);
    // An answer to none of them is dropped.
    void answered(int id, const protocol::Controlled &controlled);
    void giveUp();

private:
    void finish(int id, const ControlAnswer &answer);

    std::map<int, ControlDone> m_waiting;
    int m_lastId = 0;
    QObject m_context;  // of the timers
};

} // namespace rollcall::ingest
