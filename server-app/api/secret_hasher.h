#pragma once

#include <QObject>  // first: moc 6.4 stumbles over <compare> before any header of Qt

#include "store/work_queue.h"

#include <QByteArray>

#include <functional>
#include <optional>
#include <string>

namespace rollcall::api {

// The argon2id hash (by libsodium) of a PIN or password with its salt and parameters, or nullopt where there is no memory for it.
// Takes 64 MiB and tens of milliseconds; any thread.
[[nodiscard]] std::optional<std::string> hashSecret(const QByteArray &secret);

// The same on a thread of its own. Lives on the network thread; answers come there. Secrets are neither kept nor logged.
class SecretHasher : public QObject {
public:
    explicit SecretHasher(QObject *parent = nullptr);
    ~SecretHasher() override;

    // nullopt also where too much is waiting.
    void hash(const QByteArray &secret, std::function<void(std::optional<std::string>)> done);
    // Whether the secret has this hash; nullopt as above. Without a hash it takes as long, and the answer is no.
    void verify(const std::optional<std::string> &hash, const QByteArray &secret, std::function<void(std::optional<bool>)> done);

private:
    static constexpr std::size_t waiting = 64;
    store::WorkQueue m_worker;
};

} // namespace rollcall::api
