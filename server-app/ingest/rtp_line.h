#pragma once

#include "media/rtp.h"

#include <cstdint>
#include <optional>

namespace rollcall::ingest {

// Puts the packets of one publisher after another on one line: sequence numbers and timestamps (RFC 3550 §5.1) that go on where the last
// one ended, with the time in between. Gaps and the order of one publisher's packets stay as they are: who takes them shall see what
// is missing. Time is an argument; one thread at a time.
class RtpLine {
public:
    struct Place {
        uint16_t sequenceNumber = 0;
        uint32_t timestamp = 0;
    };
    // `start`: where the line begins; a sender's choice (RFC 3550 §5.1 wants it random).
    explicit RtpLine(Place start)
        : m_start(start)
    {
    }
    [[nodiscard]] Place place(uint32_t ssrc, Place given, media::MonotonicTime arrived);
    // The packet that was placed last is not handed on: the next one takes its number.
    void leaveOut(Place given);

private:
    [[nodiscard]] bool goesOn(uint32_t ssrc, Place given, uint32_t expected) const;
    void anchor(uint32_t ssrc, Place given, Place here);

    struct Newest {
        uint16_t given = 0;
        Place here;
        media::MonotonicTime arrived{};
    };
    const Place m_start;
    std::optional<Newest> m_newest;
    uint32_t m_ssrc = 0;
    uint16_t m_sequenceOffset = 0;
    uint32_t m_timestampOffset = 0;
};

} // namespace rollcall::ingest
