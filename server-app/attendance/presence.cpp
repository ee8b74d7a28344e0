#include "attendance/presence.h"

#include <algorithm>

namespace rollcall::attendance {

namespace {

std::optional<UtcMs> lastEntered(std::span<const Punch> manual, Direction direction)
{
    const auto found = std::find_if(manual.rbegin(), manual.rend(), [&](const Punch &punch) { return punch.direction == direction; });
    return found == manual.rend() ? std::nullopt : std::optional(found->from);
}

// An entered time takes the place of what cameras saw: it says when the day began or ended.
Presence firstInLastOut(std::span<const Punch> punches, std::span<const Punch> manual)
{
    Presence presence;
    presence.in = lastEntered(manual, Direction::In);
    const bool inWasEntered = presence.in.has_value();
    presence.out = lastEntered(manual, Direction::Out);
    if (inWasEntered)
        presence.inSource = Source::Manual;
    if (presence.out)
        presence.outSource = Source::Manual;
    const Punch *first = nullptr;
    for (const Punch &punch : punches) {
        if (punch.direction != Direction::Out && (!first || punch.from < first->from))
            first = &punch;
        if (punch.direction == Direction::Out && !punch.isSuggested)
            presence.departures.push_back({punch.from, punch.source});
    }
    if (presence.out)
        presence.departures.push_back({*presence.out, Source::Manual});
    if (!presence.in && first) {
        presence.in = first->from;
        presence.inSource = first->source;
    }
    if (!presence.out) {
        for (const Punch &punch : punches) {
            // The look that was the check-in is no check-out, however long it lasted.
            if (punch.direction == Direction::In || (&punch == first && !inWasEntered))
                continue;
            if (presence.in && punch.until <= *presence.in)
                continue;
            if (presence.out && punch.until <= *presence.out)
                continue;
            presence.out = punch.until;
            presence.outSource = punch.source;
        }
    }
    if (presence.in && presence.out && *presence.in < *presence.out)
        presence.intervals.push_back({*presence.in, *presence.out});
    else if (presence.in && presence.out)
        presence.isUnpaired = true;
    else
        presence.open = presence.in;
    return presence;
}

// Each in with the next out.
class Pairing {
public:
    void take(const Punch &punch, Direction direction)
    {
        if (direction == Direction::Both)
            direction = m_presence.open ? Direction::Out : Direction::In;
        if (direction == Direction::In)
            return enter(punch);
        if (!punch.isSuggested)
            m_presence.departures.push_back({punch.from, punch.source});
        leave(direction == punch.direction ? punch.until : punch.from, punch.source);
    }
    [[nodiscard]] Presence result() const { return m_presence; }

private:
    void enter(const Punch &punch)
    {
        if (m_presence.open) {
            m_presence.isUnpaired = true;  // in twice: the first one stands
            return;
        }
        // Somebody may still linger at the exit while the entrance sees them: no time counts twice.
        m_presence.open = m_presence.intervals.empty() ? punch.from : std::max(punch.from, m_presence.intervals.back().until);
        if (!m_presence.in) {
            m_presence.in = punch.from;
            m_presence.inSource = punch.source;
        }
    }
    void leave(UtcMs when, Source source)
    {
        if (!m_presence.open) {
            m_presence.isUnpaired = true;
            if (!m_presence.in) {
                m_presence.out = when;  // left without having come
                m_presence.outSource = source;
            }
            return;
        }
        m_presence.intervals.push_back({*m_presence.open, std::max(*m_presence.open, when)});
        m_presence.out = m_presence.intervals.back().until;
        m_presence.outSource = source;
        m_presence.open.reset();
    }

    Presence m_presence;
};

Presence pairs(std::span<const Punch> punches, std::span<const Punch> manual, bool byDirection)
{
    std::vector<Punch> all(punches.begin(), punches.end());
    all.insert(all.end(), manual.begin(), manual.end());
    std::sort(all.begin(), all.end(), [](const Punch &a, const Punch &b) { return std::tie(a.from, a.until, a) < std::tie(b.from, b.until, b); });
    Pairing pairing;
    for (const Punch &punch : all)
        pairing.take(punch, byDirection || punch.source == Source::Manual ? punch.direction : Direction::Both);
    Presence presence = pairing.result();
    if (presence.open && presence.out) {
        presence.out.reset();  // came back and did not leave again
        presence.outSource.reset();
    }
    return presence;
}

} // namespace

Presence findPresence(PunchMode mode, std::span<const Punch> punches, std::span<const Punch> manual)
{
    switch (mode) {
    case PunchMode::FirstInLastOut:
        return firstInLastOut(punches, manual);
    case PunchMode::Alternating:
        return pairs(punches, manual, false);
    case PunchMode::EveryPair:
        return pairs(punches, manual, true);
    }
    return {};
}

} // namespace rollcall::attendance
