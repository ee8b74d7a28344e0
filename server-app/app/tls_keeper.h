#pragma once

#include <QObject>
#include <QTimer>

#include "app/server_settings.h"
#include "net/tls_identity.h"

namespace rollcall::app {

// The server's certificate: the operator's, or one of its own from the data folder. Looks now and then whether the operator's files
// were renewed; what is no good then is said and not used. Qt thread.
class TlsKeeper : public QObject {
    Q_OBJECT

public:
    // Blocking. The error is a sentence.
    [[nodiscard]] static std::expected<std::unique_ptr<TlsKeeper>, QString> create(const ServerSettings &settings);

    [[nodiscard]] const net::TlsIdentity &identity() const { return m_identity; }

    static constexpr std::chrono::milliseconds lookInterval{30'000};
    // At once, for the timer and for tests.
    void look();

Q_SIGNALS:
    void renewed();

private:
    TlsKeeper(std::filesystem::path certificate, std::filesystem::path key, net::TlsIdentity identity);

    const std::filesystem::path m_certificate;  // empty: the server's own, which nobody renews
    const std::filesystem::path m_key;
    net::TlsIdentity m_identity;
    QString m_problem;  // as said last
    QTimer m_timer;
};

} // namespace rollcall::app
