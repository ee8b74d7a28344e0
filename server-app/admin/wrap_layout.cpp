#include "admin/wrap_layout.h"

#include <QGuiApplication>
#include <QWidget>

#include <algorithm>
#include <numeric>

namespace rollcall::admin {

WrapLayout::WrapLayout(QWidget *parent)
    : QLayout(parent)
{
    setContentsMargins(0, 0, 0, 0);
}

WrapLayout::~WrapLayout()
{
    qDeleteAll(m_items);
}

void WrapLayout::addItem(QLayoutItem *item)
{
    m_items.append(item);
}

void WrapLayout::addSpring()
{
    addItem(new QSpacerItem(0, 0, QSizePolicy::Expanding, QSizePolicy::Minimum));
    invalidate();
}

void WrapLayout::insertWidget(int place, QWidget *widget)
{
    addWidget(widget);
    m_items.move(m_items.size() - 1, place);
    invalidate();
}

QLayoutItem *WrapLayout::takeAt(int place)
{
    return place >= 0 && place < m_items.size() ? m_items.takeAt(place) : nullptr;
}

QList<WrapLayout::Line> WrapLayout::lines(int width) const
{
    QList<Line> all;
    for (QLayoutItem *item : m_items) {
        if (item->widget() && item->isEmpty())
            continue;  // hidden
        const QSize size = item->sizeHint();
        const int wanted = all.isEmpty() || all.last().items.isEmpty() ? size.width() : all.last().width + gap() + size.width();
        if (all.isEmpty() || (wanted > width && !all.last().items.isEmpty())) {
            all.append(Line{.items = {item}, .width = size.width(), .height = size.height()});
            continue;
        }
        Line &line = all.last();
        line.items.append(item);
        line.width = wanted;
        line.height = std::max(line.height, size.height());
    }
    return all;
}

int WrapLayout::heightForWidth(int width) const
{
    const QMargins margins = contentsMargins();
    const QList<Line> all = lines(width - margins.left() - margins.right());
    const int heights = std::accumulate(all.begin(), all.end(), 0, [](int sum, const Line &line) { return sum + line.height; });
    return heights + int(std::max<qsizetype>(0, all.size() - 1)) * gap() + margins.top() + margins.bottom();
}

QSize WrapLayout::minimumSize() const
{
    QSize least;
    for (QLayoutItem *item : m_items) {
        if (!item->isEmpty())
            least = least.expandedTo(item->minimumSize());
    }
    const QMargins margins = contentsMargins();
    return least + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

QSize WrapLayout::sizeHint() const
{
    const QList<Line> all = lines(QWIDGETSIZE_MAX);
    const QMargins margins = contentsMargins();
    return (all.isEmpty() ? QSize(0, 0) : QSize(all.first().width, all.first().height)) + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

void WrapLayout::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    const QRect area = rect.marginsRemoved(contentsMargins());
    int top = area.top();
    for (const Line &line : lines(area.width())) {
        int left = area.left();
        int spare = std::max(0, area.width() - line.width);
        for (QLayoutItem *item : line.items) {
            QSize size = item->sizeHint();
            if (spare > 0 && item->expandingDirections().testFlag(Qt::Horizontal)) {
                const int room = std::min(spare, item->maximumSize().width() - size.width());
                size.rwidth() += room;
                spare -= room;
            }
            size.setWidth(std::min(size.width(), area.width()));
            const QRect place(left, top + (line.height - size.height()) / 2, size.width(), size.height());
            item->setGeometry(QGuiApplication::isRightToLeft() ? QRect(area.right() - (place.right() - area.left()), place.top(), place.width(), place.height()) : place);
            left += size.width() + gap();
        }
        top += line.height + gap();
    }
}

} // namespace rollcall::admin
