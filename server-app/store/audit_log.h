#pragma once

#include "store/database.h"
#include "store/records.h"

namespace rollcall::store {

// Who did what with whose biometric data.
struct AuditNote {
    std::string actor;    // "127.0.0.1", "command line (name)", "retention"
    std::string action;   // "photos:read", "person:erase"
    std::string person = {};   // an id; kept as its keyed hash only. Empty where it is about nobody in particular
    std::string details = {};  // without names and ids of people
};

struct AuditEntry {
    int64_t seq = 0;
    UtcMs at{};
    std::string actor;
    std::string action;
    std::string subject;  // of the person, see subjectOf; may be empty
    std::string details;
    std::string previous;  // hash of the entry before; empty in the first
    std::string hash;
    friend bool operator==(const AuditEntry &, const AuditEntry &) = default;
};

struct AuditFilter {
    std::optional<std::string> person = {};
    std::optional<std::string> action = {};
    std::optional<UtcMs> from = {};
    std::optional<UtcMs> until = {};
};

struct AuditVerdict {
    int64_t first = 0;  // the entries that are there
    int64_t last = 0;
    std::string head;   // the hash of the last one, to be noted elsewhere now and then
    std::optional<int64_t> brokenAt = {};  // the first entry that does not fit the one before it, or that was altered
};

// A chain of entries, each with the hash of the one before: it can be appended to, and purged from its old end with a note of how
// far; whatever else is done to it shows. The database itself refuses to change or delete entries. Blocking.
class AuditLog {
public:
    explicit AuditLog(Database &database)
        : m_database(database)
    {
    }
    // In a transaction of its own.
    [[nodiscard]] std::expected<void, StoreError> append(const AuditNote &note, UtcMs now);
    // In the caller's, together with what it tells of.
    [[nodiscard]] std::expected<void, StoreError> appendWithin(const AuditNote &note, UtcMs now);
    [[nodiscard]] std::expected<Page<AuditEntry>, StoreError> list(const AuditFilter &filter, const PageRequest &page);  // newest first
    [[nodiscard]] std::expected<AuditVerdict, StoreError> verify();
    // Deletes entries older than this, at most `limit`, and notes how far; how many.
    [[nodiscard]] std::expected<int64_t, StoreError> purge(UtcMs before, int64_t limit, UtcMs now);

private:
    Database &m_database;
};

// SHA-256 over all fields of an entry but the hash itself, each with its length.
[[nodiscard]] std::string hashOf(const AuditEntry &entry);

} // namespace rollcall::store
