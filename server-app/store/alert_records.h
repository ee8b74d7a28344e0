#pragma once

#include "store/database.h"
#include "store/records.h"

namespace rollcall::store {

// Something that somebody should see to.
struct AlertEntry {
    std::string id;       // a UUID of version 7
    std::string kind;     // "camera-away"
    std::string subject;  // the cause: there is one alert of it at a time
    std::optional<PersonId> person = {};  // it is erased with them
    std::string params;   // JSON
    UtcMs started{};
    std::optional<UtcMs> ended = {};
    std::optional<UtcMs> acknowledged = {};
    std::optional<std::string> acknowledgedBy = {};
    friend bool operator==(const AlertEntry &, const AlertEntry &) = default;
};

struct AlertFilter {
    enum class State { Open, Acknowledged, Ended };
    std::optional<State> state = {};  // absent: all that have not ended
    std::optional<std::string> kind = {};
};

struct StoredAlertRules {
    int64_t version = 0;  // 0: never set
    std::string rules;    // JSON
};

// Alerts, the rules by which there are any, and which of them are still to be told by mail. Every verb is one transaction.
// Blocking; one thread at a time.
class AlertRecords {
public:
    explicit AlertRecords(Database &database)
        : m_database(database)
    {
    }
    // The alert of this cause that is under way from now on: this one, or one that was before it. None where its person is gone. `mail`: it
    // is told by mail, as soon as that goes.
    [[nodiscard]] std::expected<std::optional<AlertEntry>, StoreError> begin(const AlertEntry &alert, bool mail);
    [[nodiscard]] std::expected<void, StoreError> end(const std::string &id, UtcMs when);
    // Again is harmless. Conflict where it has ended.
    [[nodiscard]] std::expected<AlertEntry, StoreError> acknowledge(const std::string &id, const std::string &by, UtcMs when);
    [[nodiscard]] std::expected<AlertEntry, StoreError> alert(const std::string &id);
    [[nodiscard]] std::expected<Page<AlertEntry>, StoreError> alerts(const AlertFilter &filter, const PageRequest &page);  // newest first
    [[nodiscard]] std::expected<std::vector<AlertEntry>, StoreError> underWay();
    // Ended before this; how many, at most `limit`.
    [[nodiscard]] std::expected<int64_t, StoreError> purge(UtcMs before, int64_t limit);

    [[nodiscard]] std::expected<StoredAlertRules, StoreError> rules();
    // Stale where the version is another one by now; the new one.
    [[nodiscard]] std::expected<int64_t, StoreError> setRules(const std::string &rules, int64_t version);

    struct Mail {
        AlertEntry alert;
        int64_t attempts = 0;
    };
    struct MailState {
        int64_t waiting = 0;
        std::optional<UtcMs> nextAttempt = {};
        std::string problem;  // of the last attempt
    };
    // Those that are due, oldest first. Whoever asks next, also another server of the same database, is given none of them before `lease`
    // is over; mailsSent() and mailsFailed() say how it went.
    [[nodiscard]] std::expected<std::vector<Mail>, StoreError> claimMails(UtcMs now, int64_t limit, std::chrono::milliseconds lease);
    [[nodiscard]] std::expected<MailState, StoreError> mailState();
    [[nodiscard]] std::expected<void, StoreError> mailsSent(const std::vector<std::string> &alerts);
    [[nodiscard]] std::expected<void, StoreError> mailsFailed(const std::vector<std::string> &alerts, UtcMs nextAttempt, const std::string &problem);

private:
    [[nodiscard]] std::expected<std::optional<AlertEntry>, StoreError> underWayOf(const std::string &kind, const std::string &subject);
    [[nodiscard]] std::expected<std::vector<AlertEntry>, StoreError> read(const std::string &where, std::span<const Value> values);

    Database &m_database;
};

} // namespace rollcall::store
