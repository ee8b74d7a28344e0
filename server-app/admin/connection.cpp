#include "admin/connection.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace rollcall::admin {

namespace {

constexpr std::chrono::seconds refreshWithoutEvents{5};
constexpr int mostCameras = 2'000;
constexpr int notFound = 404;
constexpr qint64 longestDay = 25 * 3'600'000;  // milliseconds, where the clock goes back an hour

} // namespace

Connection::Connection(const QUrl &server, QObject *parent)
    : QObject(parent)
    , m_client(server)
    , m_events(m_client)
    , m_zone(QTimeZone::systemTimeZone())
{
    m_clock.start();
    m_refresh.setInterval(refreshWithoutEvents);
    connect(&m_refresh, &QTimer::timeout, this, &Connection::refreshCameras);
    connect(&m_client, &ServerClient::strangerFound, this, &Connection::strangerFound);
    // Said once: several answers may say so, and somebody may be writing their password by then.
    connect(&m_client, &ServerClient::signedOut, this, [this] {
        m_events.stop();
        m_refresh.stop();
        if (!std::exchange(m_isAsking, true))
            Q_EMIT signInNeeded(false);
    });
    connect(&m_events, &EventStream::happened, this, &Connection::take);
    connect(&m_events, &EventStream::sessionEnded, this, [this] { open(); });
    connect(&m_events, &EventStream::online, this, [this](bool yes) {
        yes ? m_refresh.stop() : m_refresh.start();
        Q_EMIT online(yes);
    });
}

Connection::~Connection() = default;

void Connection::open()
{
    m_client.get(u"/api/v1/session"_s, {}, this, [this](const Answer &answer) { takeSession(answer); });
}

void Connection::takeSession(const Answer &answer)
{
    m_hasSessions = answer.status != notFound;  // a server that leaves signing in to what stands before it
    if (!answer.isGood() && m_hasSessions) {
        m_isAsking ? Q_EMIT signInRefused(answer.problem) : Q_EMIT failed(answer.problem);
        return;
    }
    m_session = answer.json;
    m_client.setCsrf(m_session.value("csrf"_L1).toString());
    const QTimeZone zone(m_session.value("site"_L1).toObject().value("timeZone"_L1).toString().toLatin1());
    if (zone.isValid())
        m_zone = zone;
    m_todayEnds = 0;
    const bool isIn = !m_hasSessions || m_session.value("signedIn"_L1).toBool() || !m_session.value("rights"_L1).toArray().isEmpty();
    m_isAsking = !isIn;
    if (!isIn) {
        Q_EMIT signInNeeded(m_session.value("setUpNeeded"_L1).toBool());
        return;
    }
    m_refresh.start();
    m_events.stop();
    m_events.start();
    refreshCameras();
    Q_EMIT opened();
}

void Connection::signIn(const QString &name, const QString &password)
{
    m_client.send("POST", u"/api/v1/session"_s, {{u"name"_s, name}, {u"password"_s, password}}, this, [this](const Answer &answer) {
        if (answer.isGood())
            return takeSession(answer);
        const QString wait = answer.retryAfter > 0 ? u' ' + tr("Try again in %n second(s).", nullptr, answer.retryAfter) : QString();
        Q_EMIT signInRefused((answer.status == 401 ? tr("The name or the password is wrong. Check both; upper and lower case count in the password.") : answer.problem) + wait);
    });
}

void Connection::setUp(const QString &code, const QString &name, const QString &password)
{
    m_client.send("POST", u"/api/v1/set-up"_s, {{u"code"_s, code}, {u"name"_s, name}, {u"password"_s, password}}, this, [this](const Answer &answer) {
        if (answer.isGood())
            return takeSession(answer);
        Q_EMIT signInRefused(answer.problem);
    });
}

void Connection::signOut()
{
    m_events.stop();
    m_client.send("DELETE", u"/api/v1/session"_s, {}, this, [this](const Answer &) { open(); });
}

bool Connection::may(const QString &right) const
{
    return !m_hasSessions || m_session.value("rights"_L1).toArray().contains(right);
}

QString Connection::siteName() const
{
    const QString name = m_session.value("site"_L1).toObject().value("name"_L1).toString();
    return name.isEmpty() ? m_client.base().host() : name;
}

QString Connection::cameraName(const QString &id) const
{
    const QString name = m_cameras.value(id).value("name"_L1).toString();
    return name.isEmpty() ? id : name;
}

void Connection::refreshCameras()
{
    m_client.list(u"/api/v1/cameras"_s, {}, mostCameras, this, [this](const QList<QJsonObject> &items, const QString &problem) {
        if (!problem.isEmpty())
            return;
        QSet<QString> there;
        for (const QJsonObject &camera : items) {
            there.insert(camera.value("id"_L1).toString());
            takeCamera(camera);
        }
        const qsizetype gone = m_cameras.removeIf([&](const auto &known) { return !there.contains(known.key()); });
        if (gone > 0)
            Q_EMIT camerasChanged();
    });
}

void Connection::takeCamera(const QJsonObject &camera)
{
    const QString id = camera.value("id"_L1).toString();
    if (id.isEmpty())
        return;
    // The same once more is news to plots.
    m_history.remember(camera, sinceStart());
    if (m_cameras.value(id) == camera)
        return;
    const bool isNew = !m_cameras.contains(id);
    m_cameras.insert(id, camera);
    if (isNew)
        Q_EMIT camerasChanged();
    Q_EMIT cameraChanged(id);
}

void Connection::dropCamera(const QString &camera)
{
    m_history.forget(camera);
    if (m_cameras.remove(camera) > 0)
        Q_EMIT camerasChanged();
}

void Connection::take(const QString &type, const QJsonObject &message)
{
    if (type == u"hello") {
        for (const QJsonValue &camera : message.value("cameras"_L1).toArray())
            takeCamera(camera.toObject());
        refreshCameras();
    } else if (type == u"camera") {
        takeCamera(message.value("camera"_L1).toObject());
    } else if (type == u"camera-gone") {
        dropCamera(message.value("camera"_L1).toString());
    }
    Q_EMIT happened(type, message);
}

QDateTime Connection::siteTime(const QString &utc) const
{
    return QDateTime::fromString(utc, Qt::ISODateWithMs).toTimeZone(m_zone);
}

// Tables ask for it for each of their cells.
QDate Connection::today() const
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    if (now >= m_todayEnds || now < m_todayEnds - longestDay) {
        m_today = QDateTime::fromMSecsSinceEpoch(now, m_zone).date();
        m_todayEnds = m_today.addDays(1).startOfDay(m_zone).toMSecsSinceEpoch();
    }
    return m_today;
}

QString Connection::timeText(const QString &utc) const
{
    const QDateTime time = siteTime(utc);
    if (!time.isValid())
        return {};
    return time.date() == today() ? time.toString(u"HH:mm:ss"_s) : dayTimeText(utc);
}

QString Connection::dayTimeText(const QString &utc) const
{
    const QDateTime time = siteTime(utc);
    return time.isValid() ? QLocale().toString(time.date(), QLocale::ShortFormat) + u' ' + time.toString(u"HH:mm:ss"_s) : QString();
}

} // namespace rollcall::admin
