#pragma once

#include "enrol/import_list.h"
#include "enrol/import_target.h"

#include <cstddef>
#include <functional>

namespace rollcall::enrol {

struct ImportCounts {
    std::size_t people = 0;  // in the list
    std::size_t done = 0;
    std::size_t enrolled = 0;
    std::size_t extended = 0;
    std::size_t unchanged = 0;
    std::size_t refused = 0;
    std::size_t photosUsed = 0;     // by this run
    std::size_t photosRefused = 0;
    std::size_t unrecognisable = 0;  // people of the list without any photo
};

// Enrols the people of a list: photos are read and looked at by the target's workers, some people ahead and no more, and people are enrolled in
// the list's order. What is enrolled already stays as it is, so that a run that was cut off is continued by running it again.
class ImportRun {
public:
    // The target outlives the run.
    explicit ImportRun(ImportTarget &target);

    using Listener = std::function<void(const ListedPerson &, const PersonResult &, const ImportCounts &)>;
    // Tells of each person in the list's order. The error is a sentence; what was told of is done all the same.
    [[nodiscard]] std::expected<ImportCounts, std::string> run(const std::vector<ListedPerson> &people, const Listener &done);

private:
    struct Ahead;
    class Workers;
    [[nodiscard]] std::expected<void, std::string> start(const ListedPerson &person, Ahead &ahead);
    [[nodiscard]] std::expected<PersonResult, std::string> finish(Ahead &ahead);

    ImportTarget &m_target;
};

// How the run went, in a line: "999 of 1000 people: 990 enrolled, …".
[[nodiscard]] std::string toText(const ImportCounts &counts);

} // namespace rollcall::enrol
