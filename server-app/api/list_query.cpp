#include "api/list_query.h"

#include "api/json.h"
#include "reports/report_request.h"
#include "store/unknown_faces.h"

namespace rollcall::api {

using namespace Qt::StringLiterals;

namespace {

std::expected<std::optional<attendance::UtcMs>, QString> timeParameter(const net::Request &request, const QString &name)
{
    const auto text = request.queryValue(name);
    if (!text)
        return std::nullopt;
    const auto time = parseTime(*text);
    if (!time)
        return std::unexpected(u"\"%1\" must be a time with its offset, like 2026-11-21T08:00:00Z."_s.arg(name));
    return time;
}

// "from" and "until".
template <typename Filter>
std::expected<void, QString> timesInto(Filter &filter, const net::Request &request)
{
    const auto from = timeParameter(request, u"from"_s);
    if (!from)
        return std::unexpected(from.error());
    const auto until = timeParameter(request, u"until"_s);
    if (!until)
        return std::unexpected(until.error());
    filter.from = *from;
    filter.until = *until;
    return {};
}

} // namespace

std::expected<store::PageRequest, QString> parsePage(const net::Request &request)
{
    store::PageRequest page;
    if (const auto text = request.queryValue(u"limit"_s)) {
        bool isNumber = false;
        page.limit = text->toInt(&isNumber);
        if (!isNumber || page.limit < 1 || page.limit > store::PageRequest::maxLimit)
            return std::unexpected(u"\"limit\" must be a number from 1 to %1."_s.arg(store::PageRequest::maxLimit));
    }
    if (const auto cursor = request.queryValue(u"cursor"_s); cursor && !cursor->isEmpty())
        page.cursor = cursor->toStdString();
    return page;
}

std::expected<store::SightingFilter, QString> parseSightingFilter(const net::Request &request)
{
    store::SightingFilter filter;
    if (const auto person = request.queryValue(u"person"_s))
        filter.person = store::PersonId(person->toStdString());
    if (const auto camera = request.queryValue(u"camera"_s))
        filter.camera = store::CameraId(camera->toStdString());
    if (const auto status = request.queryValue(u"status"_s); status && !(filter.status = parseSightingStatus(*status)))
        return std::unexpected(u"\"status\" must be confirmed, suggested or rejected."_s);
    if (request.caller.cameras) {
        filter.among.emplace();
        for (const QString &camera : *request.caller.cameras)
            filter.among->emplace_back(camera.toStdString());
    }
    if (auto within = timesInto(filter, request); !within)
        return std::unexpected(within.error());
    return filter;
}

std::expected<store::UnknownFaceFilter, QString> parseUnknownFaceFilter(const net::Request &request)
{
    store::UnknownFaceFilter filter;
    if (const auto state = request.queryValue(u"state"_s); state && !(filter.state = store::parseUnknownFaceState(state->toStdString())))
        return std::unexpected(u"\"state\" must be waiting, visitor, dismissed or assigned."_s);
    if (const auto camera = request.queryValue(u"camera"_s))
        filter.camera = store::CameraId(camera->toStdString());
    if (auto within = timesInto(filter, request); !within)
        return std::unexpected(within.error());
    return filter;
}

std::expected<attendance::Day, QString> parseDayParameter(const net::Request &request, const QString &name)
{
    const auto text = request.queryValue(name);
    const auto day = text ? parseDay(*text) : std::nullopt;
    if (!day)
        return std::unexpected(u"\"%1\" must be a date, like 2026-11-21."_s.arg(name));
    return *day;
}

std::expected<attendance::DayRange, QString> parseDayRange(const net::Request &request)
{
    const auto from = parseDayParameter(request, u"from"_s);
    if (!from)
        return std::unexpected(from.error());
    const auto until = parseDayParameter(request, u"until"_s);
    if (!until)
        return std::unexpected(until.error());
    const int days = attendance::daysBetween(*from, *until) + 1;
    if (days < 1 || days > reports::ReportRequest::maxDays)
        return std::unexpected(u"\"until\" must be from the day of \"from\" to %1 days later."_s.arg(reports::ReportRequest::maxDays - 1));
    return attendance::DayRange{*from, *until};
}

} // namespace rollcall::api
