#include "api/local_calendar.h"

#include <QDateTime>

namespace rollcall::api {

QDate toDate(attendance::Day day)
{
    return QDate(int(day.year()), int(unsigned(day.month())), int(unsigned(day.day())));
}

attendance::Day toDay(const QDate &date)
{
    return std::chrono::year(date.year()) / date.month() / date.day();
}

LocalCalendar::LocalCalendar(const QTimeZone &zone)
    : m_zone(zone)
{
}

attendance::Day LocalCalendar::dayOf(attendance::UtcMs when) const
{
    return toDay(QDateTime::fromMSecsSinceEpoch(when.time_since_epoch().count(), m_zone).date());
}

std::pair<attendance::UtcMs, attendance::UtcMs> LocalCalendar::bounds(attendance::Day day) const
{
    // Not QDate::startOfDay: where midnight comes twice, it takes the second one, and dayOf the first.
    return zone().bounds(day);
}

attendance::LocalZone LocalCalendar::zone() const
{
    return attendance::LocalZone([zone = m_zone](attendance::UtcMs when) {
        return std::chrono::seconds(zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(when.time_since_epoch().count(), Qt::UTC)));
    });
}

QString LocalCalendar::zoneName() const
{
    return QString::fromLatin1(m_zone.id());
}

} // namespace rollcall::api
