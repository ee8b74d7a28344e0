#include "ops/logging.h"

#include <QDateTime>
#include <QLoggingCategory>

#include <cstdio>

namespace rollcall::ops {

using namespace Qt::StringLiterals;

namespace {

const char *levelName(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "debug";
    case QtInfoMsg:
        return "info";
    case QtWarningMsg:
        return "warning";
    case QtCriticalMsg:
        return "error";
    case QtFatalMsg:
        return "fatal";
    }
    return "info";
}

// One message, one line, whatever came from outside into it.
QByteArray quoted(const QString &message)
{
    QByteArray text = message.toUtf8();
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\r', "\\r").replace('\x1b', "\\e");
    return '"' + text + '"';
}

// Any thread: one fwrite a line keeps lines whole.
void write(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const QByteArray line = "time=" + QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toLatin1()
        + " level=" + levelName(type) + " category=" + (context.category ? context.category : "default")
        + " message=" + quoted(message) + '\n';
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stderr);
}

QString rulesOf(LogLevel level)
{
    QString rules = u"*.debug=false\n"_s;
    if (level == LogLevel::Debug)
        rules = u"*.debug=false\nrollcall.*.debug=true\n"_s;  // Qt's own debug output drowns everything
    if (level >= LogLevel::Warning)
        rules += u"*.info=false\n"_s;
    if (level >= LogLevel::Error)
        rules += u"*.warning=false\n"_s;
    return rules;
}

} // namespace

std::expected<LogLevel, QString> parseLogLevel(const QString &text)
{
    if (text == "debug"_L1)
        return LogLevel::Debug;
    if (text == "info"_L1)
        return LogLevel::Info;
    if (text == "warning"_L1)
        return LogLevel::Warning;
    if (text == "error"_L1)
        return LogLevel::Error;
    return std::unexpected(u"The log level \"%1\" is not one of debug, info, warning, error."_s.arg(text));
}

void setUpLogging(LogLevel level, const QString &rules)
{
    qInstallMessageHandler(write);
    QLoggingCategory::setFilterRules(rulesOf(level) + rules);
}

} // namespace rollcall::ops
