#include "app/commands/password_input.h"

#include <QFile>

#include <cstdio>

#include <termios.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace rollcall::app::commands {

namespace {

constexpr qint64 lineBytes = 4'096;

// The terminal shows nothing of what is typed while this lives.
class Silence {
public:
    Silence()
    {
        m_works = ::tcgetattr(STDIN_FILENO, &m_before) == 0;
        termios silent = m_before;
        silent.c_lflag &= ~tcflag_t(ECHO);
        m_works = m_works && ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0;
    }
    ~Silence()
    {
        if (m_works)
            ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
    }
    Silence(const Silence &) = delete;
    Silence &operator=(const Silence &) = delete;
    [[nodiscard]] bool works() const { return m_works; }

private:
    termios m_before{};
    bool m_works = false;
};

std::expected<QString, QString> readLine()
{
    QFile input;
    if (!input.open(STDIN_FILENO, QIODevice::ReadOnly | QIODevice::Unbuffered, QFileDevice::DontCloseHandle))
        return std::unexpected(u"The password cannot be read: %1."_s.arg(input.errorString()));
    QByteArray line = input.readLine(lineBytes);
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    const QString text = QString::fromUtf8(line);
    if (text.isEmpty())
        return std::unexpected(u"No password was given. Type it, or send it as the first line of the standard input."_s);
    return text;
}

std::expected<QString, QString> ask(const QString &question)
{
    std::fputs(question.toLocal8Bit().constData(), stderr);
    std::fflush(stderr);
    auto answer = readLine();
    std::fputs("\n", stderr);
    return answer;
}

} // namespace

std::expected<QString, QString> readPassword(const QString &whose)
{
    if (::isatty(STDIN_FILENO) != 1)
        return readLine();
    const Silence silence;
    if (!silence.works())
        return std::unexpected(u"This terminal cannot hide what is typed. Send the password as the first line of the standard input."_s);
    auto first = ask(u"Password of %1: "_s.arg(whose));
    if (!first)
        return first;
    const auto second = ask(u"The same again: "_s);
    if (!second)
        return second;
    if (*first != *second)
        return std::unexpected(u"The two passwords differ. Nothing was changed."_s);
    return first;
}

} // namespace rollcall::app::commands
