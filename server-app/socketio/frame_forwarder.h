#pragma once

#include "socketio/all_cameras.h"
#include "socketio/dashboard_link.h"

#include "signaling/backoff.h"

#include <QList>
#include <QSslCertificate>
#include <QUrl>

#include <random>

namespace rollcall::socketio {

struct ForwardConfig {
    QUrl server;  // http or https
    QList<QSslCertificate> authorities = {};  // that may vouch for it, beside those that the system trusts
    QString nameSpace = QStringLiteral("/stream");
    live::JpegWish pictures;
    std::chrono::milliseconds firstWait{500};
    std::chrono::milliseconds longestWait{30'000};
    DashboardLink::Config link = {};
};

struct ForwardTotals {
    bool connected = false;
    quint64 forwarded = 0;
    quint64 dropped = 0;
    quint64 reconnects = 0;
};

// Pushes the event "frame" of every camera into a dashboard that is a Socket.IO server, and connects again whenever that breaks.
// Of each camera one picture waits, the newest; while nobody is connected nothing is encoded. Lives on the Qt thread; cameras
// and feeds outlive it.
class FrameForwarder : public QObject {
    Q_OBJECT

public:
    FrameForwarder(ingest::CameraRegistry &cameras, live::JpegFeeds &feeds, const ForwardConfig &config, QObject *parent = nullptr);
    ~FrameForwarder() override;
    void start();
    [[nodiscard]] const ForwardTotals &totals() const { return m_totals; }

private:
    struct Waiting {
        protocol::CameraId camera;
        live::JpegPicture picture;
    };
    void connectNow();
    void onConnected();
    void onEnded(const QString &reason);
    void offer(const protocol::CameraId &camera, const live::JpegPicture &picture);
    void sendNext();
    void refuseTooLarge(const protocol::CameraId &camera);

    const ForwardConfig m_config;
    AllCameras m_pictures;
    std::unique_ptr<DashboardLink> m_link;
    QList<Waiting> m_waiting;  // one a camera, in the order in which they go
    bool m_polls = false;      // this time, instead of a WebSocket
    bool m_wasConnected = false;
    QString m_told;            // the last reason in the log
    bool m_toldTooLarge = false;
    signaling::Backoff m_backoff;
    std::mt19937 m_random{std::random_device{}()};
    QTimer m_retry;
    QTimer m_stable;  // a connection that lasted so long was a good one
    ForwardTotals m_totals;
};

} // namespace rollcall::socketio
