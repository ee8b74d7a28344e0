#pragma once

#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <optional>
#include <string>

namespace rollcall::testing {

// An authority of the test's own that signs certificates for TLS, by the openssl program. Its files go with this object.
class TestAuthority {
public:
    // Why there can be none on this machine; nothing where there can.
    [[nodiscard]] static std::optional<std::string> missing();

    TestAuthority();
    [[nodiscard]] bool isSound() const { return m_problem.isEmpty(); }
    [[nodiscard]] QString problem() const { return m_problem; }

    [[nodiscard]] QString certificate() const { return m_folder.filePath(QStringLiteral("authority.pem")); }
    struct Issued {
        QString certificate;
        QString key;
    };
    // For a server that is known by these: "DNS:localhost", "IP:127.0.0.1".
    [[nodiscard]] Issued issue(const QStringList &names);

private:
    bool run(const QStringList &arguments);

    QTemporaryDir m_folder;
    QString m_problem;
    int m_issued = 0;
};

} // namespace rollcall::testing
