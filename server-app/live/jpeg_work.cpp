#include "live/jpeg_work.h"

#include <QLoggingCategory>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcJpeg, "rollcall.live.jpeg", QtInfoMsg)

namespace rollcall::live {

JpegWork::JpegWork(QString camera, std::function<void()> encoded)
    : m_camera(std::move(camera))
    , m_ready(std::move(encoded))
{
}

void JpegWork::want(int picturesPerSecond, int quality, int width)
{
    m_rate = picturesPerSecond;
    m_quality = quality;
    m_width = width;
}

bool JpegWork::offer(const MarkedFrame &marked)
{
    {
        const std::scoped_lock lock{m_paceMutex};
        m_pace.setLimit(m_rate);
        if (!m_pace.accepts(marked.frame.received))
            return false;
    }
    return m_newest.put(marked);
}

void JpegWork::serve(JpegEncoder &encoder)
{
    const auto marked = m_newest.take();
    if (!marked)
        return;
    auto bytes = encoder.encode(*marked->frame.picture, m_quality, m_width, marked->faces.get());
    if (!bytes) {
        if (!std::exchange(m_failing, true))
            qCWarning(lcJpeg).noquote() << u"camera %1: no JPEG could be made: %2"_s.arg(m_camera, bytes.error());
        return;
    }
    m_failing = false;
    if (m_encoded.put({std::move(*bytes), marked->frame.received}))
        m_ready();
}

} // namespace rollcall::live
