#include "ingest/camera_orders.h"

#include "protocol/limits.h"

#include <utility>

namespace rollcall::ingest {

int CameraOrders::add(ControlDone done)
{
    m_lastId = m_lastId == protocol::limits::HighestControlId ? 1 : m_lastId + 1;
    m_waiting[m_lastId] = std::move(done);
    QTimer::singleShot(limit, &m_context, [this, id = m_lastId] { finish(id, std::unexpected(ControlFailure::NoAnswer)); });
    return m_lastId;
}

void CameraOrders::answered(int id, const protocol::Controlled &controlled)
{
    finish(id, controlled);
}

void CameraOrders::giveUp()
{
    for (const auto &[id, done] : std::exchange(m_waiting, {}))
        done(std::unexpected(ControlFailure::NoAnswer));
}

void CameraOrders::finish(int id, const ControlAnswer &answer)
{
    const auto found = m_waiting.find(id);
    if (found == m_waiting.end())
        return;
    const ControlDone done = std::move(found->second);
    m_waiting.erase(found);
    done(answer);
}

} // namespace rollcall::ingest
