#pragma once

#include <QObject>  // first: moc 6.4 stumbles over <compare> before any header of Qt

#include "store/store.h"
#include "store/webhook_records.h"
#include "webhooks/address_rule.h"
#include "webhooks/retry.h"

#include <QNetworkAccessManager>
#include <QSet>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QTimer>

#include <functional>

namespace rollcall::webhooks {

struct SenderSettings {
    AddressRule addresses = {};
    Retry retry = {};
    std::chrono::milliseconds timeout = std::chrono::seconds(15);
    std::chrono::milliseconds claimed = std::chrono::minutes(1);  // so long other servers of the same register leave a delivery alone
    int parallel = 8;
    qint64 answerBytes = 64 * 1024;  // more of an answer is not read
    QList<QSslCertificate> authorities = {};  // that receivers may be signed by, beside those that the system trusts
};

// Brings what waits in the outbox to the receivers, signed, each at least once: whatever ends, also this program, before an arrival is
// written down is sent again, under the same id. Lives on the Qt thread; the store outlives it.
class Sender : public QObject {
    Q_OBJECT

public:
    Sender(store::Store &store, const SenderSettings &settings, std::function<attendance::UtcMs()> now, QObject *parent = nullptr);
    ~Sender() override;

    // Something may be due.
    void wake();

Q_SIGNALS:
    // For metrics: `arrived`, or not yet.
    void attempted(bool arrived);

private:
    using Key = std::pair<QString, QString>;  // webhook, event
    struct Result {
        std::optional<int64_t> status = {};
        QString problem = {};  // empty where it arrived
    };
    void takeDue(const std::vector<store::DueDelivery> &due);
    void resolve(const store::DueDelivery &delivery);
    void post(const store::DueDelivery &delivery, const QHostAddress &address);
    void finish(const store::DueDelivery &delivery, const Result &result);
    void scheduleNext();

    store::Store &m_store;
    const SenderSettings m_settings;
    const std::function<attendance::UtcMs()> m_now;
    QSslConfiguration m_tls;
    QNetworkAccessManager m_network;
    QSet<Key> m_underWay;
    QTimer m_timer;
    bool m_asking = false;
    bool m_askAgain = false;
};

} // namespace rollcall::webhooks
