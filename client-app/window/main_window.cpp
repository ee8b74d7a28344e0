#include "window/main_window.h"

#include "signaling/signaling_url.h"
#include "window/add_source_dialog.h"
#include "window/autostart.h"
#include "window/link_plots.h"
#include "window/log_book.h"
#include "window/log_dialog.h"
#include "window/preview_widget.h"
#include "window/problem_report.h"
#include "window/settings_dialog.h"
#include "window/state_icon.h"

#include <QCloseEvent>
#include <QFileDialog>
#include <QGuiApplication>
#include <QInputDialog>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

using namespace Qt::StringLiterals;

namespace rollcall::window {

namespace {

constexpr QSize usualSize(880, 600);
constexpr int previewRate = 12;   // pictures a second
constexpr int thumbnailRate = 2;  // pictures a second
constexpr int scanRate = 8;       // pictures a second
constexpr QSize scanSize(640, 480);  // enough for a QR code that fills a third of the picture

} // namespace

MainWindow::MainWindow(const Parts &parts)
    : m_parts(parts)
    , m_pages(new QStackedWidget(this))
    , m_connectPage(new ConnectPage(this))
    , m_list(new SourceList(this))
    , m_pane(new StationPane(parts.board, this))
{
    setWindowTitle(tr("Rollcall Camera"));
    setWindowIcon(programIcon());
    m_list->setObjectName(u"sources"_s);
    auto *const splitter = new QSplitter(this);
    splitter->addWidget(m_list);
    splitter->addWidget(m_pane);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({m_list->minimumWidth(), usualSize.width() - m_list->minimumWidth()});
    m_sourcesPage = splitter;
    m_pages->addWidget(m_connectPage);
    m_pages->addWidget(m_sourcesPage);
    setCentralWidget(m_pages);
    makeMenus();
    watchBoard();
    watchPairings();
    m_pane->plots().setOpen(m_parts.settings.plotsOpen);
    m_list->setStations(m_parts.board);
    chooseStation();
    m_parts.settings.server.isEmpty() ? showConnectPage() : showSources();
    resize(usualSize);
}

MainWindow::~MainWindow()
{
    // A page that is hidden while the window's widgets go stops scanning, and would tell a window that is half gone.
    m_connectPage->disconnect(this);
}

void MainWindow::makeMenus()
{
    QMenu *const file = menuBar()->addMenu(tr("&Camera"));
    m_sendAction = file->addAction(tr("&Start"), QKeySequence(Qt::CTRL | Qt::Key_Return), this, [this] { m_pane->toggleSending(); });
    makeSourceMenu(*file->addMenu(tr("&Add another source")));
    m_renameAction = file->addAction(tr("&Rename\u2026"), QKeySequence(Qt::Key_F2), this, &MainWindow::renameSource);
    m_removeAction = file->addAction(tr("Re&move"), this, &MainWindow::removeSource);
    file->addSeparator();
    file->addAction(tr("&Pair with a server\u2026"), this, [this] { showConnectPage(); });
    file->addAction(tr("S&ettings\u2026"), QKeySequence::Preferences, this, &MainWindow::openSettings)->setMenuRole(QAction::PreferencesRole);
    file->addSeparator();
    file->addAction(tr("&Quit"), QKeySequence::Quit, this, &MainWindow::quitWanted)->setMenuRole(QAction::QuitRole);

    QMenu *const view = menuBar()->addMenu(tr("&View"));
    m_plotsAction = view->addAction(tr("Large &plots"), this, [this](bool open) { m_pane->plots().setOpen(open); });
    m_plotsAction->setCheckable(true);
    m_plotsAction->setChecked(m_parts.settings.plotsOpen);
    view->addAction(tr("&Log\u2026"), QKeySequence(Qt::CTRL | Qt::Key_L), this, &MainWindow::openLog);

    QMenu *const help = menuBar()->addMenu(tr("&Help"));
    help->addAction(tr("Save a &problem report\u2026"), this, &MainWindow::saveProblemReport);
    help->addAction(tr("&About Rollcall"), this, &MainWindow::about)->setMenuRole(QAction::AboutRole);
}

void MainWindow::makeSourceMenu(QMenu &menu)
{
    using Kind = AddSourceDialog::Kind;
    menu.addAction(tr("&Test picture\u2026"), this, [this] { addSource(int(Kind::TestPicture)); });
    menu.addAction(tr("Video &file\u2026"), this, [this] { addSource(int(Kind::File)); });
    menu.addAction(tr("&Network camera (RTSP)\u2026"), this, [this] { addSource(int(Kind::Rtsp)); });
    menu.addAction(tr("GStreamer &pipeline\u2026"), this, [this] { addSource(int(Kind::Pipeline)); });
}

void MainWindow::watchBoard()
{
    StationBoard &board = m_parts.board;
    connect(&board, &StationBoard::listChanged, this, [this] {
        m_list->setStations(m_parts.board);
        chooseStation();
    });
    connect(&board, &StationBoard::camerasChanged, this, [this] {
        m_list->setStations(m_parts.board);  // another one may be the default
        m_pane->updateChoices();
    });
    connect(&board, &StationBoard::stationChanged, this, [this](CameraStation *station) {
        m_list->updateRow(*station);
        if (station == m_pane->station())
            m_pane->updateState();
        updateActions();
        updateWishes();
    });
    connect(&board, &StationBoard::pictureChanged, this, [this](CameraStation *station) {
        m_list->updatePicture(*station);
        if (station == m_pane->station())
            m_pane->updatePicture();
        if (station->key() == m_scanningKey)
            m_connectPage->setScanPicture(station->image());
    });
    connect(&board, &StationBoard::measured, this, [this](CameraStation *station) {
        if (station == m_pane->station())
            m_pane->updatePlots();
    });
    connect(&board, &StationBoard::settingsChanged, this, &MainWindow::saveSettings);
    connect(&board, &StationBoard::said, &m_parts.log, [this](const QString &title, const QString &sentence) { m_parts.log.add(title + u": "_s + sentence); });
    connect(m_list, &SourceList::chosen, this, [this](const QString &key) {
        m_parts.settings.selected = key;
        saveSettings();
        chooseStation();
    });
    connect(m_pane, &StationPane::pairingWanted, this, [this] { showConnectPage(); });
    connect(&m_pane->preview(), &PreviewWidget::resized, this, &MainWindow::updateWishes);
    connect(&m_pane->plots(), &LinkPlots::openChanged, this, [this](bool open) {
        m_plotsAction->setChecked(open);
        m_parts.settings.plotsOpen = open;
        saveSettings();
    });
    connect(m_connectPage, &ConnectPage::serverEntered, this, &MainWindow::connectTo);
    connect(m_connectPage, &ConnectPage::scanWanted, this, &MainWindow::setScanning);
    connect(m_connectPage, &ConnectPage::backWanted, this, &MainWindow::showSources);
}

CameraStation &MainWindow::defaultStation() const
{
    for (qsizetype i = 0; i < m_parts.board.count(); ++i) {
        const ListedCamera *const camera = m_parts.board.cameraOf(m_parts.board.at(i));
        if (camera && camera->isDefault)
            return m_parts.board.at(i);
    }
    return m_parts.board.at(0);
}

// With the camera that the operator chose, or else the system's.
void MainWindow::setScanning(bool wanted)
{
    m_scanningKey.clear();
    if (wanted) {
        const auto isHere = [](const CameraStation *station) { return station && station->state().isCamera && station->state().connected; };
        const CameraStation *camera = m_pane->station();
        if (!isHere(camera) && m_parts.board.count() > 0)
            camera = &defaultStation();
        if (isHere(camera)) {
            m_scanningKey = camera->key();
        } else {
            m_connectPage->stopScanning();
            m_connectPage->setProblem(tr("No camera is connected. Plug one in, or type the code."));
        }
    }
    updateWishes();
}

// The operator's choice, as soon as it is listed.
void MainWindow::chooseStation()
{
    const QSignalBlocker blocker(m_list);  // what the program chooses for the time being is not what the operator chose
    if (m_parts.board.find(m_parts.settings.selected))
        m_list->choose(m_parts.settings.selected);
    else if (m_list->chosenKey().isEmpty() && m_parts.board.count() > 0)
        m_list->choose(defaultStation().key());
    m_pane->setStation(m_parts.board.find(m_list->chosenKey()));
    updateActions();
    updateWishes();
}

// Only what is seen is converted, and only cameras that are seen or sent are opened.
void MainWindow::updateWishes()
{
    const bool seen = isVisible() && !isMinimized() && m_pages->currentWidget() == m_sourcesPage;
    for (qsizetype i = 0; i < m_parts.board.count(); ++i) {
        CameraStation &station = m_parts.board.at(i);
        std::optional<PreviewWish> wish;
        if (seen && &station == m_pane->station())
            wish = PreviewWish{m_pane->preview().wantedSize(), previewRate};
        else if (station.key() == m_scanningKey)
            wish = PreviewWish{scanSize, scanRate};
        else if (seen && station.state().sending)
            wish = PreviewWish{SourceList::thumbnailSize * devicePixelRatioF(), thumbnailRate};
        station.setPreview(wish);
    }
}

void MainWindow::updateActions()
{
    const CameraStation *const station = m_pane->station();
    const bool onSources = m_pages->currentWidget() == m_sourcesPage;
    m_sendAction->setEnabled(station && onSources);
    m_sendAction->setText(station && station->state().sending ? tr("&Stop") : tr("&Start"));
    m_renameAction->setEnabled(station && onSources);
    m_removeAction->setEnabled(station && onSources && !(station->state().isCamera && station->state().connected));
}

void MainWindow::watchPairings()
{
    Pairings &pairings = m_parts.pairings;
    connect(m_connectPage, &ConnectPage::codeEntered, this, [this](const QString &code, const QString &server) {
        m_connectPage->setBusy(true);
        m_parts.pairings.pair(code, server);
    });
    connect(&pairings, &Pairings::paired, this, [this](const QString &server, const QString &cameraId) {
        m_parts.log.add(u"Paired with "_s + server + u" as "_s + cameraId);
        m_connectPage->setBusy(false);
        connectTo(server);
    });
    connect(&pairings, &Pairings::failed, this, [this](const QString &sentence) {
        m_parts.log.add(sentence);
        m_connectPage->setBusy(false);
        m_connectPage->setProblem(sentence);
    });
    connect(&pairings, &Pairings::tokenMissing, this, &MainWindow::tell);
    connect(&m_parts.board, &StationBoard::codeNeeded, this, [this](const QString &title) {
        showConnectPage(tr("\u201c%1\u201d needs a code of its own: on this server each camera has one.").arg(title));
    });
    if (!pairings.problem().isEmpty())
        tell(pairings.problem());
}

void MainWindow::showConnectPage(const QString &reason)
{
    m_connectPage->clear();
    m_connectPage->setReason(reason);
    m_connectPage->setBackVisible(!m_parts.settings.server.isEmpty());
    m_pages->setCurrentWidget(m_connectPage);
    updateActions();
    updateWishes();
}

void MainWindow::showSources()
{
    const QUrl server = signaling::signalingUrl(m_parts.settings.server).value_or(QUrl());
    m_pane->setServerName(server.host());
    m_pages->setCurrentWidget(m_sourcesPage);
    m_list->setFocus();
    updateActions();
    updateWishes();
}

void MainWindow::connectTo(const QString &server)
{
    if (const auto url = signaling::signalingUrl(server); !url) {
        m_connectPage->setProblem(url.error());
        return;
    }
    m_parts.settings.server = server;
    m_parts.board.applySettings();
    saveSettings();
    showSources();
}

void MainWindow::addSource(int kind)
{
    auto *const dialog = new AddSourceDialog(AddSourceDialog::Kind(kind), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        if (const CameraStation *station = m_parts.board.add(dialog->key(), dialog->title())) {
            if (m_pages->currentWidget() != m_sourcesPage && !m_parts.settings.server.isEmpty())
                showSources();
            m_list->choose(station->key());
        }
    });
    dialog->open();
}

