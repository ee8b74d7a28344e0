#include "support/process.h"

#include "support/wait.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <csignal>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace rollcall::testing {

QString buildFolder()
{
    return QDir(QCoreApplication::applicationDirPath() + u"/.."_s).canonicalPath();
}

std::optional<ProcessFigures> figuresOf(qint64 pid)
{
    const QString folder = u"/proc/%1"_s.arg(pid);
    QFile stat(folder + u"/stat"_s);
    if (!stat.open(QIODevice::ReadOnly))
        return std::nullopt;
    // The name in parentheses may hold anything; the fields after it are numbers (proc(5)).
    const QByteArray line = stat.readAll();
    const QList<QByteArray> fields = line.mid(line.lastIndexOf(')') + 2).split(' ');
    if (fields.size() < 22)
        return std::nullopt;
    ProcessFigures figures;
    figures.threads = fields[17].toInt();
    figures.residentBytes = fields[21].toLongLong() * sysconf(_SC_PAGESIZE);
    figures.cpuSeconds = (fields[11].toDouble() + fields[12].toDouble()) / double(sysconf(_SC_CLK_TCK));
    figures.descriptors = int(QDir(folder + u"/fd"_s).entryList(QDir::Files | QDir::System | QDir::Hidden | QDir::NoDotAndDotDot).size());
    return figures;
}

Program::Program(const QString &name, const QStringList &arguments)
{
    m_process.setProgram(buildFolder() + u"/bin/"_s + name);
    m_process.setArguments(arguments);
    m_process.setProcessChannelMode(QProcess::MergedChannels);
}

Program::~Program()
{
    if (!isRunning())
        return;
    m_process.kill();
    m_process.waitForFinished(5000);
}

void Program::start()
{
    m_output.clear();
    m_process.start();
    m_process.waitForStarted();
}

QString Program::output()
{
    m_output += QString::fromUtf8(m_process.readAll());
    return m_output;
}

std::optional<QString> Program::waitForLine(const QString &prefix, std::chrono::milliseconds limit)
{
    std::optional<QString> rest;
    const auto found = [&] {
        for (const QString &line : output().split(u'\n')) {
            if (line.startsWith(prefix))
                rest = line.mid(prefix.size());
        }
        return rest.has_value() || !isRunning();
    };
    waitUntil(found, limit);
    return rest;
}

std::optional<int> Program::waitForEnd(std::chrono::milliseconds limit)
{
    if (!waitUntil([&] { return m_process.state() == QProcess::NotRunning; }, limit))
        return std::nullopt;
    return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
}

std::optional<int> Program::terminate(std::chrono::milliseconds limit)
{
    if (isRunning())
        ::kill(pid_t(pid()), SIGTERM);
    return waitForEnd(limit);
}

void Program::kill()
{
    m_process.kill();
    m_process.waitForFinished(5000);
}

} // namespace rollcall::testing
