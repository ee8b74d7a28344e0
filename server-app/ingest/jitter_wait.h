#pragma once

#include <QStringView>

#include <algorithm>
#include <chrono>

namespace rollcall::ingest {

// What a retransmission (RFC 4585 §6.2.1) may take: a long way, a full queue, and a second try when it is lost as well. It counts from when
// the packet would have come without a queue, so what a line that fell holds back for a second is in it.
inline constexpr std::chrono::milliseconds retransmissionWait{2000};

// How long a jitter buffer waits for a missing packet. A packet that is given up costs all pictures until the next key frame, the
// largest of pictures, on a line that is losing already; so where the camera sends again what is asked for, that is waited for. A wait
// delays what comes behind a gap, and nothing else.
[[nodiscard]] inline std::chrono::milliseconds jitterWait(QStringView offer, std::chrono::milliseconds usual)
{
    const bool sendsAgain = offer.contains(u" nack\n") || offer.contains(u" nack\r");
    return sendsAgain ? std::max(usual, retransmissionWait) : usual;
}

} // namespace rollcall::ingest
