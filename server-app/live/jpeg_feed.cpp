#include "live/jpeg_feed.h"

#include <algorithm>

namespace rollcall::live {

JpegTaker::JpegTaker(JpegFeed &feed, const JpegWish &wish)
    : m_feed(&feed)
    , m_wish(wish)
{
    m_pace.setLimit(wish.picturesPerSecond);
    feed.add(*this);
}

JpegTaker::~JpegTaker()
{
    if (m_feed)
        m_feed->remove(*this);
}

void JpegTaker::offer(const JpegPicture &newest)
{
    if (m_pace.accepts(newest.received))
        Q_EMIT picture(newest);
}

JpegFeed::JpegFeed(QString camera, Source source, std::shared_ptr<JpegWorker> worker, QObject *parent)
    : QObject(parent)
    , m_camera(std::move(camera))
    , m_source(std::move(source))
    , m_worker(std::move(worker))
    , m_owner(this)
{
}

JpegFeed::~JpegFeed()
{
    m_owner.cut();
    for (JpegTaker *taker : std::exchange(m_takers, {})) {
        taker->m_feed = nullptr;
        Q_EMIT taker->ended();
    }
}

void JpegFeed::add(JpegTaker &taker)
{
    m_takers.push_back(&taker);
    if (!m_work)
        begin();
    adjust();
}

void JpegFeed::remove(JpegTaker &taker)
{
    std::erase(m_takers, &taker);
    if (!m_takers.empty())
        return adjust();
    m_frames.reset();
    m_work.reset();
}

void JpegFeed::begin()
{
    // The worker's call names the work that it is of: one that nobody waits for any more is dropped.
    struct Tie {
        std::weak_ptr<JpegWork> work;
    };
    const auto tie = std::make_shared<Tie>();
    m_work = std::make_shared<JpegWork>(m_camera, [this, owner = m_owner, tie] {
        owner.post([this, work = tie->work.lock()] { deliver(work); });
    });
    tie->work = m_work;
    m_frames = m_source([work = m_work, worker = std::weak_ptr(m_worker)](const MarkedFrame &frame) {
        if (!work->offer(frame))
            return;
        if (const auto alive = worker.lock())
            alive->wake(work);
    });
}

void JpegFeed::adjust()
{
    JpegWish most{.picturesPerSecond = 0, .quality = 0, .width = m_takers.front()->wish().width};
    for (const JpegTaker *taker : m_takers) {
        const int width = taker->wish().width;
        most.width = width == 0 || most.width == 0 ? 0 : std::max(most.width, width);
        most.picturesPerSecond = std::max(most.picturesPerSecond, taker->wish().picturesPerSecond);
        most.quality = std::max(most.quality, taker->wish().quality);
    }
    m_work->want(most.picturesPerSecond, most.quality, most.width);
}

void JpegFeed::deliver(const std::shared_ptr<JpegWork> &work)
{
    if (!work || work != m_work)
        return;
    const auto newest = work->take();
    if (!newest)
        return;
    // A taker may leave, and take others along, while it is told.
    std::vector<QPointer<JpegTaker>> takers(m_takers.begin(), m_takers.end());
    for (const auto &taker : takers) {
        if (taker)
            taker->offer(*newest);
    }
}

} // namespace rollcall::live
