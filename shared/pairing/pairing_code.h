#pragma once

#include <QString>

#include <expected>

namespace rollcall::pairing {

// A one-time code: 8 characters that nobody takes for one another when they read, say or type them. The first three only say which
// of the pending codes is meant; the rest must not be told to anybody else. A value; any thread.
class PairingCode {
public:
    static constexpr int characters = 8;
    static constexpr int plateCharacters = 3;
    // Digits and letters without 0, 1, I, L, O and U.
    static constexpr auto alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    // From the system's randomness; 39 bits.
    [[nodiscard]] static PairingCode random();
    // As people write it: lower case, spaces and dashes are fine. The error is a sentence.
    [[nodiscard]] static std::expected<PairingCode, QString> parse(const QString &written);

    [[nodiscard]] const QString &text() const { return m_text; }              // "K7Q4XHWM"
    [[nodiscard]] QString shown() const { return m_text.first(4) + u'-' + m_text.sliced(4); }  // "K7Q4-XHWM"
    [[nodiscard]] QString plate() const { return m_text.first(plateCharacters); }
    friend bool operator==(const PairingCode &, const PairingCode &) = default;

private:
    explicit PairingCode(QString text)
        : m_text(std::move(text))
    {
    }
    QString m_text;
};

// Whether this can be the beginning of a code.
[[nodiscard]] bool isPlate(const QString &text);

} // namespace rollcall::pairing
