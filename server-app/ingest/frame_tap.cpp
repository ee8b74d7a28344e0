#include "ingest/frame_tap.h"

namespace rollcall::ingest {

void FrameTap::add(std::shared_ptr<const Taker> taker)
{
    const std::scoped_lock lock{m_mutex};
    auto takers = std::make_shared<Takers>(*m_takers);
    takers->push_back(std::move(taker));
    m_takers = std::move(takers);
}

void FrameTap::remove(const std::shared_ptr<const Taker> &taker)
{
    std::shared_ptr<const Takers> old;  // destroyed after the lock, and the taker's captures with it
    const std::scoped_lock lock{m_mutex};
    auto takers = std::make_shared<Takers>(*m_takers);
    std::erase(*takers, taker);
    old = std::exchange(m_takers, std::move(takers));
}

bool FrameTap::isEmpty() const
{
    const std::scoped_lock lock{m_mutex};
    return m_takers->empty();
}

void FrameTap::deliver(const media::DecodedFrame &frame)
{
    std::shared_ptr<const Takers> takers;
    {
        const std::scoped_lock lock{m_mutex};
        takers = m_takers;
    }
    for (const auto &taker : *takers)
        (*taker)(frame);
}

} // namespace rollcall::ingest
