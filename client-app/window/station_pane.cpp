#include "window/station_pane.h"

#include "window/link_plots.h"
#include "window/preview_widget.h"
#include "window/state_icon.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rollcall::window {

namespace {

constexpr int markSide = 14;

QPixmap markOf(Tone tone, const QWidget &widget)
{
    const qreal ratio = widget.devicePixelRatioF();
    QPixmap pixmap(QSizeF(markSide * ratio, markSide * ratio).toSize());
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paintTone(painter, QRectF(0, 0, markSide, markSide), tone, widget.palette().color(QPalette::Window).lightness() < 128);
    return pixmap;
}

QString textOf(const PictureChoice &choice)
{
    const QString size = QString::number(choice.width) + u'\u00d7' + QString::number(choice.height);
    return StationPane::tr("%1 at %2/s (%3)").arg(size).arg(choice.frameRate).arg(choice.formats.join(u", "_s));
}

} // namespace

StationPane::StationPane(StationBoard &board, QWidget *parent)
    : QWidget(parent)
    , m_board(board)
    , m_preview(new PreviewWidget(this))
    , m_mark(new QLabel(this))
    , m_sentence(new QLabel(this))
    , m_again(new QPushButton(tr("Try &again"), this))
    , m_choiceLabel(new QLabel(tr("&Picture:"), this))
    , m_choice(new QComboBox(this))
    , m_recognised(new QLabel(this))
    , m_pause(new QPushButton(this))
    , m_start(new QPushButton(this))
    , m_plots(new LinkPlots(this))
{
    m_preview->setObjectName(u"preview"_s);
    m_sentence->setObjectName(u"sentence"_s);
    m_again->setObjectName(u"tryAgain"_s);
    m_choice->setObjectName(u"pictureChoice"_s);
    m_pause->setObjectName(u"pause"_s);
    m_start->setObjectName(u"start"_s);
    m_plots->setObjectName(u"plots"_s);
    m_sentence->setWordWrap(true);
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_recognised->setObjectName(u"recognised"_s);
    m_recognised->setTextFormat(Qt::PlainText);
    m_recognised->setWordWrap(true);
    m_choiceLabel->setBuddy(m_choice);
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_choice->setMinimumContentsLength(24);
    QFont large = m_start->font();
    large.setPointSizeF(large.pointSizeF() * 1.3);
    large.setBold(true);
    m_start->setFont(large);
    m_start->setMinimumSize(160, 44);
    m_pause->setMinimumSize(100, 44);
    makeLayout();
    connect(m_again, &QPushButton::clicked, this, [this] {
        if (m_station)
            m_station->tryAgain();
    });
    connect(m_pause, &QPushButton::clicked, this, &StationPane::togglePause);
    connect(m_start, &QPushButton::clicked, this, &StationPane::toggleSending);
    connect(m_choice, &QComboBox::activated, this, &StationPane::onChoice);
    updateState();
}

void StationPane::makeLayout()
{
    auto *const state = new QHBoxLayout;
    state->addWidget(m_mark, 0, Qt::AlignTop);
    state->addWidget(m_sentence, 1);
    state->addWidget(m_again, 0, Qt::AlignTop);
    auto *const deeds = new QHBoxLayout;
    deeds->addWidget(m_choiceLabel);
    deeds->addWidget(m_choice, 1);
    deeds->addStretch();
    deeds->addWidget(m_pause);
    deeds->addWidget(m_start);
    auto *const all = new QVBoxLayout(this);
    all->setContentsMargins(12, 12, 12, 8);
    all->setSpacing(8);
    all->addWidget(m_preview, 1);
    all->addLayout(state);
    all->addWidget(m_recognised);
    all->addLayout(deeds);
    all->addWidget(m_plots);
    m_mark->setFixedSize(markSide + 4, std::max(markSide, m_sentence->fontMetrics().height()));
    m_mark->setAlignment(Qt::AlignVCenter | Qt::AlignLeft);
    // Two lines, so that nothing moves when a sentence is a long one.
    m_sentence->setMinimumHeight(2 * m_sentence->fontMetrics().lineSpacing() + 2);
    m_sentence->setAlignment(Qt::AlignTop | Qt::AlignLeft);
}

