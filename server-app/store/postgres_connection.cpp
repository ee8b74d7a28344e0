#include "store/postgres_connection.h"

#include "store/postgres_errors.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>

#include <poll.h>

namespace rollcall::store {

namespace {

using Code = StoreError::Code;

// Statements put together from filters are few; this bounds a mistake.
constexpr std::size_t maxPreparedStatements = 500;
constexpr std::size_t copyBufferBytes = 256U * 1024;

std::expected<void, StoreError> ignoreResult(const PGresult *)
{
    return {};
}

bool isError(const PGresult *result)
{
    const ExecStatusType status = PQresultStatus(result);
    return status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE;
}

// A dead peer is noticed in half a minute even where nobody waits for an answer.
PostgresAddress withDefaults(PostgresAddress address)
{
    const auto unlessSet = [&](const char *keyword, const char *value) {
        if (!address.parameter(keyword))
            address.set(keyword, value);
    };
    unlessSet("application_name", "rollcall");
    unlessSet("keepalives_idle", "10");
    unlessSet("keepalives_interval", "5");
    unlessSet("keepalives_count", "3");
    unlessSet("tcp_user_timeout", "30000");
    address.set("client_encoding", "UTF8");
    return address;
}

} // namespace

std::expected<std::unique_ptr<PostgresConnection>, StoreError> PostgresConnection::open(const PostgresAddress &given, const WakeUp &stop, Clock::time_point deadline)
{
    const PostgresAddress address = withDefaults(given);
    std::vector<const char *> keywords;
    std::vector<const char *> values;
    for (const auto &[keyword, value] : address.parameters) {
        keywords.push_back(keyword.c_str());
        values.push_back(value.c_str());
    }
    keywords.push_back(nullptr);
    values.push_back(nullptr);
    PGconn *started = PQconnectStartParams(keywords.data(), values.data(), 0);
    if (!started)
        return std::unexpected(StoreError{Code::Unavailable, "There is no memory for a connection to " + address.name() + "."});
    std::unique_ptr<PostgresConnection> connection(new PostgresConnection(started, address.name(), stop));
    connection->setDeadline(deadline);
    if (auto connected = connection->connect(); !connected)
        return std::unexpected(std::move(connected.error()));
    return connection;
}

PostgresConnection::PostgresConnection(PGconn *connection, std::string name, const WakeUp &stop)
    : m_connection(connection)
    , m_name(std::move(name))
    , m_stop(stop)
{
}

PostgresConnection::~PostgresConnection() = default;

std::expected<void, StoreError> PostgresConnection::connect()
{
    if (PQstatus(m_connection.get()) == CONNECTION_BAD)
        return std::unexpected(lost());
    Ready next = Ready::Write;  // as after PGRES_POLLING_WRITING (libpq, "Database Connection Control Functions")
    for (;;) {
        if (auto ready = wait(next); !ready)
            return std::unexpected(std::move(ready.error()));
        switch (PQconnectPoll(m_connection.get())) {
        case PGRES_POLLING_OK:
            PQsetnonblocking(m_connection.get(), 1);
            PQsetNoticeProcessor(m_connection.get(), [](void *, const char *) { }, nullptr);
            return {};
        case PGRES_POLLING_READING:
            next = Ready::Read;
            break;
        case PGRES_POLLING_WRITING:
            next = Ready::Write;
            break;
        default:
            return std::unexpected(lost());
        }
    }
}

std::expected<short, StoreError> PostgresConnection::wait(Ready for_)
{
    const short events = static_cast<short>((for_ != Ready::Write ? POLLIN : 0) | (for_ != Ready::Read ? POLLOUT : 0));
    for (;;) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(m_deadline - Clock::now());
        std::array<pollfd, 2> waited{{{.fd = PQsocket(m_connection.get()), .events = events, .revents = 0},
                                      {.fd = m_stop.descriptor(), .events = POLLIN, .revents = 0}}};
        const int count = ::poll(waited.data(), waited.size(), static_cast<int>(std::clamp<int64_t>(left.count(), 0, 3'600'000)));
        if (count < 0 && errno == EINTR)
            continue;
        if (count > 0 && waited[1].revents == 0)
            return waited[0].revents;
        m_broken = true;  // an answer that comes later would be taken for the next one's
        if (count > 0)
            return std::unexpected(StoreError{Code::Stopped, "The call to " + m_name + " was given up: the server stops."});
        return std::unexpected(StoreError{Code::Unavailable, "The database " + m_name + " did not answer in time. It is asked again by itself; check how busy it is."});
    }
}

