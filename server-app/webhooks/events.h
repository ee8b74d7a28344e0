#pragma once

#include "attendance/register.h"
#include "store/feedback_records.h"
#include "store/records.h"
#include "store/webhook_records.h"

#include <QJsonObject>
#include <QString>

#include <array>

namespace rollcall::webhooks {

inline constexpr const char *checkIn = "check-in";    // the first confirmed sighting of somebody's day
inline constexpr const char *checkOut = "check-out";  // the last one, once the day is over
inline constexpr const char *unknown = "unknown";     // a face that nobody is known by waits for an operator
inline constexpr std::array registerEvents{checkIn, checkOut};
inline constexpr std::array eventNames{checkIn, checkOut, unknown};

// The event of one entry of the register; `id` is a UUID of version 7.
[[nodiscard]] store::WebhookEvent eventOf(const char *name, const attendance::RegisterEntry &entry, const store::Person &person, const std::string &id);
[[nodiscard]] store::WebhookEvent eventOf(const store::UnknownFace &face, const std::string &id);
// What makes such an event one: this person's day.
[[nodiscard]] std::string subjectOf(const attendance::RegisterEntry &entry);

// {"type", "timestamp", "data"}, as Standard Webhooks has it.
[[nodiscard]] std::string payloadOf(const char *name, attendance::UtcMs when, const QJsonObject &data);
// RFC 3339 in UTC with milliseconds.
[[nodiscard]] QString textOf(attendance::UtcMs time);

} // namespace rollcall::webhooks
