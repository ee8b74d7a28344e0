#include "app/status_printer.h"

#include "session/status_text.h"

#include <QJsonDocument>

#include <utility>

using namespace Qt::StringLiterals;

namespace rollcall::app {

StatusPrinter::StatusPrinter(Style style, QString server, Write write)
    : m_style(style)
    , m_server(std::move(server))
    , m_write(std::move(write))
{
}

void StatusPrinter::say(Stream stream, const QString &sentence, const QJsonObject &object)
{
    if (m_style == Style::Json)
        m_write(Stream::Output, QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)));
    else
        m_write(stream, sentence);
}

// The session streams whether or not there are pictures.
QString StatusPrinter::sentenceOf(const session::CameraSession::Status &status) const
{
    const bool sends = status.state == session::CameraSession::State::Streaming && !status.paused;
    return sends && m_sourceIsOut ? u"Connected, but there is no picture to send."_s : session::sentence(status, m_server);
}

bool StatusPrinter::isNews(const session::CameraSession::Status &status)
{
    using State = session::CameraSession::State;
    if (status.state == State::Waiting) {
        m_last.clear();  // that it is connected again will be news
        return std::exchange(m_problem, status.problem) != status.problem;
    }
    const bool isAttempt = status.state == State::Connecting || status.state == State::Negotiating;
    if (isAttempt && !m_problem.isEmpty())
        return false;
    m_problem.clear();
    // Figures change with every report; a new sentence is worth a line only when the state or the picture changed.
    session::CameraSession::Status settled = status;
    settled.stats.reset();
    const QString subject = sentenceOf(settled);
    return std::exchange(m_last, subject) != subject;
}

void StatusPrinter::session(const session::CameraSession::Status &status)
{
    const bool news = isNews(status);
    if (m_style == Style::Sentences && !news)
        return;
    QJsonObject object = session::toJson(status, m_server);
    object.insert(u"event"_s, u"session"_s);
    object.insert(u"text"_s, sentenceOf(status));
    const bool refused = status.state == session::CameraSession::State::Refused;
    say(refused ? Stream::Error : Stream::Output, sentenceOf(status), object);
}

void StatusPrinter::source(Stream stream, const QString &state, const QString &sentence)
{
    m_sourceIsOut = state != u"capturing";
    if (std::exchange(m_lastSource, sentence) != sentence || m_style == Style::Json)
        say(stream, sentence, {{u"event"_s, u"source"_s}, {u"state"_s, state}, {u"text"_s, sentence}});
}

void StatusPrinter::problem(const QString &sentence)
{
    say(Stream::Error, sentence, {{u"event"_s, u"problem"_s}, {u"text"_s, sentence}});
}

} // namespace rollcall::app
