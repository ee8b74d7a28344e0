#include "app/commands/export_attendance.h"

#include "api/local_calendar.h"
#include "app/clock.h"
#include "app/commands/register_database.h"
#include "app/commands/report_file.h"
#include "app/site_time_zone.h"
#include "attendance/words.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace rollcall::app::commands {

namespace {

QString text(const std::string &utf8) { return QString::fromStdString(utf8); }

std::expected<attendance::Day, QString> day(const QString &option, const QString &given)
{
    const auto parsed = attendance::parseDay(given.toStdString());
    if (!parsed)
        return std::unexpected(u"--%1: \u201c%2\u201d is not a date, like 2026-11-21."_s.arg(option, given));
    return *parsed;
}

} // namespace

void ExportAttendance::addOptions(settings::Table &table)
{
    table.add(u"from"_s, u"first day, such as 2026-11-01"_s, m_from).require();
    table.add(u"until"_s, u"last day, included"_s, m_until).require();
    table.add(u"output"_s, u"the file to write"_s, m_output).require();
    table.add(u"format"_s, u"of the file"_s, m_format, QStringList{u"csv"_s, u"xlsx"_s, u"html"_s, u"pdf"_s, u"json"_s});
    table.add(u"kind"_s, u"which days: all, or some; summary has one row a person"_s, m_kind,
              QStringList{u"days"_s, u"late"_s, u"early"_s, u"absent"_s, u"overtime"_s, u"exceptions"_s, u"summary"_s});
    table.add(u"language"_s, u"of titles and words"_s, m_language, QStringList{u"en"_s, u"de"_s, u"fr"_s});
    table.add(u"person"_s, u"id of one person; else everybody"_s, m_person);
    table.add(u"group"_s, u"name of one group; else everybody"_s, m_group);
    table.add(u"bom"_s, u"begin CSV with a byte order mark, for spreadsheets that need it"_s, m_byteOrderMark);
}

std::expected<reports::ReportRequest, QString> ExportAttendance::request() const
{
    const auto from = day(u"from"_s, m_from);
    if (!from)
        return std::unexpected(from.error());
    const auto until = day(u"until"_s, m_until);
    if (!until)
        return std::unexpected(until.error());
    const int days = attendance::daysBetween(*from, *until) + 1;
    if (days < 1 || days > reports::ReportRequest::maxDays)
        return std::unexpected(u"--until: must be from the day of --from to %1 days later."_s.arg(reports::ReportRequest::maxDays - 1));
    if (!m_person.isEmpty() && !m_group.isEmpty())
        return std::unexpected(u"--group: cannot be combined with --person."_s);
    reports::ReportRequest request{.kind = reports::parseKind(m_kind.toStdString()).value_or(reports::Kind::Days), .person = {}, .group = {},
                                   .days = {*from, *until}, .language = reports::parseLanguage(m_language.toStdString()).value_or(reports::Language::English)};
    if (!m_person.isEmpty())
        request.person = attendance::PersonId(m_person.toStdString());
    if (!m_group.isEmpty())
        request.group = attendance::GroupName(m_group.toStdString());
    return request;
}

std::expected<void, QString> ExportAttendance::run(const ServerSettings &settings, QTextStream &out)
{
    const auto wanted = request();
    if (!wanted)
        return std::unexpected(wanted.error());
    const auto zone = siteTimeZone(settings.timeZone);
    if (!zone)
        return std::unexpected(zone.error());
    auto database = openRegisterDatabase(settings, IfMissing::Refuse);
    if (!database)
        return std::unexpected(database.error());
    store::Register records(std::move(*database));
    const api::LocalCalendar calendar(*zone);
    const reports::ReportSite site{.zone = calendar.zone(), .zoneName = calendar.zoneName().toStdString(), .debounce = settings.debounce, .now = utcNow()};
    const auto format = reports::parseFormat(m_format.toStdString()).value_or(reports::Format::Csv);
    const auto rows = writeReport(records, *wanted, format, {.byteOrderMark = m_byteOrderMark}, site, m_output,
                                  QCoreApplication::applicationDirPath() + u"/rollcall-report"_s);
    if (!rows)
        return std::unexpected(rows.error());
    out << text(m_output.string()) << ": " << *rows << (*rows == 1 ? " row" : " rows") << '\n';
    return {};
}

} // namespace rollcall::app::commands
