#include "pairing/own_file.h"

namespace rollcall::pairing {

// A user's folder of settings is their own by its access list, which Qt's permissions do not tell of.
bool othersMayAccess(const QString &)
{
    return false;
}

} // namespace rollcall::pairing
