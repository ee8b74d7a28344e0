#include "admin/tile_overlay.h"

#include "admin/camera_tile.h"
#include "admin/connection.h"
#include "admin/look.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace rollcall::admin {

namespace {

constexpr int captionHeight = 24;
constexpr int lineWidth = 2;

struct Tile {
    Q_DECLARE_TR_FUNCTIONS(Tile)
};

QColor faceColour(FaceState state)
{
    switch (state) {
    case FaceState::Known:
        return colourOf(Tone::Good, true);
    case FaceState::Suggested:
        return colourOf(Tone::Late, true);
    case FaceState::Unknown:
        return colourOf(Tone::Idle, true).lighter(140);
    case FaceState::Deciding:
        break;
    }
    return colourOf(Tone::Idle, true);
}

QString captionOf(const OverlayFace &face, bool withConfidence)
{
    QString text = face.state == FaceState::Unknown ? Tile::tr("Unknown") : face.name.isEmpty() ? face.person : face.name;
    if (face.state == FaceState::Suggested)
        text += u" ?"_s;
    if (withConfidence && face.state != FaceState::Deciding)
        text += u"  "_s + QLocale().toString(100 * face.confidence, 'f', 0) + u" %"_s;
    return text;
}

} // namespace

TileOverlay::TileOverlay(CameraTile &tile)
    : QWidget(&tile)
    , m_tile(tile)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
}

void TileOverlay::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_tile.isAway())
        painter.fillRect(rect(), QColor(0, 0, 0, 150));
    else
        for (const OverlayFace &face : m_tile.m_faces)
            paintFace(painter, face);
    paintCaption(painter);
    if (m_tile.m_chosen) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(palette().color(QPalette::Highlight), lineWidth));
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

void TileOverlay::paintFace(QPainter &painter, const OverlayFace &face) const
{
    const QRectF box = m_tile.rectOf(face);
    const QColor colour = faceColour(face.state);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, lineWidth, face.state == FaceState::Deciding ? Qt::DotLine : Qt::SolidLine));
    painter.drawRoundedRect(box, 4, 4);
    const QString text = captionOf(face, box.contains(m_tile.m_pointer));
    if (text.isEmpty())
        return;
    const QFontMetricsF metrics(painter.font());
    QRectF label(0, 0, metrics.horizontalAdvance(text) + 12, metrics.height() + 4);
    label.moveBottomLeft(box.topLeft() - QPointF(0, 3));
    label.moveTop(std::max(label.top(), 0.0));
    label.moveLeft(std::clamp(label.left(), 0.0, std::max(0.0, width() - label.width())));
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(0, 0, 0, 190));
    painter.drawRoundedRect(label, 4, 4);
    painter.setPen(Qt::white);
    painter.drawText(label, Qt::AlignCenter, text);
}

void TileOverlay::paintCaption(QPainter &painter) const
{
    const QRect bar(0, height() - captionHeight, width(), captionHeight);
    painter.fillRect(bar, QColor(0, 0, 0, 140));
    const Tone tone = m_tile.isAway() ? Tone::Absent : m_tile.m_problem.isEmpty() ? Tone::Good : Tone::Late;
    toneIcon(tone, true).paint(&painter, QRect(bar.left() + 6, bar.top() + 4, 16, 16));
    const QRect words = bar.adjusted(28, 0, -8, 0);
    const QString name = m_tile.m_connection.cameraName(m_tile.m_camera);
    painter.setPen(QColor(0xff, 0xff, 0xff, 200));
    const QString state = painter.fontMetrics().elidedText(m_tile.stateText(), Qt::ElideRight, words.width() * 2 / 3);
    painter.drawText(words, Qt::AlignVCenter | Qt::AlignRight, state);
    QFont bold = painter.font();
    bold.setBold(true);
    painter.setFont(bold);
    painter.setPen(Qt::white);
    const int left = words.width() - QFontMetrics(font()).horizontalAdvance(state) - 12;
    painter.drawText(words, Qt::AlignVCenter | Qt::AlignLeft, QFontMetrics(bold).elidedText(name, Qt::ElideRight, std::max(0, left)));
}

} // namespace rollcall::admin
