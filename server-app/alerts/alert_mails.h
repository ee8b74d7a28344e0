#pragma once

#include <QObject>  // first: moc 6.4 stumbles over <compare> before any header of Qt

#include "alerts/mailer.h"
#include "alerts/rules.h"
#include "store/alert_records.h"
#include "store/store.h"

#include <QTimeZone>
#include <QTimer>
#include <QUrl>

#include <functional>
#include <memory>

namespace rollcall::alerts {

// Tells alerts by mail, from the outbox in the register: those that come together in one mail, again until the mail server takes it.
// Lives on the Qt thread; what it is given outlives it.
class AlertMails : public QObject {
    Q_OBJECT

public:
    struct Parts {
        store::Store &store;
        std::function<attendance::UtcMs()> now;
        std::function<Rules()> rules;
        std::function<QUrl()> page;  // of the server, for the link
        QTimeZone zone;
        QString site;
        QString language;
        std::chrono::milliseconds gather = std::chrono::seconds(5);  // what comes within it goes in one mail
        std::chrono::milliseconds firstRetry = std::chrono::minutes(1);  // doubling, up to an hour
    };
    // `mailer`: none where no mail server is set; nothing is sent then.
    AlertMails(Parts parts, std::unique_ptr<Mailer> mailer, QObject *parent = nullptr);

    static constexpr int64_t alertsOfMail = 200;
    static constexpr int64_t mostAttempts = 60;  // two days and more

    // Something may wait.
    void wake();
    // One that could not be written down.
    void sendDirectly(const store::AlertEntry &alert);
    // To find out whether it works. The error is a sentence.
    void sendTest(QObject *context, Mailer::Sent done);
    [[nodiscard]] bool isOn() const { return m_mailer != nullptr; }
    [[nodiscard]] const QString &problem() const { return m_problem; }  // of the last attempt; empty where it went

Q_SIGNALS:
    void attempted(bool arrived);

private:
    [[nodiscard]] QByteArray messageOf(const std::vector<store::AlertEntry> &alerts) const;
    void sendDue();
    void send(const std::vector<store::AlertRecords::Mail> &mails);
    void finish(const std::vector<store::AlertRecords::Mail> &mails, const std::expected<void, QString> &sent);
    void scheduleNext();

    const Parts m_parts;
    const std::unique_ptr<Mailer> m_mailer;
    QTimer m_timer;
    QString m_problem;
    bool m_isSending = false;
};

} // namespace rollcall::alerts
