#include "tally.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace rollcall::bench {

namespace {

// How likely at most `count` of `all` are, when each is by chance `share`.
double atMost(int count, int all, double share)
{
    double sum = 0;
    for (int i = 0; i <= count; ++i) {
        const double ways = std::lgamma(all + 1) - std::lgamma(i + 1) - std::lgamma(all - i + 1);
        sum += std::exp(ways + i * std::log(share) + (all - i) * std::log1p(-share));
    }
    return sum;
}

// The share at which at most `count` are as likely as `wanted`: the greater the share, the less likely they are.
double shareWhere(int count, int all, double wanted)
{
    double low = 1e-12;
    double high = 1 - 1e-12;
    for (int i = 0; i < 60; ++i) {
        const double middle = (low + high) / 2;
        (atMost(count, all, middle) > wanted ? low : high) = middle;
    }
    return low;
}

} // namespace

Share shareOf(int count, int all)
{
    constexpr double tail = 0.025;
    if (all == 0)
        return {};
    return {100.0 * count / all, count == 0 ? 0 : 100 * shareWhere(count - 1, all, 1 - tail),
        count == all ? 100 : 100 * shareWhere(count, all, tail)};
}

void Tally::add(const std::string &person, const Presentation &one)
{
    ++m_outcomes[one.outcome];
    m_people[one.outcome].insert(person);
    if (!one.reason.empty())
        ++m_reasons[one.reason];
    m_acceptedAfter += one.outcome == Outcome::Accepted ? one.after : 0;
}

void Tally::printHeading()
{
    std::printf("Films of those whom recognition named: per cent (from-to at 95 %% confidence), and people of such a film.\n"
                "%-28s %5s %7s   %-26s %-26s %9s  %7s  %8s\n",
        "", "n", "unnamed", "accepted", "refused", "undecided", "after", "a frame");
}

void Tally::print(const std::string &what)
{
    const int named = m_outcomes[Outcome::Accepted] + m_outcomes[Outcome::Refused] + m_outcomes[Outcome::Undecided];
    std::printf("%-28s %5d %7d", what.c_str(), named, m_outcomes[Outcome::Unnamed]);
    for (const Outcome outcome : {Outcome::Accepted, Outcome::Refused}) {
        const Share share = shareOf(m_outcomes[outcome], named);
        std::printf("   %5.1f (%4.1f-%5.1f) %3zu ppl", share.percent, share.least, share.most, m_people[outcome].size());
    }
    std::printf("   %9.1f  %5.1f s  %5.2f ms ", shareOf(m_outcomes[Outcome::Undecided], named).percent,
        m_acceptedAfter / std::max(1, m_outcomes[Outcome::Accepted]),
        std::chrono::duration<double, std::milli>(spent).count() / std::max(1, frames));
    for (const auto &[reason, count] : m_reasons)
        std::printf(" %s %d", reason.c_str(), count);
    std::printf("\n");
    std::fflush(stdout);
}

} // namespace rollcall::bench
