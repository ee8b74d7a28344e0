#pragma once

#include "store/database.h"
#include "store/event_journal.h"
#include "store/feedback_records.h"

#include <filesystem>

namespace rollcall::store {

// Sightings that are durable on this machine and wait for a database elsewhere (outbox.sqlite; WAL, synchronous=FULL). Blocking; one
// thread at a time: the writer and the deliverer have an Outbox of their own over the same file.
class Outbox final : public EventJournal {
public:
    [[nodiscard]] static std::expected<std::unique_ptr<Outbox>, StoreError> open(const std::filesystem::path &file);
    // A second connection to a file that open() has prepared.
    [[nodiscard]] static std::expected<std::unique_ptr<Outbox>, StoreError> openAgain(const std::filesystem::path &file);
    explicit Outbox(std::unique_ptr<Database> database);

    // Puts them in, or extends what waits already; one transaction, on disk when it returns.
    [[nodiscard]] std::expected<Register::Recorded, StoreError> record(std::span<const Sighting> sightings) override;

    struct Waiting {
        int64_t sequence = 0;
        int64_t revision = 0;
        Sighting sighting;
    };
    [[nodiscard]] std::expected<std::vector<Waiting>, StoreError> oldest(std::size_t count);

    struct Settled {
        int64_t sequence = 0;
        int64_t revision = 0;                // one that grew meanwhile goes on waiting
        std::optional<std::string> refusal;  // absent: delivered; else why it can never be
    };
    [[nodiscard]] std::expected<void, StoreError> settle(std::span<const Settled> events);

    // What of these days is known here, delivered or not: who is present after a restart.
    [[nodiscard]] std::expected<std::vector<Sighting>, StoreError> sightingsBetween(UtcMs from, UtcMs until);
    // Erases everything about a person.
    [[nodiscard]] std::expected<void, StoreError> forget(const PersonId &person);
    // Everybody of whom something is here.
    [[nodiscard]] std::expected<std::vector<PersonId>, StoreError> people();

    // Pictures of sightings wait here until their sightings are delivered: the better one of each.
    struct Parked {
        PersonId person;
        attendance::Uuid sighting;
        Evidence evidence;
    };
    // One transaction; then the oldest go until they have at most `maxBytes`: how many went.
    [[nodiscard]] std::expected<int64_t, StoreError> park(std::span<const Parked> pictures, int64_t maxBytes);
    // Those whose sightings were delivered, oldest first.
    [[nodiscard]] std::expected<std::vector<Parked>, StoreError> deliverable(std::size_t count);
    // They are in the register, or can never be. One that got better meanwhile stays.
    [[nodiscard]] std::expected<void, StoreError> unpark(std::span<const Parked> pictures);
    // Drops what was delivered and ended before this; set aside is dropped when it is older than `asideBefore`. How many rows.
    [[nodiscard]] std::expected<int64_t, StoreError> prune(UtcMs deliveredBefore, UtcMs asideBefore);

    struct Figures {
        int64_t waiting = 0;
        std::optional<UtcMs> oldest;  // when the first of them began to wait
        int64_t setAside = 0;
    };
    [[nodiscard]] std::expected<Figures, StoreError> figures();

    struct SetAside {
        Sighting sighting;
        UtcMs since{};
        std::string reason;
    };
    [[nodiscard]] std::expected<std::vector<SetAside>, StoreError> setAside(std::size_t count);  // newest first

    void interrupt() override { m_database->interrupt(); }

private:
    const std::unique_ptr<Database> m_database;
};

} // namespace rollcall::store
