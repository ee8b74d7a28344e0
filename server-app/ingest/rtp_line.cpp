#include "ingest/rtp_line.h"

#include <algorithm>
#include <cstdlib>

namespace rollcall::ingest {

namespace {

constexpr int64_t ticksPerSecond = 90'000;  // of every video payload (RFC 3551 §5)
constexpr int64_t nanosecondsPerSecond = 1'000'000'000;
// RFC 3550 §A.1: what is further away belongs to a stream that began anew.
constexpr int furthestAhead = 3'000;
constexpr int furthestBehind = 100;
// Between a publisher's clock and ours: a camera's timestamps may stand still while it waits, and hurry afterwards.
constexpr int32_t believableDrift = 5 * ticksPerSecond;

uint32_t ticks(media::MonotonicTime time)
{
    // The whole part and the rest apart: nanoseconds times 90,000 do not fit.
    const int64_t seconds = time.count() / nanosecondsPerSecond;
    const int64_t rest = time.count() % nanosecondsPerSecond;
    return uint32_t(seconds * ticksPerSecond + rest * ticksPerSecond / nanosecondsPerSecond);
}

} // namespace

RtpLine::Place RtpLine::place(uint32_t ssrc, Place given, media::MonotonicTime arrived)
{
    if (!m_newest) {
        anchor(ssrc, given, m_start);
    } else {
        const uint32_t passed = std::max<uint32_t>(1, ticks(arrived - m_newest->arrived));
        const uint32_t expected = m_newest->here.timestamp + passed;
        if (!goesOn(ssrc, given, expected))
            anchor(ssrc, given, {uint16_t(m_newest->here.sequenceNumber + 1), expected});
    }
    const Place here{uint16_t(given.sequenceNumber + m_sequenceOffset), given.timestamp + m_timestampOffset};
    const bool isNewer = !m_newest || int16_t(here.sequenceNumber - m_newest->here.sequenceNumber) > 0;
    if (isNewer)
        m_newest = Newest{given.sequenceNumber, here, arrived};
    return here;
}

void RtpLine::leaveOut(Place given)
{
    if (!m_newest || m_newest->given != given.sequenceNumber)
        return;
    --m_sequenceOffset;
    --m_newest->here.sequenceNumber;
}

bool RtpLine::goesOn(uint32_t ssrc, Place given, uint32_t expected) const
{
    const int ahead = int16_t(given.sequenceNumber - m_newest->given);
    const auto drift = int32_t(given.timestamp + m_timestampOffset - expected);
    return ssrc == m_ssrc && ahead >= -furthestBehind && ahead <= furthestAhead && std::abs(int64_t(drift)) <= believableDrift;
}

void RtpLine::anchor(uint32_t ssrc, Place given, Place here)
{
    m_ssrc = ssrc;
    m_sequenceOffset = uint16_t(here.sequenceNumber - given.sequenceNumber);
    m_timestampOffset = here.timestamp - given.timestamp;
}

} // namespace rollcall::ingest