void MainWindow::removeSource()
{
    const CameraStation *const station = m_pane->station();
    if (!station)
        return;
    auto *const box = new QMessageBox(QMessageBox::Question, tr("Remove"), tr("Remove \u201c%1\u201d from the list?").arg(station->title()), QMessageBox::Cancel, this);
    box->setInformativeText(tr("Its name and its picture settings are forgotten. The server keeps what it received."));
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *const remove = box->addButton(tr("&Remove"), QMessageBox::DestructiveRole);
    connect(box, &QMessageBox::buttonClicked, this, [this, remove, key = station->key()](QAbstractButton *button) {
        if (button == static_cast<QAbstractButton *>(remove)) {
            m_pane->setStation(nullptr);
            m_parts.board.remove(key);
        }
    });
    box->open();
}

void MainWindow::renameSource()
{
    CameraStation *const station = m_pane->station();
    if (!station)
        return;
    auto *const dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Rename"));
    dialog->setLabelText(tr("Name of the camera, as the server shows it:"));
    dialog->setTextValue(station->title());
    connect(dialog, &QInputDialog::textValueSelected, this, [this, key = station->key()](const QString &name) {
        CameraStation *const renamed = m_parts.board.find(key);
        if (renamed && !name.trimmed().isEmpty())
            m_parts.board.rename(*renamed, name.trimmed().left(80));
    });
    dialog->open();
}

