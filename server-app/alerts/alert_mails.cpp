#include "alerts/alert_mails.h"

#include "alerts/alert_texts.h"
#include "alerts/mail_message.h"

#include <QLoggingCategory>
#include <QUuid>

#include <algorithm>

Q_LOGGING_CATEGORY(lcMails, "rollcall.alerts.mails", QtInfoMsg)

namespace rollcall::alerts {

using namespace Qt::StringLiterals;
using store::AlertEntry;
using store::AlertRecords;

namespace {

constexpr std::chrono::milliseconds longestRetry = std::chrono::hours(1);
constexpr std::chrono::milliseconds afterTrouble = std::chrono::seconds(30);
// Longer than a mail server may take: other servers of the same register leave a mail alone for so long.
constexpr std::chrono::milliseconds claimed = std::chrono::minutes(5);

template <typename... Texts>
QString in(Language language, Texts... texts)
{
    return std::array{texts...}[std::size_t(language)];
}

QDateTime toDateTime(attendance::UtcMs when)
{
    return QDateTime::fromMSecsSinceEpoch(when.time_since_epoch().count(), Qt::UTC);
}

QString subjectOf(const std::vector<AlertEntry> &alerts, const QString &site, Language language)
{
    if (alerts.empty())
        return site + u": "_s + in(language, u"test of the alerts"_s, u"Probe der Hinweise"_s, u"essai des alertes"_s);
    if (alerts.size() == 1)
        return site + u": "_s + titleOf(parseKind(alerts.front().kind).value_or(Kind::Register), paramsOf(alerts.front()), language);
    return site + u": "_s + in(language, u"%1 alerts"_s, u"%1 Hinweise"_s, u"%1 alertes"_s).arg(alerts.size());
}

} // namespace

AlertMails::AlertMails(Parts parts, std::unique_ptr<Mailer> mailer, QObject *parent)
    : QObject(parent)
    , m_parts(std::move(parts))
    , m_mailer(std::move(mailer))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &AlertMails::sendDue);
}

void AlertMails::wake()
{
    if (m_mailer && !m_isSending && (!m_timer.isActive() || m_timer.remainingTimeAsDuration() > m_parts.gather))
        m_timer.start(m_parts.gather);
}

QByteArray AlertMails::messageOf(const std::vector<AlertEntry> &alerts) const
{
    const Rules rules = m_parts.rules();
    const Language language = parseLanguage(rules.language.isEmpty() ? m_parts.language : rules.language);
    QString body;
    for (const AlertEntry &alert : alerts) {
        const Kind kind = parseKind(alert.kind).value_or(Kind::Register);
        const QJsonObject params = paramsOf(alert);
        body += toDateTime(alert.started).toTimeZone(m_parts.zone).toString(u"yyyy-MM-dd HH:mm"_s) + u"  "_s + titleOf(kind, params, language) + u'\n'
            + textOf(kind, params, language) + u"\n\n"_s;
    }
    if (alerts.empty())
        body = in(language, u"Mails about alerts arrive here."_s, u"Hinweise kommen hier an."_s, u"Les alertes arrivent ici."_s) + u"\n\n"_s;
    body += m_parts.page().toString() + u'\n';
    return toMessage({.from = m_mailer->server().from, .to = rules.mailTo, .subject = subjectOf(alerts, m_parts.site, language), .body = body,
                      .date = toDateTime(m_parts.now()), .id = QUuid::createUuid().toString(QUuid::WithoutBraces)});
}

void AlertMails::sendDue()
{
    if (!m_mailer || m_isSending)
        return;
    m_isSending = true;
    m_parts.store.call([now = m_parts.now()](store::Register &records) { return AlertRecords(records.database()).claimMails(now, alertsOfMail, claimed); }, this,
                       [this](const std::expected<std::vector<AlertRecords::Mail>, store::StoreError> &due) {
        m_isSending = false;
        if (!due) {
            m_timer.start(afterTrouble);
            return;
        }
        if (due->empty())
            return scheduleNext();
        m_isSending = true;
        send(*due);
    });
}

void AlertMails::send(const std::vector<AlertRecords::Mail> &mails)
{
    const QStringList to = m_parts.rules().mailTo;
    if (to.isEmpty())
        return finish(mails, {});  // there is nobody to tell
    std::vector<AlertEntry> alerts;
    for (const AlertRecords::Mail &mail : mails)
        alerts.push_back(mail.alert);
    m_mailer->send(to, messageOf(alerts), this, [this, mails](const std::expected<void, QString> &sent) {
        Q_EMIT attempted(sent.has_value());
        finish(mails, sent);
    });
}

void AlertMails::finish(const std::vector<AlertRecords::Mail> &mails, const std::expected<void, QString> &sent)
{
    m_problem = sent ? QString() : sent.error();
    if (!sent)
        qCWarning(lcMails).noquote() << "Alerts were not told by mail:" << sent.error();
    std::vector<std::string> done;
    std::vector<std::string> again;
    int64_t attempts = 0;
    for (const AlertRecords::Mail &mail : mails) {
        const bool isOver = sent || mail.attempts + 1 >= mostAttempts;
        (isOver ? done : again).push_back(mail.alert.id);
        attempts = std::max(attempts, mail.attempts);
    }
    const auto wait = std::min(longestRetry, std::chrono::milliseconds(m_parts.firstRetry * (int64_t{1} << std::min<int64_t>(attempts, 10))));
    m_parts.store.call([done, again, next = m_parts.now() + wait, problem = m_problem.toStdString()](store::Register &records) -> std::expected<bool, store::StoreError> {
        AlertRecords alerts(records.database());
        if (auto noted = alerts.mailsSent(done); !noted)
            return std::unexpected(std::move(noted.error()));
        if (auto noted = alerts.mailsFailed(again, next, problem); !noted)
            return std::unexpected(std::move(noted.error()));
        return true;
    }, this, [this](const std::expected<bool, store::StoreError> &noted) {
        m_isSending = false;
        if (!noted) {
            m_timer.start(afterTrouble);
            return;
        }
        scheduleNext();
    });
}

void AlertMails::scheduleNext()
{
    m_parts.store.call([](store::Register &records) { return AlertRecords(records.database()).mailState(); }, this,
                       [this](const std::expected<AlertRecords::MailState, store::StoreError> &state) {
        if (m_timer.isActive())
            return;
        if (!state)
            m_timer.start(afterTrouble);
        else if (state->nextAttempt)
            m_timer.start(std::clamp(*state->nextAttempt - m_parts.now(), m_parts.gather, longestRetry));
    });
}

void AlertMails::sendDirectly(const AlertEntry &alert)
{
    const QStringList to = m_parts.rules().mailTo;
    if (!m_mailer || to.isEmpty())
        return;
    m_mailer->send(to, messageOf({alert}), this, [this](const std::expected<void, QString> &sent) {
        m_problem = sent ? QString() : sent.error();
        if (!sent)
            qCWarning(lcMails).noquote() << "An alert was not told by mail:" << sent.error();
        Q_EMIT attempted(sent.has_value());
    });
}

void AlertMails::sendTest(QObject *context, Mailer::Sent done)
{
    m_mailer->send(m_parts.rules().mailTo, messageOf({}), context, [this, done = std::move(done)](const std::expected<void, QString> &sent) {
        m_problem = sent ? QString() : sent.error();
        done(sent);
    });
}

} // namespace rollcall::alerts
