#include "webhooks/sender.h"

#include "webhooks/signature.h"

#include <QHostInfo>
#include <QLoggingCategory>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QRandomGenerator>

#include <algorithm>

namespace rollcall::webhooks {

Q_LOGGING_CATEGORY(lcWebhooks, "rollcall.webhooks", QtInfoMsg)

using namespace Qt::StringLiterals;
using store::WebhookRecords;

namespace {

constexpr auto longestSleep = std::chrono::minutes(10);
constexpr auto afterTrouble = std::chrono::seconds(10);
constexpr int gone = 410;

QNetworkRequest requestFor(const store::DueDelivery &delivery, const QHostAddress &address, const SenderSettings &settings, qint64 timestamp)
{
    const QUrl named(QString::fromStdString(delivery.url));
    QUrl url = named;
    url.setHost(address.toString());
    const QByteArray id = QByteArray::fromStdString(delivery.eventId);
    const QByteArray payload = QByteArray::fromStdString(delivery.payload);
    QNetworkRequest request(url);
    // The very address that was looked at is connected to; the name is still what its certificate and its pages are chosen by.
    request.setRawHeader("Host", named.authority(QUrl::FullyEncoded).toLatin1());
    request.setPeerVerifyName(named.host());
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("Rollcall/" ROLLCALL_VERSION));
    request.setRawHeader("webhook-id", id);
    request.setRawHeader("webhook-timestamp", QByteArray::number(timestamp));
    request.setRawHeader("webhook-signature", signatureOf(delivery.secret, id, timestamp, payload));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setTransferTimeout(int(settings.timeout.count()));
    return request;
}

QString problemOf(const QNetworkReply &reply, int status)
{
    if (status >= 200 && status < 300)
        return {};
    if (status >= 300 && status < 400)
        return u"It answered with a redirection (%1), which is not followed. Give the webhook the address itself."_s.arg(status);
    if (status > 0)
        return u"It answered %1."_s.arg(status);
    return u"It cannot be reached: %1."_s.arg(reply.errorString().section(u" http"_s, 0, 0));
}

} // namespace

Sender::Sender(store::Store &store, const SenderSettings &settings, std::function<attendance::UtcMs()> now, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_settings(settings)
    , m_now(std::move(now))
    , m_tls(QSslConfiguration::defaultConfiguration())
{
    m_tls.addCaCertificates(m_settings.authorities);
    m_network.setProxy(QNetworkProxy(QNetworkProxy::NoProxy));
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Sender::wake);
}

Sender::~Sender() = default;

void Sender::wake()
{
    if (m_asking) {
        m_askAgain = true;
        return;
    }
    if (m_underWay.size() >= m_settings.parallel)
        return;  // the next one that ends asks again
    m_asking = true;
    m_store.call([now = m_now(), limit = int64_t{m_settings.parallel} - m_underWay.size(), claimed = m_settings.claimed](store::Register &records) {
        return WebhookRecords(records.database()).claim(now, limit, claimed);
    }, this, [this](const std::expected<std::vector<store::DueDelivery>, store::StoreError> &due) {
        m_asking = false;
        if (!due) {
            m_timer.start(afterTrouble);
            return;
        }
        takeDue(*due);
        if (std::exchange(m_askAgain, false))
            wake();
    });
}

void Sender::takeDue(const std::vector<store::DueDelivery> &due)
{
    for (const store::DueDelivery &delivery : due) {
        const Key key{QString::fromStdString(delivery.webhook), QString::fromStdString(delivery.eventId)};
        if (m_underWay.contains(key))  // it lasts longer than it was claimed for
            continue;
        m_underWay.insert(key);
        resolve(delivery);
    }
    scheduleNext();
}

