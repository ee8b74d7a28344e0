#pragma once

#include "recognition/liveness.h"

#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace rollcall::bench {

enum class Outcome { Unnamed, Undecided, Refused, Accepted };

// What became of one film of one face.
struct Presentation {
    Outcome outcome = Outcome::Unnamed;
    double after = 0; // seconds until it was accepted or refused
    std::string reason;
    std::optional<std::pair<recognition::Challenge, double>> asked; // the newest, and since when
};

// The share of `count` in `all`, and what it may be in truth: the exact interval of 95 % (Clopper and Pearson), in per cent.
struct Share {
    double percent = 0;
    double least = 0;
    double most = 100;
};
[[nodiscard]] Share shareOf(int count, int all);

// A row of the table: all films of one kind. Those whose person was never named do not count.
struct Tally {
    std::chrono::nanoseconds spent{};
    int frames = 0;

    void add(const std::string &person, const Presentation &one);
    static void printHeading();
    void print(const std::string &what);

private:
    std::map<Outcome, int> m_outcomes;
    std::map<Outcome, std::set<std::string>> m_people; // that it became of at least once
    std::map<std::string, int> m_reasons;
    double m_acceptedAfter = 0;
};

} // namespace rollcall::bench
