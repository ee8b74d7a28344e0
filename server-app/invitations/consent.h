#pragma once

#include <QJsonObject>
#include <QString>

#include <expected>
#include <filesystem>

namespace rollcall::invitations {

// What people agree to who send photos of themselves. Another text is another version, so that it stays known who agreed to what.
struct Consent {
    QString version;
    QJsonObject text;  // by language: "en", "de", "fr"
};

// What comes with the program.
[[nodiscard]] Consent builtInConsent();
// The site's own: a file of plain text in UTF-8, shown in whichever language. An error is a sentence.
[[nodiscard]] std::expected<Consent, QString> readConsent(const std::filesystem::path &file);

inline constexpr qint64 consentBytes = 64 * 1024;

} // namespace rollcall::invitations
