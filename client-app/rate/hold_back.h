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
    static constexpr Time patience{100'000};
    // Reports get lost, or all that was sent: so long after the last picture and the last report one passes nevertheless.
    static constexpr Time longest{600'000};
    // When nothing is heard for so long while pictures have to wait, the last packet may have been lost: no later one tells of it.
    static constexpr Time silence{200'000};
    static constexpr Time rest{2'000'000};  // after pictures had to wait: until the estimator has understood
    static constexpr Time window{10'000'000};  // in which the least round trip is looked for

    enum class Admission {
        No,
        Alone,  // to see what becomes of it; the way is full, and the next one has to wait again
        Yes,
    };

    // Whether a picture passes now. It is named by when it was captured: that, and encoding it, may take longer than the way does.
    [[nodiscard]] Admission admit(Time captured, Time now);
    // The last of what was made of it leaves now. What came before it left as well, or was never made.
    void noteLeft(Time captured, Time now);
    // A report came now: whatever left until then has arrived, or never will.
    void confirm(Time sentUntil, Time now);
    // Whether pictures have to wait now.
    [[nodiscard]] bool isFull(Time now) const;
    // The same, or they had to lately: nothing is to be tried.
    [[nodiscard]] bool wasFull(Time now) const;
    // Whether the last packet is to be sent once more now; it counts as done.
    [[nodiscard]] bool repeatLast(Time now);
    // Whether a picture that passed may not have arrived yet. Without feedback nobody knows, and it counts as arrived.
    [[nodiscard]] bool isUnderWay(Time captured) const;
    void reset();

private:
    struct Picture {
        Time captured{};
        Time admitted{};
        std::optional<Time> left = {};
    };
    static constexpr Time rounding{1'000};              // of the times of pictures, by encoders

    std::deque<Picture> m_sent;                         // unconfirmed, oldest first
    std::deque<std::pair<Time, Time>> m_leastRoundTrip;  // heard, round trip; rising: the front is the least of the window, the back the last report
    std::optional<Time> m_lastAdmitted;
    std::optional<Time> m_lastLeftOut;
    Time m_lastSent{};                                   // left, or was repeated
};

} // namespace rollcall::rate