void MainWindow::saveSettings()
{
    const bool failed = !m_parts.file.save(m_parts.settings);
    if (failed && !std::exchange(m_saveFailed, true))
        tell(tr("The settings cannot be saved in %1. Check that the disk is not full and that you may write there.").arg(m_parts.file.path()));
    m_saveFailed = failed;
}

void MainWindow::tell(const QString &sentence)
{
    m_parts.log.add(sentence);
    auto *const box = new QMessageBox(QMessageBox::Warning, windowTitle(), sentence, QMessageBox::Ok, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

void MainWindow::raiseAndShow()
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    // A window that did not close would keep the user from logging out.
    const bool mayStay = m_isTrayThere && m_isTrayThere() && !qGuiApp->isSavingSession();
    if (!mayStay || !m_parts.board.isSendingAny() || m_parts.settings.onClose == OnClose::Quit) {
        event->accept();
        Q_EMIT quitWanted();
        return;
    }
    event->ignore();
    if (m_parts.settings.onClose == OnClose::Tray)
        hide();
    else
        askAboutClosing();
}

void MainWindow::askAboutClosing()
{
    auto *const box = new QMessageBox(QMessageBox::Question, windowTitle(), tr("Keep streaming in the tray?"), QMessageBox::Cancel, this);
    box->setObjectName(u"closeQuestion"_s);
    box->setInformativeText(tr("The window goes, the cameras go on. You can change this later in the settings."));
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *const keep = box->addButton(tr("&Keep streaming"), QMessageBox::YesRole);
    QPushButton *const quit = box->addButton(tr("&Stop and quit"), QMessageBox::DestructiveRole);
    box->setDefaultButton(keep);
    connect(box, &QMessageBox::buttonClicked, this, [this, keep, quit](QAbstractButton *button) {
        const bool kept = button == static_cast<QAbstractButton *>(keep);
        if (!kept && button != static_cast<QAbstractButton *>(quit))
            return;
        m_parts.settings.onClose = kept ? OnClose::Tray : OnClose::Quit;
        saveSettings();
        if (kept)
            hide();
        else
            Q_EMIT quitWanted();
    });
    box->open();
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange)
        updateWishes();
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    updateWishes();
}

