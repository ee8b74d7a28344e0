#pragma once

#include <QByteArray>
#include <QString>

#include <expected>

namespace rollcall::access {

struct NameLimits {
    static constexpr qsizetype nameCharacters = 64;
    static constexpr qsizetype fewestPasswordCharacters = 8;
    static constexpr qsizetype passwordCharacters = 256;
};

// A name as it is kept: without blanks at its ends, in Unicode's normalisation form C, so that each keyboard gives the same. Else a
// sentence that says what is wrong.
[[nodiscard]] std::expected<QString, QString> accountName(const QString &given);

// A password as it is hashed: UTF-8 of normalisation form C. Any characters will do; length is what counts.
[[nodiscard]] std::expected<QByteArray, QString> newPassword(const QString &given, const QString &name);
// The same for one that is to be compared; what cannot be a password is compared with nothing.
[[nodiscard]] QByteArray givenPassword(const QString &given);

} // namespace rollcall::access
