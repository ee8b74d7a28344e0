#pragma once

#include "admin/admin_window.h"
#include "admin/live_page.h"
#include "admin/record_table.h"
#include "support/http_client.h"
#include "support/process.h"
#include "support/wait.h"

#include <QAbstractButton>
#include <QTemporaryDir>

#include <memory>
#include <string_view>

namespace rollcall::testing {

// rollcall-server on an empty folder and a port that the system chose; again on the same after stop().
class AdminServer {
public:
    // False: it does not listen; what it said is in output().
    [[nodiscard]] bool start(const QStringList &options = {});
    void stop();
    [[nodiscard]] const QUrl &url() const { return m_url; }
    // Its data folder.
    [[nodiscard]] QString folder() const { return m_folder.path(); }
    [[nodiscard]] HttpClient http() const { return HttpClient(m_url); }
    [[nodiscard]] QString output() { return m_program->output(); }
    // What it has worked so far.
    [[nodiscard]] double cpuSeconds() const { return figuresOf(m_program->pid()).value_or(ProcessFigures{}).cpuSeconds; }
    [[nodiscard]] QJsonArray items(const QString &path) const { return http().get(path).json().value(QStringLiteral("items")).toArray(); }

private:
    QTemporaryDir m_folder;
    QUrl m_url;
    std::unique_ptr<Program> m_program;
};

// rollcall-camera, sending this source to the server.
[[nodiscard]] std::unique_ptr<Program> startSending(const AdminServer &server, const QString &id, const QString &source, const QStringList &options = {});

struct DrawnFile {
    QString id;
    QString name;
    QStringList photos;  // paths
};
// The people that rollcall-draw-people drew for this build.
[[nodiscard]] QList<DrawnFile> drawnFiles();
[[nodiscard]] QString drawnClipPath();
void enrolDrawn(const AdminServer &server);
// Three seconds in which one of the scene's people (demo::Scene) stands in the middle alone, into this file.
void drawOnePerson(const QString &path, std::string_view person = "ada");

// The real window on settings of its own.
class AdminWorld {
public:
    AdminWorld();
    ~AdminWorld();

    // False: it did not get as far as its pages.
    [[nodiscard]] bool open(const QUrl &server);
    [[nodiscard]] admin::AdminWindow &window() { return *m_window; }
    template <typename Page>
    [[nodiscard]] Page *page(const char *name)
    {
        m_window->openPage(QString::fromLatin1(name));
        return qobject_cast<Page *>(m_window->page(QString::fromLatin1(name)));
    }
    // A dialog by its name, once it is there.
    template <typename Dialog>
    [[nodiscard]] Dialog *dialog(const char *name)
    {
        Dialog *found = nullptr;
        (void)waitUntil([&] { return (found = m_window->findChild<Dialog *>(QString::fromLatin1(name))) != nullptr; });
        return found;
    }
    // As if the program was ended and started again.
    void restart();

private:
    void make();

    QTemporaryDir m_folder;
    std::unique_ptr<admin::KnownServers> m_servers;
    std::unique_ptr<admin::AdminWindow> m_window;
};

void click(QWidget &in, const char *button);

// Whether the tests draw by OpenGL: under a display that has it.
[[nodiscard]] admin::Drawing drawingHere();

} // namespace rollcall::testing
