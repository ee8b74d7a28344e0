#pragma once

#include <QObject>

#include "window/connect_page.h"
#include "window/source_list.h"
#include "window/station_board.h"
#include "window/station_pane.h"

#include <QMainWindow>

#include <functional>

class QAction;
class QMenu;
class QStackedWidget;

namespace rollcall::window {

class LogBook;

// The one window. Left the sources, right the chosen one. GUI thread; everything given outlives it.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    struct Parts {
        Settings &settings;
        const SettingsFile &file;
        Pairings &pairings;
        StationBoard &board;
        LogBook &log;
    };

    explicit MainWindow(const Parts &parts);
    ~MainWindow() override;

    // Tells whether closing may leave a tray icon behind; asked when it matters, as a desktop's tray may come after this window.
    void setTrayCheck(std::function<bool()> isThere) { m_isTrayThere = std::move(isThere); }
    // Said once, in a box that does not block.
    void tell(const QString &sentence);
    void openSettings();
    void raiseAndShow();

Q_SIGNALS:
    void quitWanted();
    void appearanceChanged();  // look or log

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void makeMenus();
    void makeSourceMenu(QMenu &menu);
    void watchBoard();
    [[nodiscard]] CameraStation &defaultStation() const;
    void chooseStation();
    void setScanning(bool wanted);
    void updateWishes();
    void updateActions();
    void watchPairings();
    void connectTo(const QString &server);
    void showConnectPage(const QString &reason = {});
    void showSources();
    void addSource(int kind);
    void removeSource();
    void renameSource();
    void saveSettings();
    void adopt(const Settings &given);
    void askAboutClosing();
    void openLog();
    void saveProblemReport();
    void about();

    Parts m_parts;
    std::function<bool()> m_isTrayThere;
    bool m_saveFailed = false;
    QStackedWidget *m_pages;
    ConnectPage *m_connectPage;
    QWidget *m_sourcesPage;
    SourceList *m_list;
    QString m_scanningKey;  // of the camera whose picture is searched for a code; empty: none
    StationPane *m_pane;
    QAction *m_sendAction = nullptr;
    QAction *m_removeAction = nullptr;
    QAction *m_renameAction = nullptr;
    QAction *m_plotsAction = nullptr;
};

} // namespace rollcall::window
