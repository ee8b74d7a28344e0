#include "app/commands/report_file.h"

#include <QFile>
#include <QProcess>

#include <functional>

using namespace Qt::StringLiterals;

namespace rollcall::app::commands {

namespace fs = std::filesystem;
using reports::Format;

namespace {

using Done = std::expected<void, QString>;

QString text(const std::string &utf8) { return QString::fromStdString(utf8); }

Done cannotWrite(const fs::path &file, const QString &why)
{
    return std::unexpected(u"%1 cannot be written: %2. Make room on its disk, or choose another folder."_s.arg(text(file.string()), why));
}

// Where the text of a report goes, piece by piece.
class TextSink {
public:
    virtual ~TextSink() = default;
    virtual Done write(const std::string &piece) = 0;
    virtual Done close() = 0;
};

class FileSink final : public TextSink {
public:
    explicit FileSink(const fs::path &path)
        : m_path(path)
        , m_file(text(path.string()))
    {
    }
    Done open() { return m_file.open(QIODevice::WriteOnly) ? Done() : cannotWrite(m_path, m_file.errorString()); }
    Done write(const std::string &piece) override
    {
        return m_file.write(piece.data(), qint64(piece.size())) == qint64(piece.size()) ? Done() : cannotWrite(m_path, m_file.errorString());
    }
    Done close() override
    {
        const bool written = m_file.flush();
        m_file.close();
        return written ? Done() : cannotWrite(m_path, m_file.errorString());
    }

private:
    fs::path m_path;
    QFile m_file;
};

class ProgramSink final : public TextSink {
public:
    Done start(const QString &program, const fs::path &file)
    {
        m_process.start(program, {text(file.string())});
        if (m_process.waitForStarted())
            return {};
        return std::unexpected(u"rollcall-report, which makes PDF, cannot be started: %1. Install it beside rollcall-server, or export HTML and print that."_s
                                   .arg(m_process.errorString()));
    }
    Done write(const std::string &piece) override
    {
        m_process.write(piece.data(), qint64(piece.size()));
        while (m_process.bytesToWrite() > 0) {
            if (!m_process.waitForBytesWritten(-1))
                return ended();
        }
        return {};
    }
    Done close() override
    {
        m_process.closeWriteChannel();
        m_process.waitForFinished(-1);
        return m_process.exitStatus() == QProcess::NormalExit && m_process.exitCode() == 0 ? Done() : ended();
    }

private:
    Done ended()
    {
        m_process.waitForFinished(5'000);
        return std::unexpected(QString::fromUtf8(m_process.readAllStandardError()).trimmed());
    }
    QProcess m_process;
};

std::expected<int64_t, QString> make(store::Register &records, const reports::ReportRequest &request, const reports::ReportSite &site,
                                     reports::ReportWriter &writer, const std::function<Done()> &flush)
{
    auto schedule = reports::ReportSource::schedule(records);
    if (!schedule)
        return std::unexpected(text(schedule.error().message));
    reports::ReportSource source(request);
    reports::ReportBuilder builder(request, std::move(*schedule), site, writer);
    if (const auto begun = builder.begin(); !begun)
        return std::unexpected(text(begun.error().message));
    for (bool isLast = false; !isLast;) {
        const auto batch = source.next(records, builder.needed());
        if (!batch)
            return std::unexpected(text(batch.error().message));
        if (const auto taken = builder.take(*batch); !taken)
            return std::unexpected(text(taken.error().message));
        if (const auto flushed = flush(); !flushed)
            return std::unexpected(flushed.error());
        isLast = batch->isLast;
    }
    return builder.rows();
}

std::expected<int64_t, QString> writeText(store::Register &records, const reports::ReportRequest &request, Format format, const reports::TextOptions &options,
                                          const reports::ReportSite &site, TextSink &sink)
{
    std::string pending;
    const auto writer = reports::makeTextWriter(format, pending, options);
    auto rows = make(records, request, site, *writer, [&] {
        Done written = sink.write(pending);
        pending.clear();
        return written;
    });
    if (!rows)
        return rows;
    if (const auto closed = sink.close(); !closed)
        return std::unexpected(closed.error());
    return rows;
}

std::expected<int64_t, QString> writePart(store::Register &records, const reports::ReportRequest &request, Format format, const reports::TextOptions &options,
                                          const reports::ReportSite &site, const fs::path &part, const QString &reportProgram)
{
    if (format == Format::Xlsx) {
        const auto writer = reports::makeXlsxWriter(part);
        return make(records, request, site, *writer, [] { return Done(); });
    }
    if (format == Format::Pdf) {
        ProgramSink sink;
        if (const auto started = sink.start(reportProgram, part); !started)
            return std::unexpected(started.error());
        return writeText(records, request, format, options, site, sink);
    }
    FileSink sink(part);
    if (const auto opened = sink.open(); !opened)
        return std::unexpected(opened.error());
    return writeText(records, request, format, options, site, sink);
}

} // namespace

std::expected<int64_t, QString> writeReport(store::Register &records, const reports::ReportRequest &request, Format format, const reports::TextOptions &options,
                                            const reports::ReportSite &site, const fs::path &file, const QString &reportProgram)
{
    fs::path part = file;
    part += ".part";
    std::error_code problem;
    auto rows = writePart(records, request, format, options, site, part, reportProgram);
    if (rows)
        fs::rename(part, file, problem);
    if (problem)
        rows = std::unexpected(cannotWrite(file, text(problem.message())).error());
    if (!rows)
        fs::remove(part, problem);
    return rows;
}

} // namespace rollcall::app::commands
