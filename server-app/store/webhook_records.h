#pragma once

#include "store/database.h"
#include "store/records.h"

#include <set>

namespace rollcall::store {

// Where to tell what happened.
struct Webhook {
    static constexpr std::size_t atMost = 50;
    enum class State { Active, Disabled };
    std::string id;
    std::string url;
    std::set<std::string> events;  // "check-in" …
    Blob secret;                   // shown once; never logged
    UtcMs created{};
    State state = State::Active;
    std::string problem = {};                  // a sentence while something is wrong
    std::optional<UtcMs> failingSince = {};    // nothing has arrived since then
    int64_t waiting = 0;                       // deliveries under way; filled when read
    friend bool operator==(const Webhook &, const Webhook &) = default;
};

// Something that happened. `subject` makes it one: the same event of the same subject is noted once.
struct WebhookEvent {
    std::string id;  // a UUID; the receiver's key against doubles
    std::string event;
    std::string subject;
    std::optional<PersonId> person = {};  // it is erased with them
    UtcMs when{};
    std::string payload;  // JSON, sent as it is
    friend bool operator==(const WebhookEvent &, const WebhookEvent &) = default;
};

struct WebhookDelivery {
    enum class State { Waiting, Delivered, Failed };
    std::string eventId;
    std::string event;
    UtcMs when{};
    State state = State::Waiting;
    int64_t attempts = 0;
    UtcMs nextAttempt{};
    std::optional<UtcMs> lastAttempt = {};
    std::optional<int64_t> lastStatus = {};
    std::string lastProblem;
    friend bool operator==(const WebhookDelivery &, const WebhookDelivery &) = default;
};

// A delivery that is due, with everything that sending it needs.
struct DueDelivery {
    std::string webhook;
    std::string url;
    Blob secret;
    std::string eventId;
    std::string payload;
    UtcMs when{};
    int64_t attempts = 0;
};

// What came of an attempt.
struct DeliveryOutcome {
    std::string webhook;
    std::string eventId;
    WebhookDelivery::State state = WebhookDelivery::State::Waiting;
    UtcMs at{};
    UtcMs nextAttempt{};
    std::optional<int64_t> status = {};
    std::string problem = {};  // empty where it arrived
};

[[nodiscard]] std::string toText(Webhook::State state);
[[nodiscard]] std::string toText(WebhookDelivery::State state);

// The outbox of webhooks: who wants to know, what happened, and what has not arrived yet. Every verb is one transaction. Blocking.
class WebhookRecords {
public:
    explicit WebhookRecords(Database &database)
        : m_database(database)
    {
    }
    // Conflict beyond Webhook::atMost.
    [[nodiscard]] std::expected<void, StoreError> add(const Webhook &webhook);
    [[nodiscard]] std::expected<Webhook, StoreError> webhook(const std::string &id);
    [[nodiscard]] std::expected<std::vector<Webhook>, StoreError> webhooks();  // oldest first
    [[nodiscard]] std::expected<void, StoreError> remove(const std::string &id);
    [[nodiscard]] std::expected<void, StoreError> setState(const std::string &id, Webhook::State state, const std::string &problem);

    // Notes the event, and a delivery for each active webhook that asked for it before it happened; false where it was noted
    // before, or where nobody asked for it. A webhook with `mostWaiting` deliveries under way is disabled instead of being given more.
    [[nodiscard]] std::expected<bool, StoreError> note(const WebhookEvent &event, int64_t mostWaiting);
    // When the last event of this kind happened that is still kept; the subjects of those since some time.
    [[nodiscard]] std::expected<std::optional<UtcMs>, StoreError> lastNoted(const std::string &event);
    [[nodiscard]] std::expected<std::set<std::string>, StoreError> noted(const std::string &event, UtcMs since);
    // What was noted of a person and is still kept: events with their subjects.
    [[nodiscard]] std::expected<std::set<std::pair<std::string, std::string>>, StoreError> noted(const PersonId &person);

    // Those that are due, of active webhooks, oldest first. Whoever asks next, also another server of the same database, is given none of
    // them before `lease` is over; finish() says how it went.
    [[nodiscard]] std::expected<std::vector<DueDelivery>, StoreError> claim(UtcMs now, int64_t limit, std::chrono::milliseconds lease);
    // When the next one is due.
    [[nodiscard]] std::expected<std::optional<UtcMs>, StoreError> nextDue();
    // Writes what came of it. `disableAfter`: a webhook that nothing has reached for so long is disabled.
    [[nodiscard]] std::expected<void, StoreError> finish(const DeliveryOutcome &outcome, std::chrono::milliseconds disableAfter);
    [[nodiscard]] std::expected<Page<WebhookDelivery>, StoreError> deliveries(const std::string &webhook, const PageRequest &page);  // newest first
    // Events that happened before this and wait for nobody; how many, at most `limit`.
    [[nodiscard]] std::expected<int64_t, StoreError> purge(UtcMs before, int64_t limit);

private:
    Database &m_database;
};

} // namespace rollcall::store
