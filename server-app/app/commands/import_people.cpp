#include "app/commands/import_people.h"

#include "access/command_token.h"
#include "app/clock.h"
#include "app/commands/register_database.h"
#include "app/commands/server_api.h"
#include "app/part_configs.h"
#include "enrol/import_report.h"
#include "enrol/import_run.h"
#include "enrol/register_target.h"
#include "enrol/server_target.h"
#include "store/folder_lock.h"

#include <QElapsedTimer>
#include <QFile>

#include <cstdio>
#include <thread>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace rollcall::app::commands {

namespace {

constexpr int refusalsShown = 20;  // the report has them all

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

std::filesystem::path pathOf(const QString &text)
{
    return {text.toStdU16String()};
}

int workerCount(int wanted)
{
    return wanted > 0 ? wanted : std::max(1, int(std::thread::hardware_concurrency()));
}

// On a terminal one line that changes; in a file a line now and then.
class Progress {
public:
    Progress() { m_sinceShown.start(); m_sinceStart.start(); }

    void show(const enrol::ImportCounts &counts)
    {
        const bool isLast = counts.done == counts.people;
        if (!isLast && m_sinceShown.elapsed() < (m_isTerminal ? 200 : 5'000))
            return;
        m_sinceShown.restart();
        const double seconds = double(m_sinceStart.elapsed()) / 1'000;
        std::fprintf(stderr, "%s%zu of %zu people, %zu refused, %.1f people a second%s", m_isTerminal ? "\r\033[K" : "", counts.done, counts.people, counts.refused,
                     seconds > 0 ? double(counts.done) / seconds : 0.0, m_isTerminal && !isLast ? "" : "\n");
        std::fflush(stderr);
    }

private:
    const bool m_isTerminal = ::isatty(STDERR_FILENO) == 1;
    QElapsedTimer m_sinceShown;
    QElapsedTimer m_sinceStart;
};

void showRefusal(const enrol::ListedPerson &person, const enrol::PersonResult &result, QTextStream &out)
{
    if (result.state == enrol::PersonResult::State::Refused && result.problem)
        out << text(person.where) << ": not enrolled: " << text(result.problem->message) << '\n';
    for (const enrol::PhotoResult &photo : result.photos) {
        if (photo.problem)
            out << text(person.where) << ": photo " << text(photo.name) << ": " << text(photo.problem->message) << '\n';
    }
}

} // namespace

void ImportPeople::addOptions(settings::Table &options)
{
    options.add(u"path"_s, u"folder with a folder of photos for each person, or CSV file (columns id, name, external_id, groups, photos)"_s, m_path).asOperand().require();
    options.add(u"report"_s, u"file to write what became of each person and photo to; CSV, or JSON where the name ends in .json"_s, m_report);
    options.add(u"connect"_s, u"enrol through the running server at this address, for example http://127.0.0.1:8443"_s, m_connect);
    options.add(u"token-file"_s, u"with --connect: file with an API token of that server; not needed for the one on this data folder"_s, m_tokenFile);
    options.add(u"threads"_s, u"threads that look at photos, 0 = as many as the processor has"_s, m_threads, settings::Range{0, 64});
    options.add(u"dry-run"_s, u"say what would happen and enrol nobody"_s, m_dryRun);
    options.add(u"allow-duplicates"_s, u"enrol also who looks like somebody enrolled already"_s, m_allowDuplicates);
}

std::expected<QByteArray, QString> ImportPeople::tokenFor(const QUrl &server, const ServerSettings &settings) const
{
    if (!m_tokenFile.isEmpty()) {
        QFile file(m_tokenFile);
        if (!file.open(QIODevice::ReadOnly))
            return std::unexpected(u"--token-file: %1 cannot be read: %2."_s.arg(m_tokenFile, file.errorString()));
        return file.readLine().trimmed();
    }
    // What opens the server of this folder is shown to no other.
    const auto here = ServerApi::find(settings);
    const QUrl *known = here ? std::get_if<QUrl>(&*here) : nullptr;
    const bool isThisMachine = server.host() == u"localhost"_s || net::isLoopback(QHostAddress(server.host()));
    const bool isHere = known && isThisMachine && known->port() == server.port();
    return isHere ? access::readCommandToken(settings.dataFolder).value_or(QByteArray()) : QByteArray();
}

std::expected<void, QString> ImportPeople::run(const ServerSettings &settings, QTextStream &out)
{
    const auto list = enrol::readImportList(pathOf(m_path));
    if (!list)
        return std::unexpected(text(list.error()));
    for (const std::string &note : list->notes)
        out << "note: " << text(note) << '\n';
    const enrol::ImportOptions options{.allowDuplicates = m_allowDuplicates, .dryRun = m_dryRun};
    if (!m_connect.isEmpty()) {
        const QUrl server(m_connect, QUrl::StrictMode);
        if (!server.isValid() || server.host().isEmpty())
            return std::unexpected(u"--connect: \u201c%1\u201d is not the address of a server, such as http://127.0.0.1:8443."_s.arg(m_connect));
        const auto token = tokenFor(server, settings);
        if (!token)
            return std::unexpected(token.error());
        enrol::ServerTarget target(server, options, *token);
        return runOn(target, *list, out);
    }
    const auto folder = store::FolderLock::take(settings.dataFolder, "an import of people");
    if (!folder) {
        const QString owner = text(folder.error().owner);
        if (const qsizetype at = owner.indexOf(u"http"_s); at >= 0)
            return std::unexpected(u"The register is in use by %1. Import through it: add --connect %2"_s.arg(owner, owner.mid(at)));
        return std::unexpected(text(folder.error().message));
    }
    auto database = openRegisterDatabase(settings, IfMissing::Make);
    if (!database)
        return std::unexpected(database.error());
    if ((*database)->dialect() == store::Dialect::PostgreSql)
        out << "Servers of other machines that work on " << text((*database)->name()) << " recognise these people from the next day or their next start on.\n";
    recognition::configureLibraries();
    const auto engine = loadEngine(settings);
    if (!engine)
        return std::unexpected(engine.error());
    out << "recognition: " << text((*engine)->description()) << '\n';
    out.flush();
    auto target = enrol::RegisterTarget::create(*engine, std::make_unique<store::Register>(std::move(*database)), options, workerCount(m_threads), utcNow);
    if (!target)
        return std::unexpected(text(target.error()));
    return runOn(**target, *list, out);
}

std::expected<void, QString> ImportPeople::runOn(enrol::ImportTarget &target, const enrol::ImportList &list, QTextStream &out)
{
    std::unique_ptr<enrol::ImportReport> report;
    if (!m_report.isEmpty()) {
        auto opened = enrol::ImportReport::open(pathOf(m_report));
        if (!opened)
            return std::unexpected(text(opened.error()));
        report = std::move(*opened);
    }
    Progress progress;
    int refusals = 0;
    const auto counts = enrol::ImportRun(target).run(list.people, [&](const auto &person, const auto &result, const enrol::ImportCounts &soFar) {
        const bool isRefusal = result.state == enrol::PersonResult::State::Refused || std::ranges::any_of(result.photos, [](const auto &photo) { return photo.problem.has_value(); });
        if (isRefusal && ++refusals <= refusalsShown)
            showRefusal(person, result, out);
        if (report)
            report->add(person, result);
        progress.show(soFar);
    });
    if (!counts)
        return std::unexpected(u"%1 What was enrolled until then stays; run the import again to continue."_s.arg(text(counts.error())));
    if (refusals > refusalsShown)
        out << u"\u2026 and %1 more; "_s.arg(refusals - refusalsShown) << (report ? u"all are in %1"_s.arg(m_report) : u"--report FILE lists all"_s) << '\n';
    out << (m_dryRun ? "dry run, nobody was enrolled: " : "") << text(enrol::toText(*counts)) << '\n';
    m_refusedSome = counts->refused > 0 || counts->photosRefused > 0;
    if (const auto written = report ? report->finish(*counts) : std::expected<void, std::string>(); !written)
        return std::unexpected(text(written.error()));
    return {};
}

} // namespace rollcall::app::commands
