#include "pairing/exchange.h"

#include "pairing/sealing.h"

namespace rollcall::pairing {

Spake2::Names exchangeNames()
{
    return {.a = "rollcall-camera", .b = "rollcall-server"};
}

QByteArray exchangePassword(const PairingCode &code)
{
    return "rollcall pairing 1 " + code.text().toLatin1();
}

QByteArray tokenKey(const QByteArray &sharedKey)
{
    return hkdf(sharedKey, "rollcall pairing 1 token");
}

} // namespace rollcall::pairing
