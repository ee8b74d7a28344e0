#pragma once

#include <QHostAddress>

namespace rollcall::net {

// What can be known of a connection before anything is read from it. The descriptor is the system's.
enum class FirstByte { NotYet, TlsHandshake, Other, Ended };
[[nodiscard]] FirstByte peekFirstByte(qintptr descriptor);
[[nodiscard]] QHostAddress peerOf(qintptr descriptor);
void closeDescriptor(qintptr descriptor);

} // namespace rollcall::net
