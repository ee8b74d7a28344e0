#include "attendance/sighting_merger.h"

#include <algorithm>

namespace rollcall::attendance {

SightingMerger::SightingMerger(Rules rules, DayOf dayOf, UuidGenerator ids)
    : m_rules(rules)
    , m_dayOf(std::move(dayOf))
    , m_ids(std::move(ids))
{
}

void SightingMerger::restore(const Sighting &sighting)
{
    remember(sighting);
}

Sighting SightingMerger::observe(const Observation &observation)
{
    std::vector<Sighting> &recent = m_recent[{observation.person, observation.camera}];
    const auto near = std::find_if(recent.rbegin(), recent.rend(),
                                   [&](const Sighting &sighting) { return joins(sighting, observation.when); });
    if (near != recent.rend()) {
        near->firstSeen = std::min(near->firstSeen, observation.when);
        near->lastSeen = std::max(near->lastSeen, observation.when);
        near->confidence = std::max(near->confidence, observation.confidence);
        return *near;
    }
    const Sighting opened{.id = m_ids.next(observation.when), .person = observation.person, .camera = observation.camera,
                          .firstSeen = observation.when, .lastSeen = observation.when,
                          .confidence = observation.confidence, .track = observation.track, .status = observation.status};
    remember(opened);
    return opened;
}

void SightingMerger::forget(const PersonId &person)
{
    std::erase_if(m_recent, [&](const auto &entry) { return entry.first.first == person; });
}

void SightingMerger::forget(const Uuid &sighting)
{
    for (auto &[key, recent] : m_recent)
        std::erase_if(recent, [&](const Sighting &known) { return known.id == sighting; });
}

bool SightingMerger::joins(const Sighting &sighting, UtcMs when) const
{
    return when >= sighting.firstSeen - m_rules.debounce && when <= sighting.lastSeen + m_rules.debounce
        && m_dayOf(when) == m_dayOf(sighting.firstSeen);
}

void SightingMerger::remember(const Sighting &sighting)
{
    std::vector<Sighting> &recent = m_recent[{sighting.person, sighting.camera}];
    const auto known = std::find_if(recent.begin(), recent.end(), [&](const Sighting &other) { return other.id == sighting.id; });
    if (known != recent.end()) {
        *known = sighting;
        return;
    }
    recent.push_back(sighting);
    if (recent.size() > remembered)
        recent.erase(std::min_element(recent.begin(), recent.end(),
                                      [](const Sighting &a, const Sighting &b) { return a.lastSeen < b.lastSeen; }));
}

} // namespace rollcall::attendance
