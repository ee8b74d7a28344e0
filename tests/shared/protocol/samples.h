#pragma once

#include "protocol/messages.h"

#include <QByteArray>

#include <vector>

namespace rollcall::protocol::test {

// Every message with every field set, and every message with nothing but what it needs.
[[nodiscard]] std::vector<Message> fullMessages();
[[nodiscard]] std::vector<Message> minimalMessages();

} // namespace rollcall::protocol::test
