#include "app/tls_keeper.h"

#include "pairing/fingerprint.h"

#include <QLoggingCategory>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcTls, "rollcall.app.tls", QtInfoMsg)

namespace rollcall::app {

std::expected<std::unique_ptr<TlsKeeper>, QString> TlsKeeper::create(const ServerSettings &settings)
{
    if (settings.tlsCertificate.has_value() != settings.tlsKey.has_value())
        return std::unexpected(u"tls-certificate and tls-key belong together: set both, or neither for a certificate that the server makes."_s);
    auto identity = settings.tlsCertificate ? net::readTlsIdentity(*settings.tlsCertificate, *settings.tlsKey) : net::ownTlsIdentity(settings.dataFolder);
    if (!identity)
        return std::unexpected(identity.error());
    return std::unique_ptr<TlsKeeper>(new TlsKeeper(settings.tlsCertificate.value_or(std::filesystem::path()), settings.tlsKey.value_or(std::filesystem::path()), std::move(*identity)));
}

TlsKeeper::TlsKeeper(std::filesystem::path certificate, std::filesystem::path key, net::TlsIdentity identity)
    : m_certificate(std::move(certificate))
    , m_key(std::move(key))
    , m_identity(std::move(identity))
{
    connect(&m_timer, &QTimer::timeout, this, &TlsKeeper::look);
    if (!m_certificate.empty())
        m_timer.start(lookInterval);
}

void TlsKeeper::look()
{
    const auto read = net::readTlsIdentity(m_certificate, m_key);
    if (!read) {
        if (std::exchange(m_problem, read.error()) != read.error())
            qCWarning(lcTls).noquote() << read.error() << "The certificate of before is used meanwhile.";
        return;
    }
    m_problem.clear();
    if (read->chain == m_identity.chain)
        return;
    m_identity = *read;
    qCInfo(lcTls).noquote() << u"the certificate was renewed; its fingerprint is "_s + pairing::fingerprintText(m_identity.fingerprint());
    Q_EMIT renewed();
}

} // namespace rollcall::app