StoreError PostgresConnection::lost()
{
    m_broken = true;
    return postgresError(m_name, "08006", PQerrorMessage(m_connection.get()));
}

StoreError PostgresConnection::refused(const PGresult *result)
{
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    // The primary message alone: DETAIL repeats values, which may be somebody's.
    const char *words = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    const std::string_view known = state ? state : "08006";
    StoreError error = postgresError(m_name, known, words ? words : PQresultErrorMessage(result));
    m_broken = m_broken || PQstatus(m_connection.get()) == CONNECTION_BAD || known.starts_with("57P") || known == "0A000" || known == "26000";
    return error;
}

std::expected<void, StoreError> PostgresConnection::flush()
{
    for (;;) {
        const int left = PQflush(m_connection.get());
        if (left == 0)
            return {};
        if (left < 0)
            return std::unexpected(lost());
        const auto ready = wait(Ready::Either);
        if (!ready)
            return std::unexpected(ready.error());
        // The server may have to be read from before it reads on.
        if ((*ready & POLLIN) && !PQconsumeInput(m_connection.get()))
            return std::unexpected(lost());
    }
}

// The next result of what was sent; null at the end of one statement.
std::expected<PostgresResult, StoreError> PostgresConnection::nextResult()
{
    while (PQisBusy(m_connection.get())) {
        if (auto ready = wait(Ready::Read); !ready)
            return std::unexpected(std::move(ready.error()));
        if (!PQconsumeInput(m_connection.get()))
            return std::unexpected(lost());
    }
    return PostgresResult(PQgetResult(m_connection.get()));
}

// Reads all results of one statement; goes on after an error, so that the connection is ready for the next.
std::expected<void, StoreError> PostgresConnection::finish(const TakeResult &take)
{
    if (auto flushed = flush(); !flushed)
        return flushed;
    std::expected<void, StoreError> outcome;
    for (;;) {
        auto result = nextResult();
        if (!result)
            return std::unexpected(std::move(result.error()));
        if (!*result)
            return outcome;
        if (isError(result->get()))
            outcome = std::unexpected(refused(result->get()));
        else if (outcome)
            outcome = take(result->get());
    }
}

std::expected<std::string, StoreError> PostgresConnection::prepared(std::string_view sql, const PostgresParameters &parameters)
{
    const std::string key = std::string(sql) + '\n' + parameters.signature();
    if (const auto known = m_statements.find(key); known != m_statements.end())
        return known->second;
    if (m_statements.size() >= maxPreparedStatements) {
        if (auto dropped = script("DEALLOCATE ALL"); !dropped)
            return std::unexpected(std::move(dropped.error()));
        m_statements.clear();
    }
    return prepare(key, sql, parameters);
}

std::expected<std::string, StoreError> PostgresConnection::prepare(const std::string &key, std::string_view sql, const PostgresParameters &parameters)
{
    const std::string name = "s" + std::to_string(m_statements.size());
    if (!PQsendPrepare(m_connection.get(), name.c_str(), toPostgresPlaceholders(sql).c_str(), parameters.count(), parameters.types()))
        return std::unexpected(lost());
    if (auto done = finish(ignoreResult); !done)
        return std::unexpected(std::move(done.error()));
    m_statements.emplace(key, name);
    return name;
}

std::expected<void, StoreError> PostgresConnection::run(std::string_view sql, std::span<const Value> values, const TakeResult &take)
{
    const PostgresParameters parameters(values);
    const auto name = prepared(sql, parameters);
    if (!name)
        return std::unexpected(name.error());
    constexpr int binary = 1;
    if (!PQsendQueryPrepared(m_connection.get(), name->c_str(), parameters.count(), parameters.values(), parameters.lengths(), parameters.formats(), binary))
        return std::unexpected(lost());
    PQsetSingleRowMode(m_connection.get());
    return finish(take);
}

