#pragma once

#include <algorithm>
#include <chrono>
#include <deque>

namespace rollcall::admin {

// How long pictures wait for what recognition says of them, so that a box is on the very picture it was found in: as long as
// recognition takes these seconds, and not at all while it says nothing. Time is an argument. A value; one thread.
class OverlayDelay {
public:
    using milliseconds = std::chrono::milliseconds;

    // An overlay came so long after its picture.
    void note(milliseconds lateness, milliseconds now)
    {
        forget(now);
        m_seen.push_back({now, std::max(lateness, milliseconds(0))});
        if (m_seen.size() > most)
            m_seen.pop_front();
    }
    [[nodiscard]] milliseconds value(milliseconds now)
    {
        forget(now);
        if (m_seen.empty())
            return milliseconds(0);
        const auto latest = std::ranges::max_element(m_seen, {}, &Seen::lateness);
        return std::min(latest->lateness + spare, longest);
    }

    static constexpr milliseconds longest{400};  // live is worth more than a box in its place
    static constexpr milliseconds memory{5'000};
    static constexpr milliseconds spare{15};

private:
    struct Seen {
        milliseconds at;
        milliseconds lateness;
    };
    void forget(milliseconds now)
    {
        while (!m_seen.empty() && now - m_seen.front().at > memory)
            m_seen.pop_front();
    }

    static constexpr std::size_t most = 256;
    std::deque<Seen> m_seen;
};

} // namespace rollcall::admin
