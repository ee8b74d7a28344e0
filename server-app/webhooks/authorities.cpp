#include "webhooks/authorities.h"

#include <QFile>

namespace rollcall::webhooks {

using namespace Qt::StringLiterals;

std::expected<QList<QSslCertificate>, QString> readAuthorities(const std::filesystem::path &file, const QString &setting)
{
    const QString path = QString::fromStdString(file.string());
    QFile pem(path);
    if (!pem.open(QIODevice::ReadOnly))
        return std::unexpected(u"%1: the file %2 cannot be read: %3."_s.arg(setting, path, pem.errorString()));
    const QList<QSslCertificate> certificates = QSslCertificate::fromDevice(&pem, QSsl::Pem);
    if (certificates.isEmpty())
        return std::unexpected(u"%1: the file %2 holds no certificate in PEM, which begins with -----BEGIN CERTIFICATE-----."_s.arg(setting, path));
    return certificates;
}

} // namespace rollcall::webhooks
