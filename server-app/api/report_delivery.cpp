#include "api/report_delivery.h"

#include "api/json.h"

#include <QDir>
#include <QLoggingCategory>

namespace rollcall::api {

using namespace Qt::StringLiterals;
using reports::Format;

Q_LOGGING_CATEGORY(lcReports, "rollcall.api.reports")

namespace {

constexpr qint64 pieceBytes = 256 * 1024;

} // namespace

// Used by one thread at a time: the store's while it reads, the reckoner's else.
struct ReportDelivery::Work {
    explicit Work(const reports::ReportRequest &request)
        : source(request)
    {
    }
    reports::ReportSource source;
    std::string text;
    std::unique_ptr<reports::ReportWriter> writer;
    std::unique_ptr<reports::ReportBuilder> builder;
    attendance::Interval needed;
    bool hasBegun = false;
};

ReportDelivery::ReportDelivery(store::Store &store, Order order, net::Responder responder, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_order(std::move(order))
    , m_responder(net::share(std::move(responder)))
{
}

ReportDelivery::~ReportDelivery()
{
    m_isOver = true;
    m_program.disconnect(this);
    if (m_program.state() != QProcess::NotRunning) {
        m_program.kill();
        m_program.waitForFinished(1'000);
    }
}

void ReportDelivery::start()
{
    m_store.call([](store::Register &records) { return reports::ReportSource::schedule(records); }, this,
                 [this](std::expected<attendance::Schedule, store::StoreError> schedule) {
        if (schedule)
            return begin(std::move(*schedule));
        m_responder->send(problemOf(schedule.error()));
        finish();
    }, store::Store::Kind::Report);
}

void ReportDelivery::begin(attendance::Schedule schedule)
{
    m_work = std::make_shared<Work>(m_order.request);
    if (isFile()) {
        m_file = std::make_unique<QTemporaryFile>(QDir::tempPath() + u"/rollcall-report"_s);
        if (!m_file->open()) {
            m_responder->problem(507, u"The report cannot be written to a temporary file: %1. Make room there."_s.arg(m_file->errorString()));
            return finish();
        }
    }
    m_work->writer = m_order.format == Format::Xlsx ? reports::makeXlsxWriter(m_file->fileName().toStdString())
                                                    : reports::makeTextWriter(m_order.format, m_work->text, m_order.options);
    m_work->builder = std::make_unique<reports::ReportBuilder>(m_order.request, std::move(schedule), m_order.site, *m_work->writer);
    m_work->needed = m_work->builder->needed();
    if (m_order.format == Format::Pdf)
        return beginProgram();
    fetch();
}

void ReportDelivery::beginProgram()
{
    connect(&m_program, &QProcess::started, this, &ReportDelivery::fetch);
    connect(&m_program, &QProcess::bytesWritten, this, [this] {
        if (m_program.bytesToWrite() == 0 && !m_isBusy)
            goOn();
    });
    connect(&m_program, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            fail(u"rollcall-report, which makes PDF, cannot be started: %1. Install it beside rollcall-server, or take HTML and print that."_s.arg(m_program.errorString()));
    });
    connect(&m_program, &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
        if (status == QProcess::NormalExit && code == 0 && m_isLast)
            sendFile();
        else
            fail(QString::fromUtf8(m_program.readAllStandardError()).trimmed());
    });
    m_program.start(m_order.program, {m_file->fileName()});
}

// The next people. Before the first the answer has not begun: what is wrong with the request can still be said.
void ReportDelivery::fetch()
{
    if (m_isOver || m_isBusy)
        return;
    m_isBusy = true;
    m_store.call([work = m_work](store::Register &records) { return work->source.next(records, work->needed); }, this,
                 [this](Read batch) { reckon(std::make_shared<Read>(std::move(batch))); }, store::Store::Kind::Report);
}

void ReportDelivery::reckon(const std::shared_ptr<Read> &batch)
{
    m_isBusy = false;
    if (m_isOver)
        return finish();
    if (!*batch) {
        if (m_responder)
            m_responder->send(problemOf((*batch).error()));
        m_responder.reset();
        return fail(toText((*batch).error().message));
    }
    if (m_responder) {
        const auto type = reports::mediaType(m_order.format);
        m_stream = m_responder->beginStream(QByteArray(type.data(), qsizetype(type.size())), net::StreamWriter::Framing::Chunked, m_order.headers);
        m_responder.reset();
        if (!m_stream)
            return finish();  // HEAD, or gone
        connect(m_stream.get(), &net::StreamWriter::drained, this, &ReportDelivery::goOn);
        connect(m_stream.get(), &net::StreamWriter::closed, this, &ReportDelivery::finish);
    }
    m_isBusy = true;
    const bool taken = m_reckoner.push([this, work = m_work, batch] {
        std::expected<void, reports::ReportError> done;
        if (!std::exchange(work->hasBegun, true))
            done = work->builder->begin();
        if (done)
            done = work->builder->take(**batch);
        QByteArray text = QByteArray::fromStdString(std::exchange(work->text, {}));
        QMetaObject::invokeMethod(this, [this, done, text = std::move(text), isLast = (*batch)->isLast] {
            m_isBusy = false;
            if (m_isOver)
                return finish();
            done ? takeText(text, isLast) : fail(toText(done.error().message));
        }, Qt::QueuedConnection);
    });
    if (!taken)
        fail(u"the server is ending"_s);
}

void ReportDelivery::takeText(const QByteArray &text, bool isLast)
{
    m_isLast = isLast;
    if (m_order.format == Format::Xlsx)
        return isLast ? sendFile() : fetch();
    if (m_order.format == Format::Pdf) {
        m_program.write(text);
        if (isLast)
            m_program.closeWriteChannel();
        else if (text.isEmpty())
            fetch();
        return;
    }
    m_stream->write(text);
    if (isLast) {
        m_stream->finish();
        return finish();
    }
    if (m_stream->bytesToWrite() == 0)
        fetch();
}

// What was written is taken: time for more.
void ReportDelivery::goOn()
{
    if (m_isOver || m_isBusy)
        return;
    if (m_reading.isOpen())
        sendPiece();
    else if (!m_isLast && (m_order.format == Format::Pdf ? m_program.bytesToWrite() : m_stream->bytesToWrite()) == 0)
        fetch();
}

void ReportDelivery::sendFile()
{
    m_reading.setFileName(m_file->fileName());
    if (!m_reading.open(QIODevice::ReadOnly))
        return fail(m_reading.errorString());
    sendPiece();
}

void ReportDelivery::sendPiece()
{
    const QByteArray piece = m_reading.read(pieceBytes);
    if (!piece.isEmpty()) {
        m_stream->write(piece);
        return;
    }
    if (m_reading.error() != QFileDevice::NoError)
        return fail(m_reading.errorString());
    m_stream->finish();
    finish();
}

// Before the answer began the caller is told; after that it breaks off.
void ReportDelivery::fail(const QString &why)
{
    if (m_isOver)
        return;
    qCWarning(lcReports).noquote() << "a report was not made:" << why;
    if (m_responder)
        m_responder->problem(500, u"The report was not made: %1"_s.arg(why));
    finish();
}

void ReportDelivery::finish()
{
    if (!m_isOver) {
        m_isOver = true;
        m_responder.reset();
        if (m_stream)
            m_stream.release()->deleteLater();  // it may be the one who is speaking
    }
    if (!m_isBusy)
        Q_EMIT finished();
}

} // namespace rollcall::api
