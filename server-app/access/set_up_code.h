#pragma once

#include <QString>

namespace rollcall::access {

// By which the first account is made from anywhere: printed when the server starts, another each time, good until there is an account.
// 80 random bits. Network thread.
class SetUpCode {
public:
    SetUpCode();
    [[nodiscard]] const QString &text() const { return m_text; }  // "K7Q4-XHWM-2RTB-9ZCF"
    // As people type it: in any case, with or without the dashes.
    [[nodiscard]] bool matches(const QString &given) const;

private:
    QString m_text;
};

} // namespace rollcall::access