void StationPane::setServerName(const QString &name)
{
    m_server = name;
    updateState();
}

void StationPane::setStation(CameraStation *station)
{
    m_station = station;
    updateChoices();
    updatePicture();
    updateState();
}

void StationPane::updateState()
{
    const StationState state = m_station ? m_station->state() : StationState();
    m_start->setEnabled(m_station);
    m_start->setText(state.sending ? tr("&Stop") : tr("&Start"));
    m_pause->setText(isPaused() ? tr("&Resume") : tr("P&ause"));
    m_pause->setVisible(state.sending && state.session.state == session::CameraSession::State::Streaming);
    m_sentence->setText(m_station ? sentenceOf(state, m_server) : tr("No camera is connected. Plug one in, or add another source."));
    m_mark->setPixmap(markOf(toneOf(state), *this));
    m_recognised->setText(m_station ? recognisedText(m_station->recognised()) : QString());
    m_recognised->setVisible(!m_recognised->text().isEmpty());
    const bool isOut = state.source.state == SourceCondition::State::Waiting || state.source.state == SourceCondition::State::Failed;
    const bool isRefused = state.session.state == session::CameraSession::State::Refused;
    const bool isStuck = state.sending && !state.problem.isEmpty();
    m_again->setVisible(m_station && (isRefused || isStuck || (isOut && state.connected)));
    if (state.source.state == SourceCondition::State::Running)
        m_preview->setMessage({});
    else if (!m_station)
        m_preview->setMessage(tr("No source"));
    else if (isPaused())
        m_preview->setMessage(tr("Paused: the camera is free for other programs"));
    else
        m_preview->setMessage(isOut || !state.connected ? tr("No picture") : tr("Opening the source"));
    updatePlots();
}

// The mark is painted for a light or a dark window.
void StationPane::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateState();
}

void StationPane::updatePlots()
{
    m_plots->setHistory(m_station ? m_station->history() : std::deque<LinkSample>(), m_station ? m_station->nowMs() : 0);
}

void StationPane::updatePicture()
{
    m_preview->setImage(m_station ? m_station->image() : QImage());
}

void StationPane::updateChoices()
{
    const QSignalBlocker blocker(m_choice);
    m_choice->clear();
    const ListedCamera *const camera = m_station ? m_board.cameraOf(*m_station) : nullptr;
    m_choices = camera ? choicesOf(camera->camera) : QList<PictureChoice>();
    m_choice->addItem(tr("As the settings say"));
    for (const PictureChoice &choice : std::as_const(m_choices)) {
        m_choice->addItem(textOf(choice));
        const auto &format = m_station->plan().format;
        if (m_board.hasOwnFormat(*m_station) && format == capture::PictureFormat{choice.width, choice.height, choice.frameRate})
            m_choice->setCurrentIndex(m_choice->count() - 1);
    }
    m_choice->setVisible(camera);
    m_choiceLabel->setVisible(camera);
}

void StationPane::onChoice(int index)
{
    if (m_station)
        m_board.setFormat(*m_station, index > 0 ? std::optional(m_choices[index - 1]) : std::nullopt);
}

bool StationPane::isPaused() const
{
    return m_station && m_station->state().session.paused;
}

void StationPane::togglePause()
{
    if (m_station)
        m_station->setPaused(!isPaused());
}

void StationPane::toggleSending()
{
    if (!m_station)
        return;
    if (!m_station->state().sending && m_server.isEmpty()) {
        Q_EMIT pairingWanted();
        return;
    }
    m_board.setSending(*m_station, !m_station->state().sending);
}

} // namespace rollcall::window
