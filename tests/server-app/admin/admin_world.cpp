#include "server-app/admin/admin_world.h"

#include "demo/scene.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSettings>

#include <opencv2/videoio.hpp>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rollcall::testing {

bool AdminServer::start(const QStringList &options)
{
    const QString port = QString::number(m_url.port(0));
    m_program = std::make_unique<Program>(u"rollcall-server"_s, QStringList{u"--data-dir"_s, m_folder.path(), u"--server-port"_s, port} + options);
    m_program->start();
    const auto address = m_program->waitForLine(u"listening on "_s);
    m_url = QUrl(address.value_or(QString()));
    return address.has_value();
}

void AdminServer::stop()
{
    (void)m_program->terminate();
    m_program.reset();
}

std::unique_ptr<Program> startSending(const AdminServer &server, const QString &id, const QString &source, const QStringList &options)
{
    auto camera = std::make_unique<Program>(u"rollcall-camera"_s, QStringList{u"--headless"_s, u"--server"_s, server.url().toString(), u"--camera-id"_s, id, u"--source"_s, source, u"--codec"_s, u"vp8"_s} + options);
    camera->start();
    return camera;
}

QString drawnClipPath()
{
    return buildFolder() + u"/drawn/clip.mp4"_s;
}

QList<DrawnFile> drawnFiles()
{
    const QString folder = buildFolder() + u"/drawn/"_s;
    QFile file(folder + u"people.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read; run the test draw_people first", qPrintable(file.fileName()));
    QList<DrawnFile> people;
    for (const QJsonValue &person : QJsonDocument::fromJson(file.readAll())[u"people"_s].toArray()) {
        DrawnFile drawn{person[u"id"_s].toString(), person[u"name"_s].toString(), {}};
        for (const QJsonValue &photo : person[u"photos"_s].toArray())
            drawn.photos.append(folder + photo.toString());
        people.append(drawn);
    }
    return people;
}

void enrolDrawn(const AdminServer &server)
{
    for (const DrawnFile &person : drawnFiles()) {
        QList<QByteArray> photos;
        for (const QString &path : person.photos) {
            QFile file(path);
            if (file.open(QIODevice::ReadOnly))
                photos.append(file.readAll());
        }
        const HttpAnswer answer = server.http().enrol(person.id, person.name, photos);
        if (answer.status != 201)
            qFatal("%s could not be enrolled: %s", qPrintable(person.name), answer.body.constData());
    }
}

void drawOnePerson(const QString &path, std::string_view person)
{
    const auto walk = std::ranges::find(demo::Scene::timeline(), person, &demo::Appearance::person);
    const int first = int((walk->from + 1) * demo::Scene::framesPerSecond);
    const demo::Scene scene(1);
    const QString pipeline = u"appsrc ! videoconvert ! video/x-raw,format=I420 ! x264enc pass=qual quantizer=22 speed-preset=superfast key-int-max=30 bframes=0 "
                             "! h264parse ! mp4mux ! filesink location=\"%1\""_s.arg(path);
    cv::VideoWriter writer(pipeline.toStdString(), cv::CAP_GSTREAMER, 0, demo::Scene::framesPerSecond, demo::Scene::size);
    if (!writer.isOpened())
        qFatal("%s cannot be written", qPrintable(path));
    for (int frame = first; frame < first + 3 * demo::Scene::framesPerSecond; ++frame)
        writer.write(scene.frame(frame));
}

admin::Drawing drawingHere()
{
    return admin::bestDrawing(qEnvironmentVariableIsSet("ROLLCALL_TEST_NEEDS_GL") ? admin::DrawingWish::OpenGl : admin::DrawingWish::Software);
}

AdminWorld::AdminWorld()
{
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
    make();
}

AdminWorld::~AdminWorld() = default;

void AdminWorld::make()
{
    m_servers = std::make_unique<admin::KnownServers>(pairing::KeyStore::File, m_folder.path());
    m_window = std::make_unique<admin::AdminWindow>(*m_servers, drawingHere());
    m_window->show();
}

void AdminWorld::restart()
{
    m_window->close();
    m_window.reset();
    make();
}

bool AdminWorld::open(const QUrl &server)
{
    m_window->connectTo(server.toString());
    return waitUntil([this] { return m_window->page(u"live"_s) != nullptr; }, 20s);
}

void click(QWidget &in, const char *button)
{
    auto *const found = in.findChild<QAbstractButton *>(QString::fromLatin1(button));
    if (!found)
        qFatal("there is no button %s", button);
    found->click();
}

} // namespace rollcall::testing
