#include "support/postgres_cluster.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTcpServer>
#include <QTcpSocket>

#include <csignal>
#include <pwd.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace rollcall::testing {

namespace {

constexpr int patienceMs = 30'000;

QString binaries()
{
    return u"/usr/lib/postgresql/15/bin/"_s;
}

// Who runs the server where the test is root, which PostgreSQL refuses.
QString serverUser()
{
    return getpwnam("postgres") ? u"postgres"_s : u"nobody"_s;
}

quint16 freePort()
{
    QTcpServer probe;
    probe.listen(QHostAddress::LocalHost);
    return probe.serverPort();
}

} // namespace

std::optional<std::string> PostgresCluster::missing()
{
    if (!QFile::exists(binaries() + u"postgres"_s))
        return "PostgreSQL 15 is not installed (Debian: postgresql-15)";
    return std::nullopt;
}

PostgresCluster::PostgresCluster()
    : m_folder(QDir::tempPath() + u"/rollcall-postgres-XXXXXX"_s)
{
}

PostgresCluster::~PostgresCluster()
{
    thaw();
    if (isRunning() && !stop(Shutdown::Immediate))
        kill();
}

QStringList PostgresCluster::unprivileged(const QStringList &command) const
{
    if (geteuid() != 0)
        return command;
    const passwd *user = getpwnam(serverUser().toUtf8().constData());
    return QStringList{u"setpriv"_s, u"--reuid"_s, QString::number(user->pw_uid), u"--regid"_s, QString::number(user->pw_gid), u"--clear-groups"_s} + command;
}

bool PostgresCluster::run(const QStringList &command)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setWorkingDirectory(m_folder.path());
    process.start(command.first(), command.mid(1));
    if (process.waitForFinished(patienceMs) && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return true;
    m_problem = command.join(u' ') + u": "_s + QString::fromUtf8(process.readAll());
    return false;
}

bool PostgresCluster::initialise()
{
    const QString data = m_folder.filePath(u"data"_s);
    if (QFile::exists(data))
        return true;
    if (geteuid() == 0) {
        const passwd *user = getpwnam(serverUser().toUtf8().constData());
        if (chown(m_folder.path().toUtf8().constData(), user->pw_uid, user->pw_gid) != 0)
            return false;
    }
    m_port = freePort();
    return run(unprivileged({binaries() + u"initdb"_s, u"--pgdata"_s, data, u"--username"_s, u"rollcall"_s, u"--auth"_s, u"trust"_s, u"--encoding"_s, u"UTF8"_s,
                             u"--locale"_s, u"C.UTF-8"_s, u"--no-sync"_s}));
}

void PostgresCluster::useTls(const QString &certificate, const QString &key)
{
    m_certificate = certificate;
    m_key = key;
}

// Keys must belong to the server's user, and nobody else may read them.
bool PostgresCluster::copyForServer(const QString &from, const QString &to)
{
    QFile::remove(to);
    if (!QFile::copy(from, to) || !QFile::setPermissions(to, QFile::ReadOwner | QFile::WriteOwner))
        return false;
    const passwd *user = geteuid() == 0 ? getpwnam(serverUser().toUtf8().constData()) : nullptr;
    return !user || chown(to.toUtf8().constData(), user->pw_uid, user->pw_gid) == 0;
}

// Somebody may have taken the port since it was free.
bool PostgresCluster::start()
{
    constexpr int ports = 5;
    for (int i = 0; i < ports; ++i) {
        if (startOnPort())
            return true;
        if (m_databases > 0 || !m_problem.contains(u"Address already in use"_s))
            return false;
        m_port = freePort();
    }
    return false;
}

