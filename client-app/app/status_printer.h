#pragma once

#include "session/camera_session.h"

#include <QJsonObject>
#include <QString>

#include <functional>

namespace rollcall::app {

// Tells the operator what goes on: a sentence when something changed, or with Style::Json an object for every event.
class StatusPrinter {
public:
    enum class Style { Sentences, Json };
    using Write = std::function<void(const QString &line)>;

    StatusPrinter(Style style, QString server, Write write);

    void session(const session::CameraSession::Status &status);
    // The state of the source: "capturing", "waiting", "failed", with a sentence.
    void source(const QString &state, const QString &sentence);
    void problem(const QString &sentence);

private:
    void say(const QString &sentence, const QJsonObject &object);

    Style m_style;
    QString m_server;
    Write m_write;
    QString m_last;  // what must differ for another sentence
};

} // namespace rollcall::app