void MainWindow::hideEvent(QHideEvent *event)
{
    QMainWindow::hideEvent(event);
    updateWishes();
}

void MainWindow::openSettings()
{
    m_parts.settings.startWithSystem = startsWithSystem();  // the desktop's own settings may have changed it
    auto *const dialog = new SettingsDialog(m_parts.settings, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SettingsDialog::pairingWanted, this, [this] { showConnectPage(); });
    connect(dialog, &QDialog::accepted, this, [this, dialog] { adopt(dialog->settings()); });
    dialog->open();
}

void MainWindow::adopt(const Settings &given)
{
    // The dialog knows nothing of what happened to the sources meanwhile.
    Settings now = given;
    now.sources = m_parts.settings.sources;
    now.selected = m_parts.settings.selected;
    now.plotsOpen = m_parts.settings.plotsOpen;
    const Settings before = std::exchange(m_parts.settings, now);
    if (now.startWithSystem != before.startWithSystem) {
        if (const QString problem = setStartWithSystem(now.startWithSystem); !problem.isEmpty())
            tell(problem);
    }
    if (now.look != before.look || now.detailedLog != before.detailedLog)
        Q_EMIT appearanceChanged();
    m_parts.board.applySettings();
    saveSettings();
    m_pane->updateChoices();
    if (now.server != before.server)
        now.server.isEmpty() ? showConnectPage() : showSources();
}

void MainWindow::openLog()
{
    auto *const dialog = new LogDialog(m_parts.log, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

void MainWindow::saveProblemReport()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Save a problem report"), u"rollcall-camera-report.txt"_s, tr("Text (*.txt)"));
    if (path.isEmpty())
        return;
    if (const QString problem = LogDialog::write(path, problemReport(m_parts.settings, m_parts.board, m_parts.log)); !problem.isEmpty())
        tell(problem);
}

void MainWindow::about()
{
    QMessageBox::about(this, tr("About Rollcall"),
                       tr("Rollcall Camera %1\nSends cameras to a Rollcall server, which keeps the attendance register.\n\nFree software under the GNU General Public License, version 3 or later.").arg(QStringLiteral(ROLLCALL_VERSION)));
}

} // namespace rollcall::window
