#include "support/certificates.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace rollcall::testing {

namespace {

bool write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

const QStringList freshKey{u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:prime256v1"_s, u"-nodes"_s, u"-days"_s, u"2"_s};

} // namespace

std::optional<std::string> TestAuthority::missing()
{
    if (QStandardPaths::findExecutable(u"openssl"_s).isEmpty())
        return "the openssl program is not installed (Debian: openssl)";
    return std::nullopt;
}

TestAuthority::TestAuthority()
{
    const QString config = m_folder.filePath(u"authority.cnf"_s);
    if (!write(config, "[req]\ndistinguished_name=dn\nprompt=no\n[dn]\nCN=Authority of a test\n[ca]\nbasicConstraints=critical,CA:TRUE\n"
                       "keyUsage=critical,keyCertSign\nsubjectKeyIdentifier=hash\n"))
        m_problem = u"a file cannot be written in "_s + m_folder.path();
    else
        run(QStringList{u"req"_s, u"-x509"_s, u"-config"_s, config, u"-extensions"_s, u"ca"_s, u"-keyout"_s, m_folder.filePath(u"authority.key"_s), u"-out"_s, certificate()} + freshKey);
}

TestAuthority::Issued TestAuthority::issue(const QStringList &names)
{
    const QString base = m_folder.filePath(u"server%1"_s.arg(++m_issued));
    const Issued issued{.certificate = base + u".pem"_s, .key = base + u".key"_s};
    const QString config = base + u".cnf"_s;
    if (!write(config, "[req]\ndistinguished_name=dn\nprompt=no\n[dn]\nCN=Server of a test\n[leaf]\nbasicConstraints=CA:FALSE\nsubjectAltName=" + names.join(u',').toUtf8()
                           + "\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n"))
        m_problem = u"a file cannot be written in "_s + m_folder.path();
    else
        run(QStringList{u"req"_s, u"-x509"_s, u"-config"_s, config, u"-extensions"_s, u"leaf"_s, u"-CA"_s, certificate(), u"-CAkey"_s, m_folder.filePath(u"authority.key"_s),
                        u"-keyout"_s, issued.key, u"-out"_s, issued.certificate} + freshKey);
    return issued;
}

bool TestAuthority::run(const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(u"openssl"_s, arguments);
    if (process.waitForFinished(30'000) && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return true;
    m_problem = u"openssl "_s + arguments.join(u' ') + u": "_s + QString::fromUtf8(process.readAll());
    return false;
}

} // namespace rollcall::testing
