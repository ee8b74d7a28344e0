#include "net/local_addresses.h"

#include <QHostAddress>
#include <QNetworkInterface>

namespace rollcall::net {

QStringList addressesOfThisMachine()
{
    QStringList addresses;
    for (const QHostAddress &address : QNetworkInterface::allAddresses()) {
        if (!address.isLinkLocal())
            addresses.append(address.toString());
    }
    return addresses;
}

} // namespace rollcall::net
