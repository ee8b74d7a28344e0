#include "ingest/rtp_fanout.h"

namespace rollcall::ingest {

void RtpFanout::add(std::shared_ptr<media::RtpSink> taker)
{
    const std::scoped_lock lock{m_mutex};
    auto takers = std::make_shared<Takers>(*m_takers);
    takers->push_back(std::make_shared<Taker>(Taker{std::move(taker)}));
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
}

void RtpFanout::consume(const media::RtpPacket &packet)
{
    const std::scoped_lock delivering{m_delivery};
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
