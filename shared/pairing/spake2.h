#pragma once

#include <QByteArray>

#include <memory>
#include <optional>

namespace rollcall::pairing {

// SPAKE2 (RFC 9382) with P-256, SHA-256, HKDF and HMAC: two ends that know the same short password agree on a key. Whoever listens,
// or stands between them, learns nothing that guesses could be tried on: one guess costs one exchange with an end that counts.
// One exchange; any thread.
class Spake2 {
public:
    enum class Role { A, B };
    struct Names {
        QByteArray a;
        QByteArray b;
    };
    struct Keys {
        QByteArray ours;     // confirmation to send: proves that we know the password
        QByteArray theirs;   // the one that has to come
        QByteArray shared;   // 16 bytes; only good once `theirs` has come
    };

    // A new secret number from the system.
    Spake2(Role role, const QByteArray &password, const Names &names);
    // With these big-endian numbers instead, for the RFC's test vectors.
    Spake2(Role role, const QByteArray &w, const QByteArray &secret, const Names &names);
    ~Spake2();

    [[nodiscard]] const QByteArray &share() const { return m_share; }
    // `associated`: what both ends have to agree on as well. Nothing where the other end's share is not an acceptable point.
    [[nodiscard]] std::optional<Keys> finish(const QByteArray &otherShare, const QByteArray &associated) const;

    static constexpr qsizetype shareBytes = 65;
    static constexpr qsizetype confirmationBytes = 32;

private:
    struct Curve;
    void makeShare();

    Role m_role;
    Names m_names;
    std::unique_ptr<Curve> m_curve;
    QByteArray m_share;
};

// Without telling by its time where they differ.
[[nodiscard]] bool sameBytes(const QByteArray &a, const QByteArray &b);

} // namespace rollcall::pairing
