#include "store/lane.h"

namespace rollcall::store {

Lane::Lane(std::unique_ptr<Register> records, const Config &config)
    : m_config(config)
    , m_records(std::move(records))
    , m_queue(config.maxWaiting)
{
}

bool Lane::push(Work work, Refuse refuse)
{
    if (!m_config.timeout)
        return m_queue.push([this, work = std::move(work)] { work(*m_records); });
    return m_queue.push([this, work = std::move(work), refuse = std::move(refuse), deadline = Clock::now() + *m_config.timeout] {
        if (Clock::now() >= deadline)
            return refuse({StoreError::Code::Unavailable, "The register's database did not answer in time. Try again later."});
        m_records->database().setDeadline(deadline);
        work(*m_records);
    });
}

bool Lane::stop(Clock::time_point patience, Clock::time_point deadline)
{
    if (m_queue.stopUntil(patience))
        return true;
    m_records->database().interrupt();
    return m_queue.stopUntil(deadline);
}

} // namespace rollcall::store
