#pragma once

#include "store/database.h"
#include "store/records.h"

namespace rollcall::store {

// An answer that may have to be given again.
struct KeptAnswer {
    int status = 0;
    std::string contentType;
    std::string location;
    std::string etag;
    std::string body;
    friend bool operator==(const KeptAnswer &, const KeptAnswer &) = default;
};

// Which requests were done already (draft-ietf-httpapi-idempotency-key-header). Keys and requests are known by their hashes
// only. Blocking.
class IdempotencyRecords {
public:
    explicit IdempotencyRecords(Database &database)
        : m_database(database)
    {
    }

    enum class State {
        Fresh,     // nobody asked with this key: it is taken now, do the work
        Answered,  // done before: give that answer again
        Running,   // another request with this key has no answer yet, or its server ended before it had one
        Different, // the key belongs to another request
    };
    struct Claim {
        State state = State::Fresh;
        KeptAnswer answer = {};  // with Answered
        UtcMs since{};
    };
    [[nodiscard]] std::expected<Claim, StoreError> claim(const std::string &keyHash, const std::string &requestHash, UtcMs now);
    [[nodiscard]] std::expected<void, StoreError> keep(const std::string &keyHash, const KeptAnswer &answer);
    // Nothing was done: the key may be used again.
    [[nodiscard]] std::expected<void, StoreError> release(const std::string &keyHash);
    [[nodiscard]] std::expected<int64_t, StoreError> purge(UtcMs before);

private:
    Database &m_database;
};

} // namespace rollcall::store
