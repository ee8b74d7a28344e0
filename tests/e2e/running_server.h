#pragma once

#include "support/http_client.h"
#include "support/process.h"

#include <QTemporaryDir>

#include <gtest/gtest.h>

#include <memory>

namespace rollcall::testing {

// rollcall-server on an empty folder of its own and a port that the system chose.
class RunningServer {
public:
    explicit RunningServer(QStringList options = {});

    // Waits until it listens. Again after a kill: on the same folder and port.
    void start();
    [[nodiscard]] Program &program() { return *m_program; }
    [[nodiscard]] QUrl url() const { return m_url; }
    [[nodiscard]] QString dataFolder() const { return m_folder.path(); }
    [[nodiscard]] HttpClient http() const { return HttpClient(m_url); }
    // One entry a person: the ids in the register of today, sorted.
    [[nodiscard]] QStringList registered() const;
    [[nodiscard]] QJsonArray items(const QString &path) const;
    // "streaming", or "away" where it is not connected.
    [[nodiscard]] QString cameraState(const QString &camera) const;

private:
    const QStringList m_options;
    QTemporaryDir m_folder;
    QUrl m_url;
    std::unique_ptr<Program> m_program;
};

// rollcall-camera --headless, sending to the server at this address.
[[nodiscard]] std::unique_ptr<Program> startCamera(const QUrl &server, const QString &id, const QString &source, const QString &codec = QStringLiteral("vp8"));

// The people that rollcall-draw-people drew for this build.
struct DrawnPerson {
    QString id;
    QString name;
    QList<QByteArray> photos;
};
[[nodiscard]] QList<DrawnPerson> drawnPeople();
[[nodiscard]] QString drawnClip();
void enrolDrawnPeople(const HttpClient &http);


} // namespace rollcall::testing
