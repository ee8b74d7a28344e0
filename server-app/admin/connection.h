#pragma once

#include <QObject>  // first: moc 6.4 stumbles over <compare> before any header of Qt

#include "admin/camera_history.h"
#include "admin/event_stream.h"
#include "admin/server_client.h"

#include <QElapsedTimer>
#include <QMap>
#include <QSet>
#include <QTimeZone>

namespace rollcall::admin {

// One server as the window knows it: who is signed in and what they may do, its cameras as they are now, and what happens there. GUI
// thread.
class Connection : public QObject {
    Q_OBJECT

public:
    explicit Connection(const QUrl &server, QObject *parent = nullptr);
    ~Connection() override;

    [[nodiscard]] ServerClient &client() { return m_client; }
    [[nodiscard]] EventStream &events() { return m_events; }

    // Asks who we are; `opened` or `signInNeeded` or `failed` follows.
    void open();
    void signIn(const QString &name, const QString &password);
    // The first account of a server, by the code that it printed.
    void setUp(const QString &code, const QString &name, const QString &password);
    void signOut();

    [[nodiscard]] bool may(const QString &right) const;
    [[nodiscard]] QString accountName() const { return m_session.value(u"account").toObject().value(u"name").toString(); }
    [[nodiscard]] QString siteName() const;
    [[nodiscard]] const QTimeZone &timeZone() const { return m_zone; }
    [[nodiscard]] bool isOnline() const { return m_events.isOnline(); }
    [[nodiscard]] QList<QJsonObject> cameras() const { return m_cameras.values(); }
    [[nodiscard]] QJsonObject camera(const QString &id) const { return m_cameras.value(id); }
    [[nodiscard]] QString cameraName(const QString &id) const;
    // What they told of themselves lately, by sinceStart().
    [[nodiscard]] const CameraHistory &history() const { return m_history; }
    [[nodiscard]] std::chrono::milliseconds sinceStart() const { return std::chrono::milliseconds(m_clock.elapsed()); }
    // Asks for the list again: without events it is the only way to know.
    void refreshCameras();

    // A time of the server in the site's zone: "14:05:09", and the day where it is another than today's.
    [[nodiscard]] QString timeText(const QString &utc) const;
    [[nodiscard]] QString dayTimeText(const QString &utc) const;
    [[nodiscard]] QDateTime siteTime(const QString &utc) const;
    [[nodiscard]] QDate today() const;

Q_SIGNALS:
    void opened();
    void signInNeeded(bool setUpNeeded);
    void signInRefused(const QString &sentence);
    void failed(const QString &sentence);
    void strangerFound(const QByteArray &fingerprint);
    void online(bool yes);
    void camerasChanged();  // some came or went
    void cameraChanged(const QString &id);
    void happened(const QString &type, const QJsonObject &message);

private:
    void takeSession(const Answer &answer);
    void takeCamera(const QJsonObject &camera);
    void dropCamera(const QString &camera);
    void take(const QString &type, const QJsonObject &message);

    ServerClient m_client;
    EventStream m_events;
    QJsonObject m_session;
    bool m_hasSessions = true;
    bool m_isAsking = false;  // who we are
    QTimeZone m_zone;
    mutable QDate m_today;
    mutable qint64 m_todayEnds = 0;  // UTC, in milliseconds
    QMap<QString, QJsonObject> m_cameras;
    CameraHistory m_history;
    QElapsedTimer m_clock;
    QTimer m_refresh;  // while no events come
};

} // namespace rollcall::admin
