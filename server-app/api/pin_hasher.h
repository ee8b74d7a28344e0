#pragma once

#include <QObject>  // first: moc 6.4 stumbles over <compare> before any header of Qt

#include "store/work_queue.h"

#include <QByteArray>

#include <functional>
#include <optional>
#include <string>

namespace rollcall::api {

// argon2id by libsodium, on a thread of its own: one hash takes 64 MiB and tens of milliseconds. Lives on the network thread;
// answers come there. PINs are neither kept nor logged.
class PinHasher : public QObject {
public:
    explicit PinHasher(QObject *parent = nullptr);
    ~PinHasher() override;

    // The hash with its salt and parameters, or nullopt where there is no memory for it or too much is waiting.
    void hash(const QByteArray &pin, std::function<void(std::optional<std::string>)> done);
    // Whether the PIN has this hash; nullopt as above. Without a hash it takes as long, and the answer is no.
    void verify(const std::optional<std::string> &hash, const QByteArray &pin, std::function<void(std::optional<bool>)> done);

private:
    static constexpr std::size_t waiting = 64;
    store::WorkQueue m_worker;
};

struct PinRules {
    static constexpr qsizetype fewestDigits = 4;
    static constexpr qsizetype mostDigits = 12;
};
[[nodiscard]] bool isPin(const QString &text);

} // namespace rollcall::api
