#include "admin/painted_surface.h"

#include <QPainter>

namespace rollcall::admin {

PaintedSurface::PaintedSurface(QWidget *parent)
    : VideoSurface(parent)
{
    setAttribute(Qt::WA_OpaquePaintEvent);
}

void PaintedSurface::showPicture(const media::DecodedFrame &frame)
{
    m_image = m_converter.convert(*frame.picture, size() * devicePixelRatioF());
    m_picture = {frame.picture->width(), frame.picture->height()};
    update();
    Q_EMIT shown(frame.rtpTimestamp);
}

void PaintedSurface::setStill(const QImage &still)
{
    m_image = still;
    m_picture = still.size();
    update();
}

QRectF PaintedSurface::pictureRect() const
{
    return fitted(m_picture, rect());
}

void PaintedSurface::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), Qt::black);
    if (m_image.isNull())
        return;
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(pictureRect(), m_image);
}

} // namespace rollcall::admin
