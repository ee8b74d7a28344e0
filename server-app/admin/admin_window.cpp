#include "admin/admin_window.h"

#include "admin/alarm_list.h"
#include "admin/cameras_page.h"
#include "admin/face_menu.h"
#include "admin/live_page.h"
#include "admin/people_page.h"
#include "admin/reports_page.h"
#include "admin/settings_page.h"
#include "admin/sign_in_page.h"
#include "admin/today_page.h"
#include "admin/unknown_page.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QDialog>
#include <QDesktopServices>
#include <QFile>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenuBar>
#include <QMessageBox>
#include <QSettings>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTimer>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace rollcall::admin {

namespace {

constexpr int leastRailWidth = 140;
constexpr QSize usualSize(1280, 800);
constexpr QSize railIconSize(20, 20);
constexpr int railSpare = 8;
constexpr std::chrono::seconds askAgain{3};

} // namespace

const QList<AdminWindow::Entry> &AdminWindow::entries()
{
    static const QList<Entry> all{{"today", QT_TR_NOOP("Today"), "view-attendance"},   {"live", QT_TR_NOOP("Live"), "view-live"},
                                  {"people", QT_TR_NOOP("People"), "view-people"},      {"unknown", QT_TR_NOOP("Unknown faces"), "view-people"},
                                  {"reports", QT_TR_NOOP("Reports"), "view-attendance"}, {"cameras", QT_TR_NOOP("Cameras"), "view-cameras"},
                                  {"settings", QT_TR_NOOP("Settings"), "manage-own-session"}};
    return all;
}

AdminWindow::AdminWindow(KnownServers &servers, Drawing drawing, QWidget *parent)
    : QMainWindow(parent)
    , m_servers(servers)
    , m_drawing(drawing)
    , m_stack(new QStackedWidget)
    , m_signIn(new SignInPage)
    , m_desk(new QWidget)
    , m_top(new QWidget)
    , m_rail(new QListWidget)
    , m_content(new QStackedWidget)
    , m_site(new QLabel)
    , m_search(new QLineEdit)
    , m_bell(new QToolButton)
    , m_account(new QToolButton)
    , m_state(new QLabel)
    , m_alarms(new AlarmList(this))
{
    setWindowTitle(tr("Rollcall"));
    m_rail->setObjectName(u"rail"_s);
    m_rail->setAccessibleName(tr("Pages"));
    m_rail->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_rail->setIconSize(railIconSize);
    m_rail->setFrameShape(QFrame::NoFrame);
    m_rail->setSpacing(2);
    makeTop();
    addDockWidget(Qt::RightDockWidgetArea, m_alarms);
    m_alarms->hide();
    auto *const below = new QHBoxLayout;
    below->setSpacing(0);
    below->addWidget(m_rail);
    below->addWidget(m_content, 1);
    qobject_cast<QVBoxLayout *>(m_desk->layout())->addLayout(below, 1);
    m_stack->addWidget(m_signIn);
    m_stack->addWidget(m_desk);
    setCentralWidget(m_stack);
    statusBar()->addPermanentWidget(m_state);
    makeMenus();
    connect(m_rail, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0)
            openPage(m_shown.value(row));
    });
    connect(m_signIn, &SignInPage::serverEntered, this, &AdminWindow::connectTo);
    connect(m_signIn, &SignInPage::otherServerWanted, this, [this] { m_signIn->askForServer(m_connection ? m_connection->client().origin() : QString()); });
    connect(m_signIn, &SignInPage::trusted, this, [this] {
        const QUrl server = m_connection->client().base();
        m_servers.trust(server, m_stranger);
        openConnection(server);
    });
    connect(m_signIn, &SignInPage::passwordEntered, this, [this](const QString &name, const QString &password) { m_connection->signIn(name, password); });
    connect(m_signIn, &SignInPage::firstAccountEntered, this, [this](const QString &code, const QString &name, const QString &password) { m_connection->setUp(code, name, password); });
    connect(m_signIn, &SignInPage::tokenEntered, this, &AdminWindow::signInByToken);
    connect(m_alarms, &AlarmList::countChanged, this, [this](int open) {
        m_bell->setText(open > 0 ? QString::number(open) : QString());
        m_bell->setToolTip(tr("%n alert(s)", nullptr, open));
        m_bell->setAccessibleName(tr("%n alert(s)", nullptr, open));
    });
    connect(m_alarms, &AlarmList::personWanted, this, &AdminWindow::openPerson);
    connect(m_alarms, &AlarmList::cameraWanted, this, &AdminWindow::openCamera);
    connect(m_alarms, &AlarmList::pageWanted, this, &AdminWindow::openPage);
    connect(m_alarms, &AlarmList::said, this, [this](const QString &sentence) { statusBar()->showMessage(sentence, 10'000); });
    m_signIn->askForServer(QSettings().value(u"server"_s).toString());
    restore();
}

AdminWindow::~AdminWindow()
{
    m_alarms->setConnection(nullptr);
    dropPages();
}

void AdminWindow::makeTop()
{
    auto *const layout = new QVBoxLayout(m_desk);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *const top = new QHBoxLayout(m_top);
    top->setContentsMargins(12, 6, 12, 6);
    m_site->setMinimumWidth(1);  // a name may be any length
    showAsText({m_site, m_state});
    QFont bold = m_site->font();
    bold.setBold(true);
    m_site->setFont(bold);
    m_search->setObjectName(u"search"_s);
    m_search->setPlaceholderText(tr("Search people and cameras (Ctrl+K)"));
    m_search->setAccessibleName(tr("Search people and cameras"));
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(360);
    m_bell->setObjectName(u"bell"_s);
    m_bell->setAutoRaise(true);
    m_bell->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_account->setObjectName(u"account"_s);
    m_account->setAutoRaise(true);
    m_account->setPopupMode(QToolButton::InstantPopup);
    top->addWidget(m_site);
    top->addStretch();
    top->addWidget(m_search, 1);
    top->addStretch();
    top->addWidget(m_bell);
    top->addWidget(m_account);
    layout->addWidget(m_top);
    connect(m_bell, &QToolButton::clicked, this, [this] { m_alarms->setVisible(!m_alarms->isVisible()); });
    // What it finds is where the word was looked for: people by name, else cameras.
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        const QString words = m_search->text().trimmed();
        for (const QJsonObject &camera : m_connection->cameras()) {
            if (!words.isEmpty() && camera.value("name"_L1).toString().contains(words, Qt::CaseInsensitive)) {
                openPage(u"cameras"_s);
                if (Page *const cameras = page(u"cameras"_s))
                    cameras->search(words);
                return;
            }
        }
        openPage(u"people"_s);
        if (Page *const people = page(u"people"_s))
            people->search(words);
    });
}

