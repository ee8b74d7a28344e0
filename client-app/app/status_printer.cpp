#include "app/status_printer.h"

#include "session/status_text.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace rollcall::app {

StatusPrinter::StatusPrinter(Style style, QString server, Write write)
    : m_style(style)
    , m_server(std::move(server))
    , m_write(std::move(write))
{
}

void StatusPrinter::say(const QString &sentence, const QJsonObject &object)
{
    m_write(m_style == Style::Json ? QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)) : sentence);
}

void StatusPrinter::session(const session::CameraSession::Status &status)
{
    // Figures change with every report; a new sentence is worth a line only when the state or the picture changed.
    session::CameraSession::Status settled = status;
    settled.stats.reset();
    settled.retryIn.reset();
    const QString subject = session::sentence(settled, m_server);
    if (m_style == Style::Sentences && subject == m_last)
        return;
    m_last = subject;
    QJsonObject object = session::toJson(status, m_server);
    object.insert(u"event"_s, u"session"_s);
    say(session::sentence(status, m_server), object);
}

void StatusPrinter::source(const QString &state, const QString &sentence)
{
    say(sentence, {{u"event"_s, u"source"_s}, {u"state"_s, state}, {u"text"_s, sentence}});
}

void StatusPrinter::problem(const QString &sentence)
{
    say(sentence, {{u"event"_s, u"problem"_s}, {u"text"_s, sentence}});
}

} // namespace rollcall::app
