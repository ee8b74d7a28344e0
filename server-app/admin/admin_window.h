#pragma once

#include <QMainWindow>

#include "admin/connection.h"
#include "admin/known_servers.h"
#include "admin/look.h"
#include "admin/page.h"
#include "admin/video_surface.h"

#include <QMap>
#include <QPointer>

#include <memory>

class QAction;
class QDialog;
class QLabel;
class QLineEdit;
class QListWidget;
class QStackedWidget;
class QToolButton;

namespace rollcall::admin {

class AlarmList;
class SignInPage;

// The one window: the rail, its pages, what happens. Connects, asks who we are, and comes back by itself. GUI thread; everything given
// outlives it.
class AdminWindow : public QMainWindow {
    Q_OBJECT

public:
    AdminWindow(KnownServers &servers, Drawing drawing, QWidget *parent = nullptr);
    ~AdminWindow() override;

    void connectTo(const QString &server);
    void showStarting(const QString &what);
    void showProblem(const QString &sentence);
    // "today", "live" …
    void openPage(const QString &name);
    [[nodiscard]] Page *page(const QString &name) const { return m_pages.value(name); }
    [[nodiscard]] Connection *connection() const { return m_connection.get(); }
    [[nodiscard]] AlarmList &alarms() const { return *m_alarms; }

Q_SIGNALS:
    void closed();

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Entry {
        const char *name;
        const char *title;
        const char *right;
    };
    static const QList<Entry> &entries();
    void makeTop();
    void makeMenus();
    void makePages();
    void dropPages();
    [[nodiscard]] Page *makePage(const QString &name);
    [[nodiscard]] Page *makeLivePage();
    [[nodiscard]] Page *makeUnknownPage();
    void openPerson(const QString &person);
    void openCamera(const QString &camera);
    void dress();
    void openConnection(const QUrl &server);
    void watchConnection();
    void signInByToken(const QString &token);
    void showOpened();
    void updateOnline(bool online);
    void openHelp();
    void about();
    void restore();
    void fitRail();
    void showWallAlone(bool alone);
    void hideDialogs();
    void showDialogs();

    KnownServers &m_servers;
    Drawing m_drawing;
    std::unique_ptr<Connection> m_connection;
    QByteArray m_stranger;  // the certificate that waits for a word
    bool m_triedToken = false;
    QString m_pendingToken;
    QString m_whose;  // the account whose pages these are
    QList<QPointer<QDialog>> m_hidden;  // half filled, while somebody signs in
    QStackedWidget *m_stack;
    SignInPage *m_signIn;
    QWidget *m_desk;
    QWidget *m_top;
    QListWidget *m_rail;
    QStackedWidget *m_content;
    QLabel *m_site;
    QLineEdit *m_search;
    QToolButton *m_bell;
    QToolButton *m_account;
    QLabel *m_state;
    AlarmList *m_alarms;
    QMap<QString, Page *> m_pages;
    QStringList m_shown;  // names of the rail's rows
    QAction *m_signOut = nullptr;
};

} // namespace rollcall::admin
