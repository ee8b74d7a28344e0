#include "window/tray.h"

#include "window/state_icon.h"

#include <array>
#include <utility>

namespace rollcall::window {

Tray::Tray(StationBoard &board, QObject *parent)
    : QObject(parent)
    , m_board(board)
    , m_icon(trayIcon(Tone::Idle))
{
    m_menu.addAction(tr("&Show the window"), this, &Tray::showWanted);
    m_menu.addSeparator();
    m_menu.addAction(tr("&Quit"), this, &Tray::quitWanted);
    m_icon.setContextMenu(&m_menu);
    connect(&m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick)
            Q_EMIT showWanted();
    });
    connect(&m_board, &StationBoard::stationChanged, this, &Tray::update);
    connect(&m_board, &StationBoard::listChanged, this, &Tray::update);
    update();
    m_icon.show();
}

void Tray::update()
{
    QList<Tone> tones;
    QStringList lines{tr("Rollcall Camera")};
    for (qsizetype i = 0; i < m_board.count(); ++i) {
        const CameraStation &station = m_board.at(i);
        if (!station.state().sending)
            continue;
        tones.append(toneOf(station.state()));
        lines.append(station.title() + QStringLiteral(": ") + wordOf(station.state()));
    }
    if (const Tone tone = worstOf(tones); std::exchange(m_tone, tone) != tone)
        m_icon.setIcon(trayIcon(tone));
    m_icon.setToolTip(lines.join(u'\n'));
}

Tone worstOf(const QList<Tone> &tones)
{
    for (const Tone tone : std::array{Tone::Trouble, Tone::Working, Tone::Good}) {
        if (tones.contains(tone))
            return tone;
    }
    return Tone::Idle;
}

} // namespace rollcall::window
