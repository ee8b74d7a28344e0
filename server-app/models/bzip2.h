#pragma once

#include <QString>

#include <expected>

namespace rollcall::models {

// Unpacks a .bz2 file, piece by piece, into a new file. More than `mostBytes` is an error: a small file can unpack to a disk full.
// An error is a sentence; the target may be there in part then.
[[nodiscard]] std::expected<void, QString> unpackBzip2(const QString &packed, const QString &target, qint64 mostBytes);

// Whether a file begins like a .bz2 file.
[[nodiscard]] bool isBzip2(const QString &file);

} // namespace rollcall::models
