#pragma once

#include <QByteArray>
#include <QList>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>

#include <expected>
#include <filesystem>

namespace rollcall::net {

// Who the server is towards others: a certificate with what leads to its authority, and the key. A value; never logged.
struct TlsIdentity {
    QList<QSslCertificate> chain;  // the server's own first
    QSslKey key;

    [[nodiscard]] QByteArray fingerprint() const;  // SHA-256 of the server's certificate
    [[nodiscard]] QSslConfiguration configuration() const;  // TLS 1.2 and later
};

// From PEM files of the operator. The error is a sentence that names the file at fault.
[[nodiscard]] std::expected<TlsIdentity, QString> readTlsIdentity(const std::filesystem::path &certificate, const std::filesystem::path &key);

// From the data folder; a self-signed one is made and kept there where there is none. Its key is readable by its owner alone.
[[nodiscard]] std::expected<TlsIdentity, QString> ownTlsIdentity(const std::filesystem::path &folder);

} // namespace rollcall::net
