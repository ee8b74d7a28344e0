#pragma once

#include "attendance/local_zone.h"
#include "attendance/time.h"

#include <QDate>
#include <QTimeZone>

#include <utility>

namespace rollcall::api {

[[nodiscard]] QDate toDate(attendance::Day day);
[[nodiscard]] attendance::Day toDay(const QDate &date);

// Days of one IANA time zone, daylight saving included. A value; any thread.
class LocalCalendar {
public:
    explicit LocalCalendar(const QTimeZone &zone);
    [[nodiscard]] attendance::Day dayOf(attendance::UtcMs when) const;
    // [first, second) in UTC: 23, 24 or 25 hours.
    [[nodiscard]] std::pair<attendance::UtcMs, attendance::UtcMs> bounds(attendance::Day day) const;
    // The zone for the rules of attendance, which know no Qt.
    [[nodiscard]] attendance::LocalZone zone() const;
    [[nodiscard]] QTimeZone timeZone() const { return m_zone; }
    [[nodiscard]] QString zoneName() const;  // "Europe/Berlin"

private:
    QTimeZone m_zone;
};

} // namespace rollcall::api
