#pragma once

#include "protocol/messages.h"

#include <QByteArray>
#include <QByteArrayView>

#include <expected>

namespace rollcall::protocol {

struct ParseError {
    ErrorCode code = ErrorCode::BadMessage;
    QString message; // a sentence that names the field and what was expected
    QString about; // the type or field at fault
};

// Reads one message. Any byte sequence gives a Message or a reason; never throws, never partly filled. Pure; any thread.
// Limits (limits.h) are checked before anything else. Unknown fields are ignored.
[[nodiscard]] std::expected<Message, ParseError> parse(QByteArrayView bytes);

// One line of compact JSON (RFC 8259). parse(serialize(m)) == m for every m within the limits.
[[nodiscard]] QByteArray serialize(const Message &message);

// The value of the wire's "type" field: "hello", "offer", "ice" …
[[nodiscard]] QStringView typeName(const Message &message);

} // namespace rollcall::protocol
