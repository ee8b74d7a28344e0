#pragma once

#include <QString>

namespace rollcall::pairing {

// Whether others than the owner may read or change a file.
[[nodiscard]] bool othersMayAccess(const QString &path);

} // namespace rollcall::pairing
