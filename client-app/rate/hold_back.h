#pragma once

#include "rate/feedback.h"

#include <deque>
#include <optional>
#include <utility>

namespace rollcall::rate {

// Whether the next picture is better not encoded, because those before it are still on their way: on a line that became slower each
// picture more adds to the delay of all that follow, and fills queues until packets are lost. Without feedback everything passes.
// One thread.
class HoldBack {
public:
    // How much longer than the way's own round trip a picture may be unconfirmed. On a line that fell to a quarter, pictures of this time
    // wait four times as long: the receiver stands still meanwhile.
    static constexpr Time patience{150'000};
    // Reports get lost, or all that was sent: so long after the last picture and the last report one passes nevertheless.
    static constexpr Time longest{600'000};
    static constexpr Time window{10'000'000};  // in which the least round trip is looked for

    enum class Admission {
        No,
        Alone,  // to see what becomes of it; the way is full, and the next one has to wait again
        Yes,
    };

    // A report came now: whatever was sent until then has arrived, or never will.
    void confirm(Time sentUntil, Time now);
    // Whether a picture of this moment passes; it counts as sent then.
    [[nodiscard]] Admission admit(Time now);
    // Whether a picture that passed may not have arrived yet. Without feedback nobody knows, and it counts as arrived.
    [[nodiscard]] bool isUnderWay(Time admitted) const;
    void reset();

private:
    std::deque<Time> m_sent;                            // unconfirmed pictures, oldest first
    std::deque<std::pair<Time, Time>> m_leastRoundTrip;  // heard, round trip; rising: the front is the least of the window, the back the last report
    std::optional<Time> m_lastAdmitted;
};

} // namespace rollcall::rate
