#pragma once

#include <QObject>  // first: moc 6.4 stumbles over <compare> before any header of Qt

#include "access/access_control.h"
#include "api/camera_control_routes.h"
#include "api/camera_enrolment_routes.h"
#include "api/camera_record_routes.h"
#include "api/photo_review_routes.h"
#include "api/rest_api.h"
#include "api/stats_routes.h"
#include "app/camera_book.h"
#include "app/camera_controls.h"
#include "app/camera_enrolments.h"
#include "app/enrolment_service.h"
#include "app/erasure_watch.h"
#include "app/event_service.h"
#include "app/evidence_keeper.h"
#include "app/feedback_service.h"
#include "app/live_cameras.h"
#include "app/people_names.h"
#include "app/photo_service.h"
#include "app/recognition_pool.h"
#include "app/recognition_state.h"
#include "app/register_keeper.h"
#include "app/retention_keeper.h"
#include "app/server_settings.h"
#include "app/services.h"
#include "app/template_refresher.h"
#include "app/tls_keeper.h"
#include "app/unknown_face_keeper.h"
#include "ingest/webrtc_ingest.h"
#include "live/live_routes.h"
#include "net/http_server.h"
#include "pairing/camera_authorizer.h"
#include "pairing/pairing_routes.h"
#include "ops/metrics.h"
#include "socketio/frame_forwarder.h"
#include "socketio/socket_io_server.h"
#include "store/folder_lock.h"
#include "webhooks/feed.h"
#include "webhooks/sender.h"
#include "whep/whep_routes.h"

#include <QTimer>
#include <QUrl>

#include <functional>
#include <memory>

namespace rollcall::app {

// The whole server: owns its parts and connects them. Lives on the Qt thread. Nothing in it knows whether a window exists.
class Server : public QObject {
    Q_OBJECT

public:
    // Opens the register and loads the models; blocking. Errors are sentences for the operator.
    [[nodiscard]] static std::expected<std::unique_ptr<Server>, QString> create(const ServerSettings &settings);
    ~Server() override;

    // Reads back what is remembered, then listens; `listening` or `failed` follows.
    void start();
    // Says goodbye to cameras and clients; `stopped` follows within a second. What was seen is on disk then.
    void stop();

Q_SIGNALS:
    void listening(const QUrl &url);
    // Nobody has an account yet: the first one is made at this address.
    void setUpNeeded(const QUrl &url);
    void failed(const QString &message);
    void stopped();

private:
    struct Foundations {
        store::FolderLock folder;
        std::unique_ptr<TlsKeeper> tls;
        std::unique_ptr<store::Store> store;
        std::unique_ptr<RecognitionPool> pool;
        std::shared_ptr<const recognition::Engine> engine;
        QTimeZone zone;
        ingest::IngestSettings ingest;
        LivenessPolicies liveness;
        QList<QSslCertificate> authorities;  // of webhooks' receivers
        QList<QSslCertificate> dashboardAuthorities;
        QSet<QByteArray> socketIoOrigins;
        whep::Settings whep;
        net::TrustedProxies proxies;
    };
    Server(const ServerSettings &settings, Foundations foundations);
    [[nodiscard]] static attendance::UtcMs now();

    // server_composition.cpp
    [[nodiscard]] std::expected<void, QString> compose();
    [[nodiscard]] std::expected<void, QString> composeAccess();
    void composeEvents();
    void composeFeedback();
    void composePairing();
    void composeCameraBook();
    [[nodiscard]] std::expected<void, QString> composeServices(const api::Parts &parts);
    void connectCameras();
    void connectWebhooks();
    [[nodiscard]] net::Router routes();
    void acceptCamera(const net::Request &request, std::unique_ptr<QWebSocket> socket);

    void loadGallery(bool starting);
    void galleryLoaded(bool starting, const std::expected<void, store::StoreError> &loaded);
    void listen();
    [[nodiscard]] std::expected<QUrl, QString> listenAt(const QHostAddress &address);
    [[nodiscard]] pairing::ReachableAddress reachableAddress() const;
    void sayHowToSetUp();
    [[nodiscard]] QUrl pageAddress() const;
    void finish();

    void measure();
    void measureSocketIo();
    void beginNewDay();
    void tellCamera(const attendance::Sighting &sighting, bool opened);

    // In the order in which they depend on each other: what is below uses what is above.
    const ServerSettings m_settings;
    const ingest::IngestSettings m_ingestSettings;
    const LivenessPolicies m_livenessPolicies;
    const QSet<QByteArray> m_socketIoOrigins;
    const QList<QSslCertificate> m_dashboardAuthorities;
    const net::TrustedProxies m_proxies;
    const api::LocalCalendar m_calendar;
    const attendance::Rules m_rules;
    attendance::Day m_today{};
    ops::Metrics m_metrics;
    store::FolderLock m_folder;
    const std::unique_ptr<TlsKeeper> m_tls;
    std::unique_ptr<store::Store> m_store;
    PeopleNames m_names;
    CameraBook m_cameraBook;
    pairing::PairedCameras m_pairedCameras;
    const pairing::CameraAuthorizer m_cameraAuthorizer;
    std::unique_ptr<access::AccessControl> m_access;
    std::shared_ptr<const recognition::Engine> m_engine;
    ingest::CameraRegistry m_cameras;
    RegisterKeeper m_keeper;
    EvidenceKeeper m_evidence;
    std::unique_ptr<RecognitionPool> m_pool;
    LiveCameras m_liveCameras;
    std::unique_ptr<EventService> m_events;
    std::unique_ptr<EnrolmentService> m_enrolment;
    std::unique_ptr<TemplateRefresher> m_refresher;
    std::unique_ptr<ErasureWatch> m_erasures;
    std::unique_ptr<RecognitionState> m_recognitionState;
    std::unique_ptr<api::EnrolmentDesk> m_desk;
    std::unique_ptr<UnknownFaceKeeper> m_unknown;
    std::unique_ptr<FeedbackService> m_feedback;
    std::unique_ptr<ingest::WebRtcIngest> m_ingest;
    std::unique_ptr<CameraControls> m_cameraControls;
    std::unique_ptr<api::CameraControlRoutes> m_cameraControlRoutes;
    std::unique_ptr<api::CameraRecordRoutes> m_cameraRecordRoutes;
    std::unique_ptr<CameraEnrolments> m_cameraEnrolments;
    std::unique_ptr<PhotoService> m_photos;
    RetentionKeeper m_retention;
    webhooks::Sender m_webhookSender;
    webhooks::Feed m_webhookFeed;
    std::unique_ptr<api::RestApi> m_api;
    std::unique_ptr<api::StatsRoutes> m_stats;
    std::unique_ptr<api::CameraEnrolmentRoutes> m_cameraEnrolmentRoutes;
    std::unique_ptr<api::PhotoReviewRoutes> m_photoReviews;
    std::unique_ptr<pairing::PairingRoutes> m_pairing;
    std::unique_ptr<Services> m_services;
    live::LiveRoutes m_live;
    const QSet<QByteArray> m_whepOrigins;
    whep::WhepRoutes m_whep;
    QHostAddress m_listens;
    quint16 m_port = 0;
    socketio::SocketIoServer m_socketIo;
    std::unique_ptr<socketio::FrameForwarder> m_forwarder;  // where there is somebody to push to
    std::unique_ptr<net::HttpServer> m_http;
    QTimer m_measureTimer;
    QTimer m_purgeTimer;
    QTimer m_stopTimer;
};

} // namespace rollcall::app
