#pragma once

#include <QString>

#include <expected>
#include <functional>
#include <optional>

namespace rollcall::pairing {

// Where secrets lie. Answers come from the event loop or at once; a store that is gone answers nothing more. One thread.
class SecretStore {
public:
    virtual ~SecretStore() = default;

    using Read = std::function<void(const std::expected<std::optional<QString>, QString> &secret)>;  // nothing: there is none; the error is a sentence
    using Done = std::function<void(const std::expected<void, QString> &)>;
    virtual void read(const QString &key, Read done) = 0;
    virtual void write(const QString &key, const QString &secret, Done done) = 0;
    // Also where there is none.
    virtual void remove(const QString &key, Done done) = 0;
    // For people: "the key store of this system", "the file …, which only you can read".
    [[nodiscard]] virtual QString place() const = 0;
};

} // namespace rollcall::pairing
