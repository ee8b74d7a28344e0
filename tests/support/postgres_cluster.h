#pragma once

#include <QProcess>
#include <QString>
#include <QTemporaryDir>

#include <memory>
#include <optional>
#include <string>

namespace rollcall::testing {

// A PostgreSQL of the test's own: a fresh cluster in a temporary folder, reached over loopback on a port that the system chose.
// The server runs as an unprivileged user where the test runs as root, and is ended, by its id, with this object. No event loop needed.
class PostgresCluster {
public:
    enum class Shutdown { Fast, Immediate };

    // Why there can be none on this machine; nothing where there can.
    [[nodiscard]] static std::optional<std::string> missing();

    PostgresCluster();
    PostgresCluster(const PostgresCluster &) = delete;
    PostgresCluster &operator=(const PostgresCluster &) = delete;
    ~PostgresCluster();

    // Before start(): encrypted connections are offered with this certificate.
    void useTls(const QString &certificate, const QString &key);
    // False with the reason in problem().
    [[nodiscard]] bool start();
    [[nodiscard]] bool stop(Shutdown how = Shutdown::Fast);
    void kill();  // SIGKILL to the postmaster and all its processes, as a crash of the machine would
    // Every process of the server stands still (SIGSTOP), as on a machine that hangs; then goes on.
    void freeze();
    void thaw();
    [[nodiscard]] bool isRunning() const { return m_server && m_server->state() == QProcess::Running; }
    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QString problem() const { return m_problem; }

    // A fresh, empty database; its address for Rollcall, through another port where one is given.
    [[nodiscard]] std::string makeDatabase(std::optional<quint16> relay = std::nullopt);
    // Runs SQL as the superuser in a database of the cluster; what it printed, nothing when it failed.
    [[nodiscard]] std::optional<QString> sql(const QString &statement, const QString &database = QStringLiteral("postgres"));

private:
    [[nodiscard]] bool initialise();
    [[nodiscard]] bool startOnPort();
    [[nodiscard]] bool copyForServer(const QString &from, const QString &to);
    [[nodiscard]] QStringList unprivileged(const QStringList &command) const;
    [[nodiscard]] QList<qint64> processes() const;
    void signalAll(int signal) const;
    bool run(const QStringList &command);

    QTemporaryDir m_folder;
    std::unique_ptr<QProcess> m_server;
    quint16 m_port = 0;
    int m_databases = 0;
    QString m_certificate;  // empty: no TLS
    QString m_key;
    QString m_problem;
};

} // namespace rollcall::testing
