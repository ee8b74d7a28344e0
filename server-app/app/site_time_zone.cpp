#include "app/site_time_zone.h"

using namespace Qt::StringLiterals;

namespace rollcall::app {

std::expected<QTimeZone, QString> siteTimeZone(const QString &id)
{
    const QTimeZone zone = id.isEmpty() ? QTimeZone::systemTimeZone() : QTimeZone(id.toUtf8());
    if (zone.isValid())
        return zone;
    if (id.isEmpty())
        return QTimeZone::utc();
    return std::unexpected(u"time-zone: \u201c%1\u201d is not an IANA time zone that this machine knows, such as Europe/Berlin."_s.arg(id));
}

} // namespace rollcall::app
