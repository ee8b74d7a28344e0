#include "client-app/window/window_world.h"

#include "media/gstreamer.h"
#include "media/pipeline.h"
#include "support/http_client.h"
#include "window/look.h"

#include <QApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageBox>
#include <QtTest>

using namespace Qt::StringLiterals;

namespace rollcall::testing {

bool WindowServer::listens(const QStringList &options)
{
    const QStringList recognition = options.isEmpty() ? QStringList{u"--recognition=false"_s} : options;
    m_program = std::make_unique<Program>(u"rollcall-server"_s, QStringList{u"--data-dir"_s, m_folder.path(), u"--server-port"_s, QString::number(m_url.port(0))} + recognition);
    m_program->start();
    const auto address = m_program->waitForLine(u"listening on "_s, patience);
    if (address)
        m_url = QUrl(*address);
    return address.has_value();
}

bool WindowServer::start(const QStringList &options)
{
    // A port that was ours a moment ago may be held by what is left of somebody's connection, for a minute.
    bool isListening = false;
    (void)waitUntil([&] {
        isListening = listens(options);
        return isListening || !output().contains(u"address is already in use"_s);
    }, 2 * patience);
    return isListening;
}

QJsonObject WindowServer::makePairing(const QString &camera) const
{
    Program once(u"rollcall-server"_s, {u"pair"_s, u"--camera"_s, camera, u"--json"_s, u"--data-dir"_s, m_folder.path()});
    once.start();
    (void)once.waitForEnd(patience);
    for (const QString &line : once.output().split(u'\n')) {
        if (const QJsonObject made = QJsonDocument::fromJson(line.toUtf8()).object(); made.contains(u"code"_s))
            return made;
    }
    return {};
}

bool WindowServer::stop()
{
    return m_program->terminate(patience).has_value();
}

std::optional<QJsonArray> WindowServer::cameras() const
{
    const HttpAnswer answer = HttpClient(m_url).get(u"/api/v1/cameras"_s);
    return answer.status == 200 ? std::optional(answer.json().value(u"items"_s).toArray()) : std::nullopt;
}

QString WindowServer::stateOf(const QString &camera) const
{
    for (const QJsonValue &known : cameras().value_or(QJsonArray())) {
        if (known[u"id"_s].toString() == camera)
            return known[u"state"_s].toString();
    }
    return u"away"_s;
}

QStringList WindowServer::streaming() const
{
    QStringList ids;
    for (const QJsonValue &known : cameras().value_or(QJsonArray())) {
        if (known[u"state"_s].toString() == u"streaming")
            ids.append(known[u"id"_s].toString());
    }
    ids.sort();
    return ids;
}

bool WindowServer::hasStreams(qsizetype count) const
{
    return eventually([&] { return cameras() && streaming().size() == count; });
}

WindowWorld::WindowWorld(const window::Settings &settings)
    : m_settings(settings)
    , m_file(std::make_unique<window::SettingsFile>(m_folder.filePath(u"camera.ini"_s)))
{
    open();
}

WindowWorld::~WindowWorld()
{
    close();
}

void WindowWorld::open()
{
    m_threads = std::make_unique<window::MediaThreads>();
    m_pairings = std::make_unique<window::Pairings>(m_folder.path(), pairing::KeyStore::File);
    m_directory = std::make_unique<window::CameraDirectory>();
    m_board = std::make_unique<window::StationBoard>(m_settings, *m_pairings, *m_directory, *m_threads);
    m_window = std::make_unique<window::MainWindow>(window::MainWindow::Parts{m_settings, *m_file, *m_pairings, *m_board, m_log});
}

void WindowWorld::close()
{
    m_window.reset();
    m_board.reset();
    m_directory.reset();
    m_pairings.reset();
    if (m_threads && !m_threads->waitForEnd(patience))
        qWarning("a camera's thread does not end");
    m_threads.reset();
}

void WindowWorld::restart()
{
    close();
    m_settings = m_file->load().settings;
    open();
    show();
}

void WindowWorld::show()
{
    m_window->show();
    (void)QTest::qWaitForWindowExposed(m_window.get());
}

QStringList WindowWorld::rows()
{
    const auto *const list = find<QListWidget>("sources");
    QStringList titles;
    for (int row = 0; row < list->count(); ++row)
        titles.append(list->item(row)->text());
    return titles;
}

bool WindowWorld::choose(const QString &title)
{
    if (!eventually([&] { return rows().contains(title); }))
        return false;
    auto *const list = find<QListWidget>("sources");
    list->setCurrentRow(int(rows().indexOf(title)));
    return true;
}

window::CameraStation *WindowWorld::station(const QString &title)
{
    for (qsizetype i = 0; i < m_board->count(); ++i) {
        if (m_board->at(i).title() == title)
            return &m_board->at(i);
    }
    return nullptr;
}

bool WindowWorld::sees(const QString &words)
{
    return eventually([&] { return sentence().contains(words); });
}

bool WindowWorld::seesPicture(const QString &title)
{
    return eventually([&] {
        const window::CameraStation *const shown = station(title);
        return shown && !shown->image().isNull();
    });
}

QStringList WindowWorld::boxes() const
{
    QStringList texts;
    for (const QMessageBox *box : m_window->findChildren<QMessageBox *>()) {
        if (box->isVisible())
            texts.append(box->text());
    }
    return texts;
}

window::Settings WindowCases::paired() const
{
    window::Settings settings;
    settings.server = m_server.address();
    settings.width = 640;
    settings.height = 480;
    return settings;
}

void WindowCases::initTestCase()
{
    QVERIFY2(m_server.start(), qPrintable(m_server.output()));
}

void WindowCases::init()
{
    virtualCameras().unplugAll();
}

const VirtualCameras::Camera &deskCamera()
{
    static const VirtualCameras::Camera camera{.name = u"Desk camera"_s, .serial = u"D1"_s, .bus = u"usb-1"_s};
    return camera;
}

const VirtualCameras::Camera &doorCamera()
{
    static const VirtualCameras::Camera camera{.name = u"Door camera"_s, .serial = u"D2"_s, .bus = u"usb-2"_s};
    return camera;
}

VirtualCameras &virtualCameras()
{
    static VirtualCameras cameras;
    return cameras;
}

int runWindowTest(int argc, char **argv, QObject &test)
{
    qputenv("QT_MEDIA_BACKEND", "gstreamer");
    (void)virtualCameras();
    QApplication application(argc, argv);
    if (const auto ready = media::initialiseGStreamer(); !ready)
        qFatal("%s", qPrintable(ready.error().message));
    window::speak(u"en"_s, application);
    const int failures = QTest::qExec(&test, argc, argv);
    return media::waitForStoppedPipelines(patience) ? failures : 1;
}

} // namespace rollcall::testing