std::expected<void, StoreError> PostgresConnection::runEach(std::string_view sql, std::span<const std::vector<Value>> lists, const TakeResult &take)
{
    std::vector<std::string> names;  // prepared before the pipeline begins
    std::string lastSignature;
    for (const std::vector<Value> &values : lists) {
        const PostgresParameters parameters(values);
        if (const std::string signature = parameters.signature(); names.empty() || signature != lastSignature) {
            auto name = prepared(sql, parameters);
            if (!name)
                return std::unexpected(std::move(name.error()));
            names.push_back(std::move(*name));
            lastSignature = signature;
        } else {
            names.push_back(names.back());
        }
    }
    PGconn *connection = m_connection.get();
    if (!PQenterPipelineMode(connection))
        return std::unexpected(lost());
    for (std::size_t i = 0; i < lists.size(); ++i) {
        const PostgresParameters parameters(lists[i]);
        if (!PQsendQueryPrepared(connection, names[i].c_str(), parameters.count(), parameters.values(), parameters.lengths(), parameters.formats(), 1))
            return std::unexpected(lost());
    }
    if (!PQpipelineSync(connection))
        return std::unexpected(lost());
    if (auto flushed = flush(); !flushed)
        return flushed;
    auto outcome = readPipeline(lists.size(), take);
    if (!m_broken && !PQexitPipelineMode(connection))
        return std::unexpected(lost());
    return outcome;
}

// `count` answers, each ended by a null, then the synchronisation.
std::expected<void, StoreError> PostgresConnection::readPipeline(std::size_t count, const TakeResult &take)
{
    std::expected<void, StoreError> outcome;
    for (std::size_t ended = 0; ended <= count;) {
        auto result = nextResult();
        if (!result)
            return std::unexpected(std::move(result.error()));
        if (!*result) {
            ++ended;
            if (PQstatus(m_connection.get()) == CONNECTION_BAD)
                return std::unexpected(outcome ? lost() : outcome.error());
            continue;
        }
        const ExecStatusType status = PQresultStatus(result->get());
        if (status == PGRES_PIPELINE_SYNC)
            return outcome;
        if (status == PGRES_PIPELINE_ABORTED || !outcome)
            continue;
        outcome = isError(result->get()) ? std::unexpected(refused(result->get())) : take(result->get());
    }
    return outcome;
}

std::expected<void, StoreError> PostgresConnection::script(const std::string &sql)
{
    if (!PQsendQuery(m_connection.get(), sql.c_str()))
        return std::unexpected(lost());
    return finish(ignoreResult);
}

std::expected<int64_t, StoreError> PostgresConnection::copyIn(const std::string &sql, const std::function<std::expected<void, StoreError>(std::string &)> &more)
{
    if (!PQsendQuery(m_connection.get(), sql.c_str()))
        return std::unexpected(lost());
    if (auto flushed = flush(); !flushed)
        return std::unexpected(std::move(flushed.error()));
    auto begun = nextResult();
    if (!begun)
        return std::unexpected(std::move(begun.error()));
    if (PQresultStatus(begun->get()) != PGRES_COPY_IN) {
        StoreError error = refused(begun->get());
        [[maybe_unused]] const auto rest = finish(ignoreResult);
        return std::unexpected(std::move(error));
    }
    std::string buffer;
    for (;;) {
        buffer.clear();
        auto filled = more(buffer);
        if (!filled) {
            m_broken = true;  // the server rolls back when the connection goes
            return std::unexpected(std::move(filled.error()));
        }
        if (buffer.empty())
            break;
        if (auto sent = sendCopyData(buffer); !sent)
            return std::unexpected(std::move(sent.error()));
    }
    if (auto ended = sendCopyEnd(); !ended)
        return std::unexpected(std::move(ended.error()));
    int64_t rows = 0;
    auto done = finish([&](const PGresult *result) -> std::expected<void, StoreError> {
        rows = std::strtoll(PQcmdTuples(const_cast<PGresult *>(result)), nullptr, 10);
        return {};
    });
    if (!done)
        return std::unexpected(std::move(done.error()));
    return rows;
}

std::expected<void, StoreError> PostgresConnection::sendCopyData(const std::string &data)
{
    for (std::size_t from = 0; from < data.size();) {
        const std::size_t size = std::min(copyBufferBytes, data.size() - from);
        const int sent = PQputCopyData(m_connection.get(), data.data() + from, static_cast<int>(size));
        if (sent < 0)
            return std::unexpected(lost());
        if (sent > 0)
            from += size;
        // Whole before the next piece: what is not sent would pile up in memory.
        if (auto flushed = flush(); !flushed)
            return flushed;
    }
    return {};
}

std::expected<void, StoreError> PostgresConnection::sendCopyEnd()
{
    for (;;) {
        const int sent = PQputCopyEnd(m_connection.get(), nullptr);
        if (sent < 0)
            return std::unexpected(lost());
        if (auto flushed = flush(); !flushed)
            return flushed;
        if (sent > 0)
            return {};
    }
}

} // namespace rollcall::store
