#pragma once

#include "reports/report_table.h"
#include "store/correction_records.h"
#include "store/register.h"
#include "store/schedule_records.h"

#include <expected>
#include <optional>
#include <vector>

namespace rollcall::reports {

// What is read from the register of some people, to be reckoned with elsewhere.
struct PersonFacts {
    Member member;
    std::vector<attendance::Sighting> sightings;
    std::vector<attendance::Correction> corrections;
};
struct Batch {
    std::vector<PersonFacts> people;
    bool isLast = false;
};

// Reads what a report is made of in batches of a few people, each a short piece of work, so that whoever writes sightings need not
// wait. Blocking; on the thread of the register.
class ReportSource {
public:
    explicit ReportSource(ReportRequest request);

    [[nodiscard]] static std::expected<attendance::Schedule, store::StoreError> schedule(store::Register &records);
    // The next people, by id. `needed` are the instants that the days can depend on.
    [[nodiscard]] std::expected<Batch, store::StoreError> next(store::Register &records, const attendance::Interval &needed);

private:
    [[nodiscard]] int peopleAtOnce() const;

    ReportRequest m_request;
    std::optional<std::string> m_cursor;
};

} // namespace rollcall::reports
