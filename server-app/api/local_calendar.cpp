#include "api/local_calendar.h"

#include <QDateTime>

namespace rollcall::api {

namespace {

attendance::UtcMs toUtc(const QDateTime &time)
{
    return attendance::UtcMs(std::chrono::milliseconds(time.toMSecsSinceEpoch()));
}

} // namespace

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
    // A day need not begin at 00:00: some zones skip that hour.
    const QDate date = toDate(day);
    return {toUtc(date.startOfDay(m_zone)), toUtc(date.addDays(1).startOfDay(m_zone))};
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
