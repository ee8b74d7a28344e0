#include "attendance/correction.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace rollcall::attendance {

std::vector<const Correction *> inForce(std::span<const Correction> corrections)
{
    std::vector<const Correction *> newestFirst;
    newestFirst.reserve(corrections.size());
    for (const Correction &correction : corrections)
        newestFirst.push_back(&correction);
    std::sort(newestFirst.begin(), newestFirst.end(),
              [](const Correction *a, const Correction *b) { return std::tie(b->made, b->id) < std::tie(a->made, a->id); });

    // A withdrawal comes before what it withdraws, so that one pass decides withdrawn withdrawals too.
    std::set<Uuid> withdrawn;
    std::vector<const Correction *> counting;
    for (const Correction *correction : newestFirst) {
        if (withdrawn.contains(correction->id))
            continue;
        if (correction->kind == Correction::Kind::Withdraw && correction->target)
            withdrawn.insert(*correction->target);
        else if (correction->kind != Correction::Kind::Withdraw)
            counting.push_back(correction);
    }
    std::reverse(counting.begin(), counting.end());
    return counting;
}

} // namespace rollcall::attendance
