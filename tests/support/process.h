#pragma once

#include <QProcess>
#include <QString>
#include <QStringList>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>

namespace rollcall::testing {

// What the operating system says of a process now (from /proc).
struct ProcessFigures {
    int threads = 0;
    int descriptors = 0;
    int64_t residentBytes = 0;
    double cpuSeconds = 0;
};
[[nodiscard]] std::optional<ProcessFigures> figuresOf(qint64 pid);

// One of the project's programs as a real process. Ended, by its id, when this is destroyed. Needs a Qt event loop.
class Program {
public:
    // `name`: of a program in the build's bin folder.
    Program(const QString &name, const QStringList &arguments);
    ~Program();
    Program(const Program &) = delete;
    Program &operator=(const Program &) = delete;

    // Runs in the new process before the program does; only what is safe after fork.
    void setBefore(std::function<void()> before) { m_process.setChildProcessModifier(std::move(before)); }
    void start();
    // Everything it wrote so far, standard output and error together.
    [[nodiscard]] QString output();
    // A line of its output that starts so, once it is there; what follows the prefix.
    [[nodiscard]] std::optional<QString> waitForLine(const QString &prefix, std::chrono::milliseconds limit = std::chrono::seconds(20));
    // The exit status once it has ended by itself.
    [[nodiscard]] std::optional<int> waitForEnd(std::chrono::milliseconds limit = std::chrono::seconds(20));
    // SIGTERM; the exit status, and nothing when it does not end in time.
    [[nodiscard]] std::optional<int> terminate(std::chrono::milliseconds limit = std::chrono::seconds(5));
    // SIGKILL, as a power cut would.
    void kill();
    [[nodiscard]] bool isRunning() const { return m_process.state() == QProcess::Running; }
    [[nodiscard]] qint64 pid() const { return m_process.processId(); }

private:
    QProcess m_process;
    QString m_output;
};

// The folder of the build that this test belongs to.
[[nodiscard]] QString buildFolder();

} // namespace rollcall::testing
