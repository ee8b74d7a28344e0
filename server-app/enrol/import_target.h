#pragma once

#include "enrol/examination.h"
#include "enrol/import_list.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace rollcall::enrol {

// What became of a photo, or of a person.
struct PhotoResult {
    std::string name;  // as the list has it
    std::optional<ImportProblem> problem = std::nullopt;
};

struct PersonResult {
    enum class State {
        Enrolled,
        Extended,   // was enrolled already, and has more photos than before
        Unchanged,  // was enrolled already, by an earlier run for example
        Refused,
    };
    State state = State::Refused;
    std::optional<ImportProblem> problem = std::nullopt;  // with Refused; otherwise what the operator should know
    std::vector<PhotoResult> photos = {};
};

// A photo on its way. Bytes and embedding are biometric: never logged.
struct Photo {
    std::string name;
    std::string sha256 = {};
    std::vector<uint8_t> bytes = {};
    bool isKnown = false;  // the person has it already
    std::optional<ImportProblem> problem = std::nullopt;
    std::optional<recognition::Embedding> embedding = std::nullopt;
};

// Somebody who is enrolled under this id.
struct EnrolledPerson {
    std::string name = {};
    std::set<std::string> photos = {};  // hashes
    bool isGone = false;                // merged into somebody else: the id is not to be used again
};

struct ImportOptions {
    bool allowDuplicates = false;
    bool dryRun = false;
};

// Where an import enrols people: a register, or a server that works on one. Errors are sentences and end the import.
class ImportTarget {
public:
    virtual ~ImportTarget() = default;
    // How many threads may prepare at a time.
    [[nodiscard]] virtual int workers() const = 0;
    // Looks at a photo, in any order; each worker calls it from a thread of its own.
    virtual void prepare(Photo &photo, int worker) = 0;

    // The following on one thread, person after person in the list's order.
    [[nodiscard]] virtual std::expected<std::optional<EnrolledPerson>, std::string> find(const attendance::PersonId &person) = 0;
    // `known`: what `find` said. All of the photos that can be used, in one step: it is done or it is not.
    [[nodiscard]] virtual std::expected<PersonResult, std::string> enrol(const ListedPerson &person, std::vector<Photo> &photos,
                                                                         const std::optional<EnrolledPerson> &known) = 0;
};

// "enrolled", "extended", "unchanged", "refused".
[[nodiscard]] std::string toText(PersonResult::State state);

} // namespace rollcall::enrol