void Sender::scheduleNext()
{
    m_store.call([](store::Register &records) { return WebhookRecords(records.database()).nextDue(); }, this,
                 [this](const std::expected<std::optional<attendance::UtcMs>, store::StoreError> &next) {
        if (!m_underWay.isEmpty() && next && *next && **next <= m_now())
            return;  // that is what is under way, or waits for its end
        const std::chrono::milliseconds wait = !next ? std::chrono::milliseconds(afterTrouble) : *next ? **next - m_now() : std::chrono::milliseconds(longestSleep);
        m_timer.start(std::clamp<std::chrono::milliseconds>(wait, std::chrono::milliseconds(1), longestSleep));
    });
}

void Sender::resolve(const store::DueDelivery &delivery)
{
    const QUrl url(QString::fromStdString(delivery.url));
    // The settings may be stricter than when it was added.
    if (const auto sound = checkUrl(url, m_settings.addresses); !sound)
        return finish(delivery, {.problem = sound.error()});
    const QHostAddress literal(url.host());
    if (!literal.isNull())
        return post(delivery, literal);
    QHostInfo::lookupHost(url.host(), this, [this, delivery, url](const QHostInfo &info) {
        for (const QHostAddress &address : info.addresses()) {
            if (isAllowed(address, url, m_settings.addresses))
                return post(delivery, address);
        }
        finish(delivery, {.problem = info.addresses().isEmpty() ? u"Its name is not known: %1."_s.arg(info.errorString())
                                                               : u"Its name leads into a private network, where the server may not go (setting webhook-private)."_s});
    });
}

void Sender::post(const store::DueDelivery &delivery, const QHostAddress &address)
{
    const qint64 timestamp = std::chrono::duration_cast<std::chrono::seconds>(m_now().time_since_epoch()).count();
    QNetworkRequest request = requestFor(delivery, address, m_settings, timestamp);
    request.setSslConfiguration(m_tls);
    QNetworkReply *reply = m_network.post(request, QByteArray::fromStdString(delivery.payload));
    connect(reply, &QNetworkReply::readyRead, this, [this, reply, read = qint64{0}]() mutable {
        read += reply->readAll().size();
        if (read > m_settings.answerBytes)
            reply->abort();  // its status is known
    });
    connect(reply, &QNetworkReply::finished, this, [this, reply, delivery] {
        reply->deleteLater();
        const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        finish(delivery, {.status = status > 0 ? std::optional<int64_t>(status) : std::nullopt, .problem = problemOf(*reply, status)});
    });
}

void Sender::finish(const store::DueDelivery &delivery, const Result &result)
{
    const attendance::UtcMs now = m_now();
    const bool arrived = result.problem.isEmpty();
    store::DeliveryOutcome outcome{.webhook = delivery.webhook, .eventId = delivery.eventId, .at = now, .nextAttempt = now, .status = result.status,
                                   .problem = result.problem.toStdString()};
    if (arrived)
        outcome.state = store::WebhookDelivery::State::Delivered;
    else if (now - delivery.when >= m_settings.retry.giveUpAfter)
        outcome.state = store::WebhookDelivery::State::Failed;
    else
        outcome.nextAttempt = now + waitAfter(delivery.attempts + 1, m_settings.retry, QRandomGenerator::global()->generateDouble());
    Q_EMIT attempted(arrived);
    m_store.call([outcome, disableAfter = m_settings.retry.disableAfter](store::Register &records) -> std::expected<void, store::StoreError> {
        WebhookRecords webhooks(records.database());
        if (auto done = webhooks.finish(outcome, disableAfter); !done || outcome.status != gone)
            return done;
        return webhooks.setState(outcome.webhook, store::Webhook::State::Disabled, "The receiver says that it is gone (410).");
    }, this, [this, key = Key{QString::fromStdString(delivery.webhook), QString::fromStdString(delivery.eventId)}](const std::expected<void, store::StoreError> &written) {
        m_underWay.remove(key);
        if (!written) {
            // It will be sent once more, under the same id.
            qCWarning(lcWebhooks).noquote() << "What came of a delivery could not be written down:" << QString::fromStdString(written.error().message);
            m_timer.start(afterTrouble);
            return;
        }
        wake();
    });
}

} // namespace rollcall::webhooks
