#pragma once

#include "store/feedback_records.h"
#include "store/records.h"
#include "store/webhook_records.h"
#include "webhooks/day_events.h"

#include <QJsonObject>
#include <QString>

#include <array>

namespace rollcall::webhooks {

inline constexpr const char *checkIn = "check-in";    // somebody's day has begun
inline constexpr const char *checkOut = "check-out";  // somebody left, for a while or for the day
inline constexpr const char *late = "late";           // somebody came later than their shift allows
inline constexpr const char *unknown = "unknown";     // a face that nobody is known by waits for an operator
inline constexpr const char *alert = "alert";         // something that somebody should see to; as its rule says
inline constexpr const char *alertEnded = "alert-ended";
inline constexpr std::array dayEvents{checkIn, checkOut, late};
inline constexpr std::array eventNames{checkIn, checkOut, late, unknown, alert, alertEnded};

// What is sent of an event; `id` is a UUID of version 7.
[[nodiscard]] store::WebhookEvent toWebhookEvent(const DayEvent &event, const store::Person &person, const std::string &id);
[[nodiscard]] store::WebhookEvent toWebhookEvent(const store::UnknownFace &face, const std::string &id);

// {"type", "timestamp", "data"}, as Standard Webhooks has it.
[[nodiscard]] std::string payloadOf(const char *name, attendance::UtcMs when, const QJsonObject &data);
// RFC 3339 in UTC with milliseconds.
[[nodiscard]] QString textOf(attendance::UtcMs time);

} // namespace rollcall::webhooks
