#pragma once

#include <QString>

namespace rollcall::pairing {

// A picture of the text for cameras of phones, with the quiet zone that readers need. Empty where the text is too long for one.
[[nodiscard]] QString qrSvg(const QString &text);
// For a terminal: black on white by its escape sequences, two rows of the code in one of characters.
[[nodiscard]] QString qrForTerminal(const QString &text);

} // namespace rollcall::pairing
