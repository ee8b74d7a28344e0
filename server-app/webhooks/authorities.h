#pragma once

#include <QList>
#include <QSslCertificate>

#include <expected>
#include <filesystem>

namespace rollcall::webhooks {

// Certificates of authorities that receivers may be signed by, beside those that the system trusts: a PEM file, which the setting of this
// name named. An error is a sentence.
[[nodiscard]] std::expected<QList<QSslCertificate>, QString> readAuthorities(const std::filesystem::path &file, const QString &setting = QStringLiteral("webhook-ca"));

} // namespace rollcall::webhooks
