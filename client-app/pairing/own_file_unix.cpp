#include "pairing/own_file.h"

#include <QFile>

namespace rollcall::pairing {

bool othersMayAccess(const QString &path)
{
    constexpr QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    return bool(QFile::permissions(path) & others);
}

} // namespace rollcall::pairing
