#include "window/preview_widget.h"

#include <QPainter>

#include <utility>

namespace rollcall::window {

PreviewWidget::PreviewWidget(QWidget *parent)
    : QWidget(parent)
{
    setMinimumSize(320, 180);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Live picture"));
    setAttribute(Qt::WA_OpaquePaintEvent);
}

void PreviewWidget::setImage(const QImage &image)
{
    m_image = image;
    update();
}

void PreviewWidget::setMessage(const QString &message)
{
    if (std::exchange(m_message, message) == message)
        return;
    setAccessibleDescription(message);
    update();
}

QSize PreviewWidget::wantedSize() const
{
    return (QSizeF(size()) * devicePixelRatioF()).toSize();
}

void PreviewWidget::resizeEvent(QResizeEvent *)
{
    Q_EMIT resized();
}

void PreviewWidget::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), QColor(0x0f, 0x17, 0x2a));
    if (m_image.isNull()) {
        painter.setPen(QColor(0xcb, 0xd5, 0xe1));
        painter.drawText(rect().adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap, m_message);
        return;
    }
    // The picture comes in the size that fits: it is copied, and scaled only while the window changes its size.
    QSize shown = (QSizeF(m_image.size()) / devicePixelRatioF()).toSize();
    if (shown.width() > width() || shown.height() > height() || (shown.width() < width() - 2 && shown.height() < height() - 2))
        shown.scale(size(), Qt::KeepAspectRatio);
    QRect place(QPoint(), shown);
    place.moveCenter(rect().center());
    painter.drawImage(place, m_image);
}

} // namespace rollcall::window
