#pragma once

#include "media/rtp.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>

namespace rollcall::media {

// The packets that were sent again lately. One that may still be on its way is not sent once more, whatever is asked for: on a full line
// receivers ask again before an answer can be there, and all the answers would fill it further. But where the way is long, or full, an answer
// that is lost as well costs a picture that stands still for another round trip: on a line that loses by itself each goes twice. Any thread.
class RecentAnswers {
public:
    static constexpr size_t kept = 512;
    static constexpr MonotonicTime longRoundTrip = std::chrono::milliseconds(150);
    static constexpr double lossy = 0.005;  // of the packets

    // What the receiver's last report tells of the way there and back, and of the packets that it is about. Without any, everything is
    // answered, once.
    void noteReport(MonotonicTime now, MonotonicTime roundTrip, size_t packets, size_t lost)
    {
        const std::scoped_lock lock{m_mutex};
        m_roundTrip = roundTrip;
        // A way that became longer for good is believed in time.
        const MonotonicTime rise = m_leastRoundTrip ? (now - m_lastReport) / 100 : MonotonicTime{};
        m_leastRoundTrip = std::min(m_leastRoundTrip.value_or(roundTrip) + rise, roundTrip);
        m_lastReport = now;
        // What is lost while much queues was dropped by the queue: that is not the line.
        if (packets == 0 || roundTrip > *m_leastRoundTrip + standingQueue)
            return;
        const double weight = std::min(1.0, double(packets) / packetsRemembered);
        m_lossOfTheLine += weight * (double(lost) / double(packets) - m_lossOfTheLine);
    }
    // Whether this packet is to be sent again now; it counts as sent then.
    [[nodiscard]] bool admit(uint16_t sequenceNumber, MonotonicTime now)
    {
        const std::scoped_lock lock{m_mutex};
        while (!m_answers.empty() && (m_answers.size() >= kept || now - m_answers.front().sent >= m_roundTrip))
            m_answers.pop_front();
        for (const Answer &answer : m_answers) {
            if (answer.sequenceNumber == sequenceNumber)
                return false;
        }
        m_answers.push_back({sequenceNumber, now});
        return true;
    }
    [[nodiscard]] bool goTwice() const
    {
        const std::scoped_lock lock{m_mutex};
        return m_roundTrip >= longRoundTrip && m_lossOfTheLine >= lossy;
    }

private:
    static constexpr MonotonicTime standingQueue = std::chrono::milliseconds(100);
    static constexpr double packetsRemembered = 500;

    struct Answer {
        uint16_t sequenceNumber;
        MonotonicTime sent;
    };
    mutable std::mutex m_mutex;
    MonotonicTime m_roundTrip{};
    MonotonicTime m_lastReport{};
    std::optional<MonotonicTime> m_leastRoundTrip;
    double m_lossOfTheLine = 0;    // 0..1, while nothing queues
    std::deque<Answer> m_answers;  // in the order of sending
};

} // namespace rollcall::media
