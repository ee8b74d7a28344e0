#include "api/report_routes.h"

#include "api/list_query.h"
#include "api/report_delivery.h"
#include "attendance/words.h"

#include <QCoreApplication>

namespace rollcall::api {

using namespace Qt::StringLiterals;
using net::Method;
using net::Request;
using net::Responder;
using net::Right;
using reports::Format;
using reports::ReportRequest;

namespace {

QString besideProgram()
{
    return QCoreApplication::applicationDirPath() + u"/rollcall-report"_s;
}

std::expected<std::string, QString> nameOf(const Request &request, const QString &name)
{
    const auto text = request.queryValue(name);
    if (!text || text->isEmpty())
        return std::unexpected(u"\"%1\" must say whom the report is about."_s.arg(name));
    return text->toStdString();
}

std::expected<bool, QString> flagOf(const Request &request, const QString &name)
{
    const QString text = request.queryValue(name).value_or(u"false"_s);
    if (text != u"true" && text != u"false")
        return std::unexpected(u"\"%1\" must be true or false."_s.arg(name));
    return text == u"true";
}

// Pages are shown, files are kept.
net::Headers headersOf(const ReportRequest &request, Format format)
{
    const bool isShown = format == Format::Html || format == Format::Json;
    const std::string days = attendance::toText(request.days.first) + (request.days.first == request.days.last ? "" : "-" + attendance::toText(request.days.last));
    const std::string name = "attendance-" + std::string(toWord(request.kind)) + '-' + days + '.' + std::string(toWord(format));
    net::Headers headers{{"Content-Disposition", QByteArray(isShown ? "inline" : "attachment") + "; filename=\"" + QByteArray::fromStdString(name) + '"'}};
    if (format == Format::Html)
        headers.emplace_back("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    return headers;
}

} // namespace

ReportRoutes::ReportRoutes(const RegisterParts &parts, QString program, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_program(program.isEmpty() ? besideProgram() : std::move(program))
{
}

void ReportRoutes::addRoutes(net::Router &router)
{
    const auto add = [&](const QString &name, Scope scope) {
        router.add(Method::Get, u"/api/v1/reports/"_s + name, Right::ViewAttendance, [this, scope](const Request &request, Responder responder) {
            report(scope, request, std::move(responder));
        });
    };
    add(u"day"_s, Scope::Day);
    add(u"person"_s, Scope::Person);
    add(u"group"_s, Scope::Group);
    add(u"range"_s, Scope::Range);
}

std::expected<ReportRequest, QString> ReportRoutes::read(Scope scope, const Request &request) const
{
    ReportRequest wanted;
    const auto kind = reports::parseKind(request.queryValue(u"kind"_s).value_or(u"days"_s).toStdString());
    if (!kind)
        return std::unexpected(u"\"kind\" must be one of days, late, early, absent, overtime, exceptions, summary."_s);
    wanted.kind = *kind;
    const auto language = reports::parseLanguage(request.queryValue(u"language"_s).value_or(u"en"_s).toStdString());
    if (!language)
        return std::unexpected(u"\"language\" must be one of en, de, fr."_s);
    wanted.language = *language;
    if (scope == Scope::Day) {
        const auto day = request.queryValue(u"day"_s) ? parseDayParameter(request, u"day"_s)
                                                     : std::expected<attendance::Day, QString>(m_parts.calendar.dayOf(m_parts.now()));
        if (!day)
            return std::unexpected(day.error());
        wanted.days = {*day, *day};
        return wanted;
    }
    const auto range = parseDayRange(request);
    if (!range)
        return std::unexpected(range.error());
    wanted.days = *range;
    if (scope == Scope::Range)
        return wanted;
    const auto name = nameOf(request, scope == Scope::Person ? u"person"_s : u"group"_s);
    if (!name)
        return std::unexpected(name.error());
    if (scope == Scope::Person)
        wanted.person = attendance::PersonId(*name);
    else
        wanted.group = attendance::GroupName(*name);
    return wanted;
}

void ReportRoutes::report(Scope scope, const Request &request, Responder responder)
{
    const auto wanted = read(scope, request);
    if (!wanted)
        return responder.problem(400, wanted.error());
    const auto format = reports::parseFormat(request.queryValue(u"format"_s).value_or(u"json"_s).toStdString());
    if (!format)
        return responder.problem(400, u"\"format\" must be one of json, csv, xlsx, html, pdf."_s);
    const auto bom = flagOf(request, u"bom"_s);
    if (!bom)
        return responder.problem(400, bom.error());
    if (m_running >= atOnce)
        return responder.problem(503, u"%1 reports are being made already. Try again in a moment."_s.arg(atOnce), {{"Retry-After", "10"}});
    ++m_running;
    auto *delivery = new ReportDelivery(m_parts.store, {.request = *wanted, .format = *format, .options = {.byteOrderMark = *bom}, .site = siteOf(m_parts),
                                                        .program = m_program, .headers = headersOf(*wanted, *format)},
                                        std::move(responder), this);
    connect(delivery, &ReportDelivery::finished, this, [this, delivery] {
        --m_running;
        delivery->deleteLater();
    }, Qt::SingleShotConnection);
    delivery->start();
}

} // namespace rollcall::api
