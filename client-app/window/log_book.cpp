#include "window/log_book.h"

#include <QDateTime>
#include <QRegularExpression>

#include <cstdio>
#include <utility>

using namespace Qt::StringLiterals;

namespace rollcall::window {

namespace {

// Qt's message handler is a plain function, on any thread.
std::mutex receiverGuard;  // of the two below
LogBook *receiver = nullptr;
QtMessageHandler before = nullptr;

void onMessage(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    QtMessageHandler next = nullptr;
    {
        const std::scoped_lock lock{receiverGuard};
        next = before;
        if (receiver)
            receiver->add(context.category && qstrcmp(context.category, "default") != 0 ? QString(QString::fromUtf8(context.category) + u": "_s + message) : message);
    }
    if (next)
        next(type, context, message);
}

} // namespace

LogBook::LogBook(QObject *parent)
    : QObject(parent)
{
}

LogBook::~LogBook()
{
    const std::scoped_lock lock{receiverGuard};
    if (receiver != this)
        return;
    receiver = nullptr;
    qInstallMessageHandler(std::exchange(before, nullptr));
}

void LogBook::takeQtLog()
{
    const std::scoped_lock lock{receiverGuard};
    receiver = this;
    before = qInstallMessageHandler(onMessage);
}

void LogBook::add(const QString &line)
{
    const QString whole = QDateTime::currentDateTime().toString(u"yyyy-MM-dd HH:mm:ss  "_s) + withoutSecrets(line);
    const std::scoped_lock lock{m_mutex};
    m_lines.append(whole);
    while (m_lines.size() > mostLines)
        m_lines.removeFirst();
    if (std::exchange(m_told, true))
        return;
    QMetaObject::invokeMethod(this, [this] {
        {
            const std::scoped_lock inner{m_mutex};
            m_told = false;
        }
        Q_EMIT added();
    }, Qt::QueuedConnection);
}

QStringList LogBook::lines() const
{
    const std::scoped_lock lock{m_mutex};
    return m_lines;
}

QString LogBook::text() const
{
    return lines().join(u'\n') + u'\n';
}

QString withoutSecrets(QString text)
{
    // A password may hold "@" itself; what is quoted may hold anything but the quote.
    static const QRegularExpression userInfo(u"(\\w+://)[^/\\s]+@"_s);
    static const QRegularExpression named(u"\\b(token|code|pass(?:word|wd|phrase)?|pwd|secret|credential|user-pw|user-id|api-?key|authorization)(\"?\\s*[=:]\\s*)(\"[^\"]*\"|(?:(?:bearer|basic)\\s+)?[^\\s\",;&]+)"_s,
                                          QRegularExpression::CaseInsensitiveOption);
    text.replace(userInfo, u"\\1***@"_s);
    text.replace(named, u"\\1\\2***"_s);
    return text;
}

} // namespace rollcall::window
