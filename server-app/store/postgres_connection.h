#pragma once

#include "store/database_address.h"
#include "store/postgres_values.h"
#include "store/wake_up.h"

#include <chrono>
#include <functional>
#include <map>
#include <memory>

namespace rollcall::store {

struct FreePostgresResult {
    void operator()(PGresult *result) const { PQclear(result); }
};
using PostgresResult = std::unique_ptr<PGresult, FreePostgresResult>;

// One connection by libpq's non-blocking calls: every wait is a poll() with a deadline that `stop` ends early. One thread. After an
// error that isBroken() tells of it is good for nothing but destruction. `stop` outlives it.
class PostgresConnection {
public:
    using Clock = std::chrono::steady_clock;
    using TakeResult = std::function<std::expected<void, StoreError>(const PGresult *)>;

    // Looking up a host's name is the one thing that libpq does not do asynchronously.
    [[nodiscard]] static std::expected<std::unique_ptr<PostgresConnection>, StoreError> open(const PostgresAddress &address, const WakeUp &stop, Clock::time_point deadline);
    PostgresConnection(const PostgresConnection &) = delete;
    PostgresConnection &operator=(const PostgresConnection &) = delete;
    ~PostgresConnection();

    [[nodiscard]] bool isBroken() const { return m_broken; }
    void setDeadline(Clock::time_point deadline) { m_deadline = deadline; }

    // Prepares the statement unless it is prepared already, sends it once; each row in a result of its own, then one without rows.
    [[nodiscard]] std::expected<void, StoreError> run(std::string_view sql, std::span<const Value> parameters, const TakeResult &take);
    // Pipeline mode: sends all, then reads what comes; `take` once for each list, in order, up to the first error.
    [[nodiscard]] std::expected<void, StoreError> runEach(std::string_view sql, std::span<const std::vector<Value>> parameters, const TakeResult &take);
    // The simple protocol: several statements, no parameters.
    [[nodiscard]] std::expected<void, StoreError> script(const std::string &sql);
    // COPY … FROM STDIN: `more` fills a buffer, or leaves it empty at the end.
    [[nodiscard]] std::expected<int64_t, StoreError> copyIn(const std::string &sql, const std::function<std::expected<void, StoreError>(std::string &)> &more);

private:
    enum class Ready { Read, Write, Either };
    PostgresConnection(PGconn *connection, std::string name, const WakeUp &stop);
    [[nodiscard]] std::expected<void, StoreError> connect();
    [[nodiscard]] std::expected<short, StoreError> wait(Ready for_);
    [[nodiscard]] std::expected<void, StoreError> flush();
    [[nodiscard]] std::expected<PostgresResult, StoreError> nextResult();
    [[nodiscard]] std::expected<void, StoreError> finish(const TakeResult &take);
    [[nodiscard]] std::expected<std::string, StoreError> prepared(std::string_view sql, const PostgresParameters &parameters);
    [[nodiscard]] std::expected<std::string, StoreError> prepare(const std::string &key, std::string_view sql, const PostgresParameters &parameters);
    [[nodiscard]] std::expected<void, StoreError> readPipeline(std::size_t count, const TakeResult &take);
    [[nodiscard]] std::expected<void, StoreError> sendCopyData(const std::string &data);
    [[nodiscard]] std::expected<void, StoreError> sendCopyEnd();
    [[nodiscard]] StoreError lost();                          // the connection itself failed
    [[nodiscard]] StoreError refused(const PGresult *result);  // the server answered with an error

    struct Close {
        void operator()(PGconn *connection) const { PQfinish(connection); }
    };
    const std::unique_ptr<PGconn, Close> m_connection;
    const std::string m_name;
    const WakeUp &m_stop;
    Clock::time_point m_deadline;
    bool m_broken = false;
    std::map<std::string, std::string, std::less<>> m_statements;  // SQL and types of parameters → name
};

} // namespace rollcall::store
