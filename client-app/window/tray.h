#pragma once

#include <QObject>

#include "window/station_board.h"

#include <QMenu>
#include <QSystemTrayIcon>

namespace rollcall::window {

// The icon in the tray: its mark is the worst state of all cameras that stream. The board outlives it.
class Tray : public QObject {
    Q_OBJECT

public:
    explicit Tray(StationBoard &board, QObject *parent = nullptr);

    [[nodiscard]] bool isAvailable() const { return QSystemTrayIcon::isSystemTrayAvailable(); }

Q_SIGNALS:
    void showWanted();
    void quitWanted();

private:
    void update();

    StationBoard &m_board;
    QMenu m_menu;
    QSystemTrayIcon m_icon;
    Tone m_tone = Tone::Idle;
};

// What the tray shows for all sources together: trouble before work before good; sources that do not stream do not count. Pure.
[[nodiscard]] Tone worstOf(const QList<Tone> &tones);

} // namespace rollcall::window
