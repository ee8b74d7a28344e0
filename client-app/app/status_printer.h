#pragma once

#include "session/camera_session.h"

#include <QJsonObject>
#include <QString>

#include <functional>

namespace rollcall::app {

// Tells the operator what goes on: a sentence when something changed, or with Style::Json an object for every event. While the
// server is away, the attempts are told once and not each time.
class StatusPrinter {
public:
    enum class Style { Sentences, Json };
    enum class Stream { Output, Error };  // of JSON, everything is output
    using Write = std::function<void(Stream stream, const QString &line)>;

    StatusPrinter(Style style, QString server, Write write);

    void session(const session::CameraSession::Status &status);
    // The state of the source: "capturing", "waiting", "failed", with a sentence.
    void source(Stream stream, const QString &state, const QString &sentence);
    void problem(const QString &sentence);

private:
    void say(Stream stream, const QString &sentence, const QJsonObject &object);
    [[nodiscard]] bool isNews(const session::CameraSession::Status &status);
    [[nodiscard]] QString sentenceOf(const session::CameraSession::Status &status) const;

    Style m_style;
    QString m_server;
    Write m_write;
    QString m_last;        // what must differ for another sentence about the session
    QString m_problem;     // why the server is away, as told
    QString m_lastSource;  // what must differ for another sentence about the source
    bool m_sourceIsOut = false;
};

} // namespace rollcall::app
