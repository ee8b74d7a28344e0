#include "ingest/rtp_fanout.h"

namespace rollcall::ingest {

void RtpFanout::add(std::shared_ptr<media::RtpSink> taker)
{
    insert(std::make_shared<Taker>(Taker{std::move(taker)}));
}

bool RtpFanout::addFromKeyframe(const std::shared_ptr<media::RtpSink> &taker)
{
    const auto newcomer = std::make_shared<Taker>(Taker{taker});
    const std::scoped_lock delivering{m_delivery};  // no packet is missed between what was kept and what comes
    const bool any = m_format && !m_sinceKeyframe.empty() && media::monotonicNow() - m_sinceKeyframe.front().time <= keptFor;
    if (any) {
        newcomer->knownFormat = m_formatNumber;
        taker->setFormat(*m_format);
        for (const media::RtpPacket &packet : m_sinceKeyframe)
            taker->consume(packet);
    }
    insert(newcomer);
    return any;
}

void RtpFanout::insert(std::shared_ptr<Taker> taker)
{
    const std::scoped_lock lock{m_mutex};
    auto takers = std::make_shared<Takers>(*m_takers);
    takers->push_back(std::move(taker));
    m_takers = std::move(takers);
}

void RtpFanout::remove(const std::shared_ptr<media::RtpSink> &taker)
{
    std::shared_ptr<const Takers> old;  // destroyed after the lock, and the taker with it
    const std::scoped_lock lock{m_mutex};
    auto takers = std::make_shared<Takers>(*m_takers);
    std::erase_if(*takers, [&](const auto &known) { return known->sink == taker; });
    old = std::exchange(m_takers, std::move(takers));
}

void RtpFanout::setFormat(const media::RtpFormat &format)
{
    const std::scoped_lock lock{m_delivery};
    m_format = format;
    ++m_formatNumber;
    m_sinceKeyframe.clear();
}

void RtpFanout::keep(const media::RtpPacket &packet)
{
    if (packet.beginsKeyframe)
        m_sinceKeyframe.clear();
    else if (m_sinceKeyframe.empty())
        return;
    else if (m_sinceKeyframe.size() >= keptPackets || packet.time - m_sinceKeyframe.front().time > keptFor)
        return m_sinceKeyframe.clear();
    m_sinceKeyframe.push_back(packet);
}

void RtpFanout::consume(const media::RtpPacket &packet)
{
    const std::scoped_lock delivering{m_delivery};
    keep(packet);
    std::shared_ptr<const Takers> takers;
    {
        const std::scoped_lock lock{m_mutex};
        takers = m_takers;
    }
    for (const auto &taker : *takers) {
        if (m_format && std::exchange(taker->knownFormat, m_formatNumber) != m_formatNumber)
            taker->sink->setFormat(*m_format);
        taker->sink->consume(packet);
    }
}

} // namespace rollcall::ingest
