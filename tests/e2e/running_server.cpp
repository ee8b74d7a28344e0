#include "e2e/running_server.h"

#include "media/gstreamer.h"
#include "media/pipeline.h"
#include "support/wait.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace rollcall::testing {

namespace {

QString drawnFolder()
{
    return buildFolder() + u"/drawn/"_s;
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read; run the test draw_people first", qPrintable(path));
    return file.readAll();
}

} // namespace

RunningServer::RunningServer(QStringList options)
    : m_options(std::move(options))
{
}

void RunningServer::start()
{
    const QString port = QString::number(m_url.port(0));
    std::optional<QString> address;
    // A port that was ours a moment ago may be held by what is left of somebody's connection, for a minute.
    (void)waitUntil([&] {
        m_program = std::make_unique<Program>(u"rollcall-server"_s, QStringList{u"--data-dir"_s, m_folder.path(), u"--server-port"_s, port} + m_options);
        m_program->start();
        address = m_program->waitForLine(u"listening on "_s, std::chrono::minutes(1));
        return address || !m_program->output().contains(u"address is already in use"_s);
    }, std::chrono::minutes(2));
    ASSERT_TRUE(address.has_value()) << m_program->output().toStdString();
    m_url = QUrl(*address);
}

QJsonArray RunningServer::items(const QString &path) const
{
    return http().get(path).json().value(u"items"_s).toArray();
}

QStringList RunningServer::registered() const
{
    QStringList people;
    for (const QJsonValue &entry : items(u"/api/v1/attendance"_s))
        people.append(entry[u"person"_s].toString());
    people.sort();
    return people;
}

QString RunningServer::cameraState(const QString &camera) const
{
    for (const QJsonValue &known : items(u"/api/v1/cameras"_s)) {
        if (known[u"id"_s].toString() == camera)
            return known[u"state"_s].toString();
    }
    return u"away"_s;
}

std::unique_ptr<Program> startCamera(const QUrl &server, const QString &id, const QString &source, const QString &codec)
{
    auto camera = std::make_unique<Program>(u"rollcall-camera"_s, QStringList{u"--headless"_s, u"--server"_s, server.toString(), u"--camera-id"_s, id, u"--source"_s, source, u"--codec"_s, codec});
    camera->start();
    return camera;
}

QList<DrawnPerson> drawnPeople()
{
    QList<DrawnPerson> people;
    for (const QJsonValue &person : QJsonDocument::fromJson(contents(drawnFolder() + u"people.json"_s))[u"people"_s].toArray()) {
        DrawnPerson drawn{person[u"id"_s].toString(), person[u"name"_s].toString(), {}};
        for (const QJsonValue &photo : person[u"photos"_s].toArray())
            drawn.photos.append(contents(drawnFolder() + photo.toString()));
        people.append(drawn);
    }
    return people;
}

QString drawnClip()
{
    return drawnFolder() + u"clip.mp4"_s;
}

void enrolDrawnPeople(const HttpClient &http)
{
    for (const DrawnPerson &person : drawnPeople()) {
        const HttpAnswer answer = http.enrol(person.id, person.name, person.photos);
        ASSERT_EQ(answer.status, 201) << answer.body.toStdString();
    }
}

} // namespace rollcall::testing

int main(int argc, char **argv)
{
    using namespace rollcall;
    QCoreApplication application(argc, argv);
    if (const auto ready = media::initialiseGStreamer(); !ready)
        qFatal("%s", qPrintable(ready.error().message));
    ::testing::InitGoogleTest(&argc, argv);
    const int result = RUN_ALL_TESTS();
    return media::waitForStoppedPipelines(std::chrono::seconds(10)) ? result : 1;
}
