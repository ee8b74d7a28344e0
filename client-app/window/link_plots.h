#pragma once

#include <QObject>

#include "plots/plot.h"
#include "window/camera_station.h"

#include <QWidget>

#include <deque>

namespace rollcall::window {

// Bitrate, round trip and loss of the last two minutes, side by side: a thin strip, and taller when clicked. Space and Enter
// open it too.
class LinkPlots : public QWidget {
    Q_OBJECT

public:
    explicit LinkPlots(QWidget *parent = nullptr);

    void setHistory(const std::deque<LinkSample> &history, qint64 nowMs);
    void setOpen(bool open);
    [[nodiscard]] bool isOpen() const { return m_open; }
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void openChanged(bool open);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] QList<plots::Plot> drawn() const;
    void toggle();

    std::deque<LinkSample> m_history;
    qint64 m_nowMs = 0;
    bool m_open = false;
};

} // namespace rollcall::window
