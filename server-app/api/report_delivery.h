#pragma once

#include <QObject>  // first: moc 6.4 stumbles over <compare> before any header of Qt

#include "net/responder.h"
#include "reports/report_builder.h"
#include "store/store.h"
#include "store/work_queue.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryFile>

#include <memory>

namespace rollcall::api {

// Makes one report and sends it. It is read in short pieces of the store's time, reckoned on a thread of its own, and goes out no
// faster than it is taken: texts as they come, workbooks and PDF from a temporary file once they are whole. An answer that fails on the
// way breaks off, so that nobody takes it for the whole. Lives on the network thread; the store outlives it.
class ReportDelivery : public QObject {
    Q_OBJECT

public:
    struct Order {
        reports::ReportRequest request;
        reports::Format format = reports::Format::Json;
        reports::TextOptions options;
        reports::ReportSite site;
        QString program;      // rollcall-report, which makes PDF
        net::Headers headers; // of the answer
    };
    ReportDelivery(store::Store &store, Order order, net::Responder responder, QObject *parent = nullptr);
    ~ReportDelivery() override;
    void start();

Q_SIGNALS:
    // Sent, refused or given up; it can be deleted.
    void finished();

private:
    struct Work;
    using Read = std::expected<reports::Batch, store::StoreError>;

    void begin(attendance::Schedule schedule);
    void beginProgram();
    void fetch();
    void reckon(const std::shared_ptr<Read> &batch);
    void takeText(const QByteArray &text, bool isLast);
    void goOn();
    void sendFile();
    void sendPiece();
    void fail(const QString &why);
    void finish();
    [[nodiscard]] bool isFile() const { return m_order.format == reports::Format::Xlsx || m_order.format == reports::Format::Pdf; }

    store::Store &m_store;
    const Order m_order;
    std::shared_ptr<net::Responder> m_responder;  // until the stream begins
    std::unique_ptr<net::StreamWriter> m_stream;
    std::shared_ptr<Work> m_work;
    std::unique_ptr<QTemporaryFile> m_file;
    QFile m_reading;
    QProcess m_program;
    bool m_isBusy = false;   // a piece of work is under way: it comes back here
    bool m_isOver = false;
    bool m_isLast = false;
    store::WorkQueue m_reckoner{2};  // last: its thread uses the work
};

} // namespace rollcall::api
