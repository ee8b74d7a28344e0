#pragma once

#include "media/rtp.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>

namespace rollcall::media {

// The packets that were sent again lately. One that may still be on its way is not sent once more, whatever is asked for: on a full line
// receivers ask again before an answer can be there, and all the answers would fill it further. Any thread.
class RecentAnswers {
public:
    static constexpr size_t kept = 512;

    // What the last report tells of the way there and back. Without any, everything is answered.
    void setRoundTrip(MonotonicTime roundTrip)
    {
        const std::scoped_lock lock{m_mutex};
        m_roundTrip = roundTrip;
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

private:
    struct Answer {
        uint16_t sequenceNumber;
        MonotonicTime sent;
    };
    std::mutex m_mutex;
    MonotonicTime m_roundTrip{};
    std::deque<Answer> m_answers;  // in the order of sending
};

} // namespace rollcall::media
