#pragma once

#include "store/database.h"

#include <string>

namespace rollcall::store {

[[nodiscard]] std::string sha256Hex(std::string_view bytes);

// A key that belongs to this installation alone; made of the system's randomness at the first call.
[[nodiscard]] std::expected<Blob, StoreError> installationKey(Database &database, const std::string &name);

// What stands for a person where no id may be kept: HMAC-SHA256 of the id under a key of this installation, in hex. Whoever knows
// the id finds it again; nobody else learns it.
[[nodiscard]] std::expected<std::string, StoreError> subjectOf(Database &database, const std::string &personId);

} // namespace rollcall::store
