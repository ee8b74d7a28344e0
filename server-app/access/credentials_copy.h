#pragma once

#include "store/token_records.h"

#include <QString>

#include <expected>
#include <filesystem>
#include <optional>

namespace rollcall::access {

// Who may come in, as the register said last, in a file that its owner alone can read: for starts while the register elsewhere is away.
// Hashes of secrets; passwords are not in it, so nobody signs in by it who was not signed in.
[[nodiscard]] std::expected<void, QString> writeCredentialsCopy(const std::filesystem::path &file, const store::AccessSnapshot &snapshot);
// Nothing where there is none that can be read.
[[nodiscard]] std::optional<store::AccessSnapshot> readCredentialsCopy(const std::filesystem::path &file);

} // namespace rollcall::access