void AdminWindow::makeMenus()
{
    QMenu *const file = menuBar()->addMenu(tr("&File"));
    file->addAction(tr("&Another server…"), this, [this] {
        m_stack->setCurrentWidget(m_signIn);
        m_signIn->askForServer(QSettings().value(u"server"_s).toString());
    });
    // What the next one may not see goes.
    m_signOut = file->addAction(tr("&Sign out"), this, [this] {
        m_servers.forgetToken(m_connection->client().base(), [](const std::expected<void, QString> &) {});
        m_connection->client().setToken({});
        m_triedToken = false;
        dropPages();
        m_alarms->setConnection(nullptr);
        m_connection->signOut();
    });
    m_signOut->setEnabled(false);
    file->addSeparator();
    file->addAction(tr("&Quit"), QKeySequence::Quit, this, &QWidget::close);
    QMenu *const view = menuBar()->addMenu(tr("&View"));
    for (qsizetype i = 0; i < entries().size(); ++i) {
        const Entry &entry = entries()[i];
        view->addAction(tr(entry.title), QKeySequence(u"Ctrl+"_s + QString::number(i + 1)), this, [this, name = QString::fromLatin1(entry.name)] { openPage(name); });
    }
    view->addSeparator();
    QAction *const alarms = m_alarms->toggleViewAction();
    alarms->setShortcut(QKeySequence(u"Ctrl+L"_s));
    view->addAction(alarms);
    view->addAction(tr("Full &screen"), QKeySequence(u"F11"_s), this, [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
    view->addAction(tr("S&earch"), QKeySequence(u"Ctrl+K"_s), m_search, qOverload<>(&QWidget::setFocus));
    QMenu *const look = view->addMenu(tr("&Look"));
    auto *const looks = new QActionGroup(this);
    const QStringList names{tr("As the &system"), tr("&Light"), tr("&Dark")};
    const int present = QSettings().value(u"look"_s, 0).toInt();
    for (int i = 0; i < names.size(); ++i) {
        QAction *const action = look->addAction(names[i], this, [i] {
            QSettings().setValue(u"look"_s, i);
            putOn(Look(i), *qobject_cast<QApplication *>(QApplication::instance()));
        });
        action->setCheckable(true);
        action->setChecked(i == present);
        looks->addAction(action);
    }
    QMenu *const help = menuBar()->addMenu(tr("&Help"));
    help->addAction(tr("&Help for this page"), QKeySequence::HelpContents, this, &AdminWindow::openHelp);
    help->addAction(tr("&About Rollcall"), this, &AdminWindow::about);
}

void AdminWindow::dress()
{
    m_bell->setIcon(railIcon(u"bell"_s, palette()));
    m_account->setIcon(railIcon(u"person"_s, palette()));
    for (int row = 0; row < m_rail->count(); ++row)
        m_rail->item(row)->setIcon(railIcon(m_shown.value(row), palette()));
}

Page *AdminWindow::makePage(const QString &name)
{
    if (name == u"today")
        return new TodayPage(*m_connection);
    if (name == u"live")
        return makeLivePage();
    if (name == u"people")
        return new PeoplePage(*m_connection);
    if (name == u"unknown")
        return makeUnknownPage();
    if (name == u"reports")
        return new ReportsPage(*m_connection);
    if (name == u"cameras")
        return new CamerasPage(*m_connection, m_drawing);
    return new SettingsPage(*m_connection);
}

Page *AdminWindow::makeLivePage()
{
    auto *const live = new LivePage(*m_connection, m_drawing);
    auto *const faces = new FaceMenu(*m_connection, live);
    connect(live, &LivePage::faceClicked, faces, &FaceMenu::open);
    connect(faces, &FaceMenu::said, live, &Page::said);
    connect(faces, &FaceMenu::personWanted, this, &AdminWindow::openPerson);
    connect(faces, &FaceMenu::unknownWanted, this, [this] { openPage(u"unknown"_s); });
    connect(faces, &FaceMenu::enrolmentWanted, this, [this](const QString &camera) {
        if (auto *const people = qobject_cast<PeoplePage *>(page(u"people"_s)))
            people->enrol(camera);
    });
    return live;
}

// How many wait is on the rail.
Page *AdminWindow::makeUnknownPage()
{
    auto *const unknown = new UnknownPage(*m_connection);
    connect(unknown, &UnknownPage::countChanged, this, [this](int waiting) {
        if (QListWidgetItem *const item = m_rail->item(int(m_shown.indexOf(u"unknown"_s))))
            item->setText(waiting > 0 ? tr("Unknown faces") + u" ("_s + QString::number(waiting) + u')' : tr("Unknown faces"));
        fitRail();
    });
    return unknown;
}

// Empty: somebody new.
void AdminWindow::openPerson(const QString &person)
{
    auto *const people = qobject_cast<PeoplePage *>(page(u"people"_s));
    if (!people)
        return;
    openPage(u"people"_s);
    person.isEmpty() ? people->enrol() : people->openPerson(person);
}

void AdminWindow::openCamera(const QString &camera)
{
    auto *const live = qobject_cast<LivePage *>(page(u"live"_s));
    if (!live || camera.isEmpty())
        return;
    openPage(u"live"_s);
    live->openCamera(camera);
}

void AdminWindow::makePages()
{
    dropPages();
    for (const Entry &entry : entries()) {
        const QString name = QString::fromLatin1(entry.name);
        if (!m_connection->may(QString::fromLatin1(entry.right)))
            continue;
        Page *const made = makePage(name);
        connect(made, &Page::personWanted, this, &AdminWindow::openPerson);
        connect(made, &Page::cameraWanted, this, &AdminWindow::openCamera);
        connect(made, &Page::said, this, [this](const QString &sentence) { statusBar()->showMessage(sentence, 10'000); });
        m_pages.insert(name, made);
        m_shown.append(name);
        m_content->addWidget(made);
        m_rail->addItem(tr(entry.title));
    }
    dress();
    fitRail();
    openPage(QSettings().value(u"page"_s, u"today"_s).toString());
}

// As wide as its words in whatever language.
void AdminWindow::fitRail()
{
    m_rail->setFixedWidth(std::max(leastRailWidth, m_rail->sizeHintForColumn(0) + 2 * (m_rail->spacing() + m_rail->frameWidth()) + railSpare));
}

void AdminWindow::dropPages()
{
    m_hidden.clear();
    m_whose.clear();
    m_rail->clear();
    m_shown.clear();
    qDeleteAll(m_pages);
    m_pages.clear();
}

void AdminWindow::openPage(const QString &name)
{
    const QString shown = m_pages.contains(name) ? name : m_shown.value(0);
    Page *const opened = m_pages.value(shown);
    if (!opened)
        return;
    m_rail->setCurrentRow(int(m_shown.indexOf(shown)));
    if (m_content->currentWidget() == opened && opened->isVisible() && m_stack->currentWidget() == m_desk)
        return;
    m_content->setCurrentWidget(opened);
    QSettings().setValue(u"page"_s, shown);
    opened->enter();
}

void AdminWindow::connectTo(const QString &server)
{
    const auto url = parseServer(server);
    if (!url) {
        m_stack->setCurrentWidget(m_signIn);
        m_signIn->setProblem(url.error());
        return;
    }
    m_triedToken = false;
    openConnection(*url);
}

void AdminWindow::showStarting(const QString &what)
{
    m_stack->setCurrentWidget(m_signIn);
    m_signIn->setBusy(what);
}

void AdminWindow::showProblem(const QString &sentence)
{
    m_stack->setCurrentWidget(m_signIn);
    m_signIn->setProblem(sentence);
}

void AdminWindow::openConnection(const QUrl &server)
{
    dropPages();
    m_alarms->setConnection(nullptr);
    m_connection = std::make_unique<Connection>(server);
    m_connection->client().setTrust(m_servers.trustIn(server));
    watchConnection();
    showStarting(tr("Connecting to %1…").arg(server.authority()));
    m_servers.readToken(server, [this, made = m_connection.get()](const std::expected<std::optional<QString>, QString> &token) {
        if (m_connection.get() != made)
            return;
        // Nobody misses a token where nobody has to sign in.
        if (!token)
            connect(made, &Connection::signInNeeded, this, [this, why = token.error()] { statusBar()->showMessage(why); });
        m_triedToken = token && token->has_value();
        if (m_triedToken)
            made->client().setToken(**token);
        made->open();
    });
}

void AdminWindow::watchConnection()
{
    Connection *const connection = m_connection.get();
    const QString name = connection->client().base().authority();
    connect(connection, &Connection::opened, this, &AdminWindow::showOpened);
    // With pages open it is a break like any other: what is half filled stays.
    connect(connection, &Connection::failed, this, [this, connection](const QString &sentence) {
        if (m_pages.isEmpty())
            return showProblem(sentence);
        statusBar()->showMessage(sentence, 10'000);
        QTimer::singleShot(askAgain, connection, &Connection::open);
    });
    connect(connection, &Connection::signInRefused, this, [this](const QString &sentence) {
        const bool byToken = !std::exchange(m_pendingToken, QString()).isEmpty();
        if (byToken)
            m_connection->client().setToken({});
        m_signIn->setProblem(byToken ? tr("The server does not take this token: it was revoked or is over.") : sentence);
    });
    connect(connection, &Connection::signInNeeded, this, [this, name](bool setUp) {
        hideDialogs();
        m_signOut->setEnabled(false);
        m_stack->setCurrentWidget(m_signIn);
        m_signIn->setProblem(m_triedToken || !m_pendingToken.isEmpty() ? tr("The server does not take this token: it was revoked or is over.") : QString());
        m_triedToken = false;
        m_pendingToken.clear();
        m_connection->client().setToken({});
        m_signIn->askWho(name, setUp);
    });
    connect(connection, &Connection::strangerFound, this, [this, name](const QByteArray &fingerprint) {
        m_stranger = fingerprint;
        hideDialogs();
        m_stack->setCurrentWidget(m_signIn);
        m_signIn->askToTrust(name, fingerprint, !m_connection->client().trust().fingerprint.isEmpty());
    }, Qt::QueuedConnection);
    connect(connection, &Connection::online, this, &AdminWindow::updateOnline);
}

void AdminWindow::signInByToken(const QString &token)
{
    m_pendingToken = token;
    m_connection->client().setToken(token);
    m_connection->open();
}

void AdminWindow::showOpened()
{
    if (const QString token = std::exchange(m_pendingToken, QString()); !token.isEmpty()) {
        m_servers.keepToken(m_connection->client().base(), token, [this](const std::expected<QString, QString> &place, const QString &) {
            statusBar()->showMessage(place ? tr("The token is kept in %1.").arg(*place) : place.error(), 10'000);
        });
    }
    QSettings().setValue(u"server"_s, m_connection->client().origin());
    m_site->setText(m_connection->siteName());
    const bool byToken = m_connection->client().hasToken();
    m_account->setText(byToken ? tr("API token") : m_connection->accountName());
    m_account->setVisible(!m_account->text().isEmpty());
    m_signOut->setEnabled(!m_account->text().isEmpty());
    m_account->removeAction(m_signOut);
    m_account->addAction(m_signOut);
    setWindowTitle(m_connection->siteName() + u" – "_s + tr("Rollcall"));
    m_stack->setCurrentWidget(m_desk);
    // Signed in again after a session's end: the pages, and what is half filled in them, are still there. Somebody else has their own.
    const QString whose = byToken ? u"\n"_s : m_connection->accountName();
    if (m_pages.isEmpty() || whose != m_whose)
        makePages();
    m_whose = whose;
    showDialogs();
    m_alarms->setConnection(m_connection.get());
    updateOnline(m_connection->isOnline());
}

// A dialog would keep the sign-in page from being used, and what is written in it must not go.
void AdminWindow::hideDialogs()
{
    for (QDialog *dialog : findChildren<QDialog *>()) {
        if (dialog->isVisible() && dialog->isModal()) {
            m_hidden.append(dialog);
            dialog->hide();
        }
    }
}

void AdminWindow::showDialogs()
{
    for (const QPointer<QDialog> &dialog : std::exchange(m_hidden, {})) {
        if (dialog)
            dialog->open();
    }
}

// The live wall on the whole screen: nothing but pictures.
void AdminWindow::showWallAlone(bool alone)
{
    for (QWidget *widget : std::initializer_list<QWidget *>{menuBar(), statusBar(), m_top, m_rail})
        widget->setVisible(!alone);
    if (auto *const live = qobject_cast<LivePage *>(page(u"live"_s)))
        live->setAlone(alone);
}

void AdminWindow::updateOnline(bool online)
{
    const QString server = m_connection->client().base().authority();
    m_state->setText(online ? tr("Connected to %1").arg(server) : tr("No news from %1; trying again").arg(server));
}

void AdminWindow::openHelp()
{
    const QString name = m_shown.value(m_rail->currentRow(), u"live"_s);
    const QStringList places{QApplication::applicationDirPath() + u"/../share/doc/rollcall/admin-window.html"_s, QStringLiteral(ROLLCALL_DOCS) + u"/admin-window.md"_s};
    for (const QString &place : places) {
        if (QFile::exists(place)) {
            QUrl url = QUrl::fromLocalFile(place);
            url.setFragment(name);
            QDesktopServices::openUrl(url);
            return;
        }
    }
    statusBar()->showMessage(tr("The help is not installed. It is docs/admin-window.md of the source."), 10'000);
}

void AdminWindow::about()
{
    QMessageBox::about(this, tr("About Rollcall"),
                       tr("Rollcall %1\nTurns cameras into an attendance register.\n\nFree software under the GNU General Public License, version 3 or later.").arg(QStringLiteral(ROLLCALL_VERSION)));
}

void AdminWindow::restore()
{
    const QSettings settings;
    if (!restoreGeometry(settings.value(u"window/geometry"_s).toByteArray()))
        resize(usualSize);
    restoreState(settings.value(u"window/state"_s).toByteArray());
    dress();
}

void AdminWindow::closeEvent(QCloseEvent *event)
{
    QSettings settings;
    settings.setValue(u"window/geometry"_s, saveGeometry());
    settings.setValue(u"window/state"_s, saveState());
    event->accept();
    Q_EMIT closed();
}

void AdminWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange)
        showWallAlone(isFullScreen() && m_content->currentWidget() && m_content->currentWidget() == page(u"live"_s));
    if (event->type() == QEvent::PaletteChange && m_rail)
        dress();
}

} // namespace rollcall::admin