bool PostgresCluster::startOnPort()
{
    if (!initialise())
        return false;
    QStringList tls;
    if (!m_certificate.isEmpty()) {
        const QString certificate = m_folder.filePath(u"server.pem"_s);
        const QString key = m_folder.filePath(u"server.key"_s);
        if (!copyForServer(m_certificate, certificate) || !copyForServer(m_key, key)) {
            m_problem = u"The server's certificate could not be copied."_s;
            return false;
        }
        tls = {u"-c"_s, u"ssl=on"_s, u"-c"_s, u"ssl_cert_file="_s + certificate, u"-c"_s, u"ssl_key_file="_s + key};
    }
    const QStringList command = unprivileged({binaries() + u"postgres"_s, u"-D"_s, m_folder.filePath(u"data"_s), u"-p"_s, QString::number(m_port),
                                              u"-k"_s, m_folder.path(), u"-c"_s, u"listen_addresses=127.0.0.1"_s, u"-c"_s, u"recovery_init_sync_method=syncfs"_s}) + tls;
    m_server = std::make_unique<QProcess>();
    m_server->setProcessChannelMode(QProcess::MergedChannels);
    m_server->setStandardOutputFile(m_folder.filePath(u"server.log"_s), QIODevice::Append);
    m_server->setWorkingDirectory(m_folder.path());
    m_server->start(command.first(), command.mid(1));
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < patienceMs && !m_server->waitForFinished(50)) {
        if (sql(u"SELECT 1"_s))
            return true;
    }
    QFile log(m_folder.filePath(u"server.log"_s));
    m_problem = u"The server did not start: "_s + (log.open(QIODevice::ReadOnly) ? QString::fromUtf8(log.readAll()) : QString());
    return false;
}

bool PostgresCluster::stop(Shutdown how)
{
    if (!isRunning())
        return true;
    ::kill(pid_t(m_server->processId()), how == Shutdown::Fast ? SIGINT : SIGQUIT);
    return m_server->waitForFinished(patienceMs);
}

// The postmaster and its children, from /proc.
QList<qint64> PostgresCluster::processes() const
{
    if (!isRunning())
        return {};
    const qint64 postmaster = m_server->processId();
    QList<qint64> all{postmaster};
    QFile children(u"/proc/%1/task/%1/children"_s.arg(postmaster));
    if (children.open(QIODevice::ReadOnly)) {
        for (const QByteArray &child : children.readAll().split(' ')) {
            if (!child.trimmed().isEmpty())
                all.append(child.toLongLong());
        }
    }
    return all;
}

void PostgresCluster::signalAll(int signal) const
{
    for (const qint64 process : processes())
        ::kill(pid_t(process), signal);
}

void PostgresCluster::kill()
{
    signalAll(SIGKILL);
    if (m_server)
        m_server->waitForFinished(patienceMs);
}

void PostgresCluster::freeze()
{
    signalAll(SIGSTOP);
}

void PostgresCluster::thaw()
{
    signalAll(SIGCONT);
}

std::optional<QString> PostgresCluster::sql(const QString &statement, const QString &database)
{
    QProcess psql;
    psql.start(binaries() + u"psql"_s, {u"-XAtq"_s, u"-v"_s, u"ON_ERROR_STOP=1"_s, u"-h"_s, u"127.0.0.1"_s, u"-p"_s, QString::number(m_port), u"-U"_s, u"rollcall"_s,
                                        u"-d"_s, database, u"-c"_s, statement});
    if (!psql.waitForFinished(patienceMs) || psql.exitCode() != 0) {
        m_problem = QString::fromUtf8(psql.readAllStandardError());
        return std::nullopt;
    }
    return QString::fromUtf8(psql.readAllStandardOutput()).trimmed();
}

std::string PostgresCluster::makeDatabase(std::optional<quint16> relay)
{
    const QString name = u"register%1"_s.arg(++m_databases);
    if (!sql(u"CREATE DATABASE "_s + name))
        qFatal("%s", qPrintable(m_problem));
    return u"postgresql://rollcall@127.0.0.1:%1/%2"_s.arg(relay.value_or(m_port)).arg(name).toStdString();
}

} // namespace rollcall::testing
