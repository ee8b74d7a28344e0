#pragma once

#include <QString>

namespace rollcall::store {

struct PersonTextLimits {
    static constexpr qsizetype nameCharacters = 200;
    static constexpr qsizetype idCharacters = 64;
    static constexpr qsizetype externalIdCharacters = 64;
    static constexpr qsizetype groups = 50;
    static constexpr qsizetype groupCharacters = 100;
};

// An id that an operator may choose: 1 to 64 letters, digits, dots, dashes or underscores of ASCII, not beginning with a dot.
[[nodiscard]] bool isPersonId(const QString &id);
// 1 to 200 characters, none of them a control character.
[[nodiscard]] bool isPersonName(const QString &name);

// A text of at most so many characters, none of them a control character, and not empty.
[[nodiscard]] bool isPlainText(const QString &text, qsizetype mostCharacters);

} // namespace rollcall::store
