#pragma once

#include "store/register.h"

namespace rollcall::store {

// Where sightings become durable before anybody is told of them: the register itself, or the outbox on this machine.
class EventJournal {
public:
    virtual ~EventJournal() = default;
    // One transaction, on disk when it returns; as Register::record.
    [[nodiscard]] virtual std::expected<Register::Recorded, StoreError> record(std::span<const Sighting> sightings) = 0;
    virtual void interrupt() = 0;  // any thread
};

// The register on this machine.
class RegisterJournal final : public EventJournal {
public:
    explicit RegisterJournal(std::unique_ptr<Register> records)
        : m_records(std::move(records))
    {
    }
    [[nodiscard]] std::expected<Register::Recorded, StoreError> record(std::span<const Sighting> sightings) override { return m_records->record(sightings); }
    void interrupt() override { m_records->database().interrupt(); }

private:
    const std::unique_ptr<Register> m_records;
};

} // namespace rollcall::store
