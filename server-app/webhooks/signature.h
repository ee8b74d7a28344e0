#pragma once

#include "store/database.h"

#include <QByteArray>
#include <QString>

namespace rollcall::webhooks {

// Standard Webhooks: the text "whsec_…" is base64 of the key; a signature is "v1," and base64 of HMAC-SHA256 over
// "id.timestamp.payload", the timestamp in seconds since 1970.
[[nodiscard]] store::Blob newSecret();
[[nodiscard]] QString secretText(const store::Blob &secret);
[[nodiscard]] QByteArray signatureOf(const store::Blob &secret, const QByteArray &id, qint64 timestamp, const QByteArray &payload);

} // namespace rollcall::webhooks
