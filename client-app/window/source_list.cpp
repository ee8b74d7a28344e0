#include "window/source_list.h"

#include "window/state_icon.h"
#include "window/station_board.h"

#include <QPainter>
#include <QScrollBar>
#include <QStyle>
#include <QStyledItemDelegate>

#include <algorithm>
#include <utility>

namespace rollcall::window {

namespace {

enum Role { KeyRole = Qt::UserRole, WordRole, ToneRole, PictureRole, DefaultRole };

constexpr int margin = 8;
constexpr int markSide = 10;
constexpr int markGap = 6;

constexpr qreal quiet = 0.75;  // of what matters less

QString defaultText()
{
    return SourceList::tr("System default");
}

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Base).lightness() < 128;
}

// Whether the chosen row is dark, so that its text is bright.
bool isBrightTextOf(const QPalette &palette)
{
    return palette.color(QPalette::HighlightedText).lightness() >= 128;
}

void paintThumbnail(QPainter &painter, const QRect &place, const QImage &image)
{
    painter.fillRect(place, QColor(0x0f, 0x17, 0x2a));
    if (image.isNull()) {
        programIcon().paint(&painter, place.adjusted(30, 9, -30, -9), Qt::AlignCenter, QIcon::Disabled);
        return;
    }
    QRect shown(QPoint(), image.size().scaled(place.size(), Qt::KeepAspectRatio));
    shown.moveCenter(place.center());
    painter.drawImage(shown, image);
}

class Delegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {200, SourceList::thumbnailSize.height() + 2 * margin};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &given, const QModelIndex &index) const override
    {
        QStyleOptionViewItem option = given;
        initStyleOption(&option, index);
        option.text.clear();
        option.widget->style()->drawControl(QStyle::CE_ItemViewItem, &option, painter, option.widget);
        const QRect box = given.rect.adjusted(margin, margin, -margin, -margin);
        const QRect picture(box.topLeft(), SourceList::thumbnailSize);
        paintThumbnail(*painter, picture, index.data(PictureRole).value<QImage>());
        const bool chosen = given.state.testFlag(QStyle::State_Selected);
        painter->setPen(given.palette.color(chosen ? QPalette::HighlightedText : QPalette::Text));
        const bool isDefault = index.data(DefaultRole).toBool();
        const int line = given.fontMetrics.lineSpacing();
        QRect row(picture.right() + 1 + margin, box.center().y() - line * (isDefault ? 3 : 2) / 2, box.right() - picture.right() - margin, line);
        drawLine(*painter, row, given, index.data(Qt::DisplayRole).toString());
        row.translate(0, line);
        const QRectF mark(row.left(), row.top() + (line - markSide) / 2.0, markSide, markSide);
        paintTone(*painter, mark, index.data(ToneRole).value<Tone>(), chosen ? isBrightTextOf(given.palette) : isDark(given.palette));
        drawLine(*painter, row.adjusted(markSide + markGap, 0, 0, 0), given, index.data(WordRole).toString());
        if (isDefault) {
            painter->setOpacity(quiet);
            drawLine(*painter, row.translated(0, line), given, defaultText());
            painter->setOpacity(1);
        }
    }

private:
    static void drawLine(QPainter &painter, const QRect &row, const QStyleOptionViewItem &option, const QString &text)
    {
        painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, option.fontMetrics.elidedText(text, Qt::ElideRight, row.width()));
    }
};

void fill(QListWidgetItem &item, const CameraStation &station)
{
    const QString state = wordOf(station.state());
    const bool isDefault = item.data(DefaultRole).toBool();
    item.setText(station.title());
    item.setToolTip(station.title());
    item.setData(KeyRole, station.key());
    item.setData(WordRole, state);
    item.setData(ToneRole, QVariant::fromValue(toneOf(station.state())));
    item.setData(Qt::AccessibleTextRole, QString(station.title() + QStringLiteral(", ") + state + (isDefault ? QString(QStringLiteral(", ") + defaultText()) : QString())));
}

} // namespace

SourceList::SourceList(QWidget *parent)
    : QListWidget(parent)
{
    setItemDelegate(new Delegate(this));
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setUniformItemSizes(true);
    // No word about a source is cut off, in no language; names may be of any length.
    int widest = fontMetrics().horizontalAdvance(defaultText());
    for (const QString &word : allWords())
        widest = std::max(widest, markSide + markGap + fontMetrics().horizontalAdvance(word));
    setMinimumWidth(thumbnailSize.width() + 3 * margin + widest + verticalScrollBar()->sizeHint().width() + 2 * frameWidth());
    setAccessibleName(tr("Sources"));
    connect(this, &QListWidget::currentItemChanged, this, [this](QListWidgetItem *item) {
        if (!m_filling && item)
            Q_EMIT chosen(item->data(KeyRole).toString());
    });
}

QListWidgetItem *SourceList::itemOf(const QString &key) const
{
    for (int row = 0; row < count(); ++row) {
        if (item(row)->data(KeyRole).toString() == key)
            return item(row);
    }
    return nullptr;
}

void SourceList::setStations(const StationBoard &board)
{
    const QString before = chosenKey();
    m_filling = true;
    clear();
    for (qsizetype i = 0; i < board.count(); ++i) {
        auto *const item = new QListWidgetItem(this);
        const ListedCamera *const camera = board.cameraOf(board.at(i));
        item->setData(DefaultRole, camera && camera->isDefault);
        fill(*item, board.at(i));
        item->setData(PictureRole, board.at(i).image());
    }
    if (QListWidgetItem *item = itemOf(before))
        setCurrentItem(item);
    m_filling = false;
}

void SourceList::updateRow(const CameraStation &station)
{
    if (QListWidgetItem *item = itemOf(station.key()))
        fill(*item, station);
}

void SourceList::updatePicture(const CameraStation &station)
{
    QListWidgetItem *const item = itemOf(station.key());
    if (!item)
        return;
    const QImage &image = station.image();
    const QSize limit = thumbnailSize * devicePixelRatioF();
    item->setData(PictureRole, image.width() > limit.width() ? image.scaled(limit, Qt::KeepAspectRatio) : image);
}

QString SourceList::chosenKey() const
{
    const QListWidgetItem *const item = currentItem();
    return item ? item->data(KeyRole).toString() : QString();
}

void SourceList::choose(const QString &key)
{
    if (QListWidgetItem *item = itemOf(key))
        setCurrentItem(item);
}

} // namespace rollcall::window
