#pragma once

#include <QObject>

#include "window/station_board.h"

#include <QPointer>
#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;

namespace rollcall::window {

class LinkPlots;
class PreviewWidget;

// The chosen source: its picture, its state in a sentence, what can be done about it, and how the stream went.
class StationPane : public QWidget {
    Q_OBJECT

public:
    explicit StationPane(StationBoard &board, QWidget *parent = nullptr);

    void setStation(CameraStation *station);
    [[nodiscard]] CameraStation *station() const { return m_station; }
    // How the operator knows the server; empty: none.
    void setServerName(const QString &name);
    void updateState();
    void updatePicture();
    void updatePlots();
    void updateChoices();
    [[nodiscard]] LinkPlots &plots() { return *m_plots; }
    [[nodiscard]] PreviewWidget &preview() { return *m_preview; }
    void toggleSending();
    void togglePause();

Q_SIGNALS:
    void pairingWanted();  // Start was pressed, and there is no server yet

protected:
    void changeEvent(QEvent *event) override;

private:
    void makeLayout();
    void onChoice(int index);
    [[nodiscard]] bool isPaused() const;

    StationBoard &m_board;
    QPointer<CameraStation> m_station;
    QString m_server;
    PreviewWidget *m_preview;
    QLabel *m_mark;
    QLabel *m_sentence;
    QPushButton *m_again;
    QLabel *m_choiceLabel;
    QComboBox *m_choice;
    QLabel *m_recognised;
    QPushButton *m_pause;
    QPushButton *m_start;
    LinkPlots *m_plots;
    QList<PictureChoice> m_choices;
};

} // namespace rollcall::window
