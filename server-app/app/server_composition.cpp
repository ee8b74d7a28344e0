#include "app/server.h"

#include "app/part_configs.h"
#include "live/web_page.h"

using namespace Qt::StringLiterals;

// How the parts of the server are put together: who is made of whom, and who hears of what.
namespace rollcall::app {

namespace {

constexpr auto measureInterval = std::chrono::seconds(2);
constexpr auto purgeInterval = std::chrono::minutes(10);

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

} // namespace

std::expected<void, QString> Server::compose()
{
    if (const auto composed = composeAccess(); !composed)
        return composed;
    composeEvents();
    auto enrolment = EnrolmentService::create(m_engine, *m_store, *m_pool, m_keeper, [calendar = m_calendar] { return calendar.dayOf(now()); });
    if (!enrolment)
        return std::unexpected(text(enrolment.error().message));
    m_enrolment = std::move(*enrolment);
    m_refresher = std::make_unique<TemplateRefresher>(m_engine, *m_store);
    connect(m_refresher.get(), &TemplateRefresher::refreshed, this, [this](const store::PersonId &person) { m_enrolment->peopleChanged({person}); });
    m_erasures = std::make_unique<ErasureWatch>(*m_store, *m_enrolment);
    m_recognitionState = std::make_unique<RecognitionState>(*m_engine, *m_refresher, m_settings.recognition);
    m_desk = std::make_unique<api::EnrolmentDesk>(*m_store, *m_enrolment);
    composeFeedback();
    m_events->follow(*m_enrolment, m_names);
    m_events->follow(*m_unknown);
    m_ingest = std::make_unique<ingest::WebRtcIngest>(m_cameras, m_access->authorizer(), m_metrics, m_ingestSettings);
    const api::Parts parts{*m_store, m_liveCameras, *m_enrolment, *m_desk, *m_feedback, m_metrics, m_calendar, m_rules, now,
        [this](const attendance::PersonId &person, attendance::Day day) {
            m_webhookFeed.noteDay(person, day);
            m_events->dayChanged(person, day);
        }, addressRule(m_settings), [this] { m_webhookSender.wake(); }};
    m_api = std::make_unique<api::RestApi>(parts);
    m_stats = std::make_unique<api::StatsRoutes>(parts, *m_recognitionState);
    m_cameraEnrolments = std::make_unique<CameraEnrolments>(m_engine, m_cameras, *m_enrolment, *m_desk);
    m_cameraEnrolmentRoutes = std::make_unique<api::CameraEnrolmentRoutes>(parts, *m_cameraEnrolments);
    m_photos = std::make_unique<PhotoService>(m_engine, *m_enrolment);
    m_photoReviews = std::make_unique<api::PhotoReviewRoutes>(parts, *m_photos);
    composePairing();
    composeCameraBook();
    if (const auto composed = composeServices(parts); !composed)
        return composed;
    m_cameraControls = std::make_unique<CameraControls>(*m_ingest);
    m_cameraControlRoutes = std::make_unique<api::CameraControlRoutes>(*m_cameraControls);
    connectCameras();
    connectWebhooks();
    connect(&m_measureTimer, &QTimer::timeout, this, [this] {
        measure();
        beginNewDay();
        m_erasures->look();
        m_cameraBook.look();
    });
    m_measureTimer.start(measureInterval);
    return {};
}

void Server::connectCameras()
{
    connect(&m_cameras, &ingest::CameraRegistry::cameraAdded, this, [this](ingest::Camera *camera) {
        if (m_settings.recognition)
            m_pool->addCamera(*camera, m_livenessPolicies.of(camera->id()));
    });
    connect(&m_cameras, &ingest::CameraRegistry::cameraRemoved, this, [this](const protocol::CameraId &id) {
        m_pool->removeCamera(id);
        m_cameraBook.drop(id.toString());
    });
    connect(&m_cameras, &ingest::CameraRegistry::cameraChanged, this, [this](const ingest::Camera *camera) { m_cameraBook.remember(*camera, now()); });
    connect(m_pool.get(), &RecognitionPool::recognised, &m_keeper, &RegisterKeeper::observe);
    if (m_ingestSettings.namesToCameras)
        connect(&m_keeper, &RegisterKeeper::recorded, this, &Server::tellCamera);
    connect(m_store.get(), &store::Store::stateChanged, this, [this](store::StoreHealth::State state) {
        const bool failing = state == store::StoreHealth::State::Retrying;
        m_ingest->setRegisterProblem(failing ? u"Register unavailable: the server cannot write down whom it sees, because its disk is full or failing. Tell whoever runs it."_s : QString());
    });
}

std::expected<void, QString> Server::composeAccess()
{
    auto access = access::AccessControl::create(*m_store, m_cameraAuthorizer, accessConfig(m_settings, m_calendar.zoneName()), now);
    if (!access)
        return std::unexpected(access.error());
    m_access = std::move(*access);
    connect(m_access.get(), &access::AccessControl::known, this, &Server::sayHowToSetUp);
    connect(&m_access->credentials(), &access::Credentials::sessionEnded, this, [this](const QString &session, const QString &reason) {
        m_events->hub().endSession(session, reason);
        m_socketIo.endSession(session, reason);
        if (m_http)
            m_http->endSession(session, reason);
        m_whep.endSession(session);
    });
    return {};
}

std::expected<void, QString> Server::composeServices(const api::Parts &parts)
{
    auto services = Services::create({.api = parts, .days = m_api->days(), .photos = *m_photos, .events = m_events->bus(), .page = [this] { return pageAddress(); },
                                      .webhookNoted = [this] { m_webhookSender.wake(); },
                                      .system = {.settings = m_settings, .liveness = m_livenessPolicies, .recognition = *m_recognitionState, .cameras = m_liveCameras, .tls = *m_tls,
                                                 .store = *m_store, .unknown = *m_unknown, .calendar = m_calendar, .mail = {}},
                                      .zone = m_calendar.timeZone()});
    if (!services)
        return std::unexpected(services.error());
    m_services = std::move(*services);
    return {};
}

void Server::composeEvents()
{
    m_pool->setMarker({.nameOf = [this](const std::string &person) { return m_names.of(person); },
                       .suggests = recognisedAs(*m_engine, m_settings) == attendance::SightingStatus::Suggested});
    m_events = std::make_unique<EventService>(EventService::Parts{.store = *m_store, .cameras = m_cameras, .liveCameras = m_liveCameras, .book = m_cameraBook,
                                                                  .frames = m_settings.recognition ? m_pool.get() : nullptr,
                                                                  .dayOf = [calendar = m_calendar](attendance::UtcMs when) { return calendar.dayOf(when); }, .now = now});
    m_events->follow(m_keeper);
    m_events->follow(m_pairedCameras);
}

void Server::composePairing()
{
    m_pairing = std::make_unique<pairing::PairingRoutes>(pairing::PairingRoutes::Parts{
        .store = *m_store, .directory = m_liveCameras, .cameras = m_pairedCameras, .now = now, .fingerprint = [this] { return m_tls->identity().fingerprint(); }, .reachable = [this] { return reachableAddress(); },
        .servesOthers = [this] { return !net::isLoopback(m_listens); }});
    connect(&m_pairedCameras, &pairing::PairedCameras::lost, this, [this](const QString &camera, const QString &reason) { m_ingest->dismiss(protocol::CameraId(camera), reason); });
    connect(m_tls.get(), &TlsKeeper::renewed, this, [this] {
        if (m_http)
            m_http->setTls(m_tls->identity().configuration());
    });
}

void Server::composeCameraBook()
{
    m_cameraRecordRoutes = std::make_unique<api::CameraRecordRoutes>(api::CameraRecordRoutes::Parts{.store = *m_store, .directory = m_liveCameras, .book = m_cameraBook, .now = now});
    connect(&m_cameraBook, &CameraBook::leaving, this, [this](const QString &camera) {
        m_ingest->dismiss(protocol::CameraId(camera), u"The server has forgotten this camera. Pair it again to use it; on the server's own machine, start it again."_s);
    });
    connect(&m_cameraBook, &CameraBook::forgotten, this, [this] { m_pairedCameras.refresh(); });
    m_cameraBook.look();
}

void Server::composeFeedback()
{
    m_unknown = std::make_unique<UnknownFaceKeeper>(
        UnknownFaceKeeper::Parts{.store = *m_store, .engine = m_engine,
                                 .likeness = [this](const recognition::Embedding &a, const recognition::Embedding &b) { return m_enrolment->gallery().similarity(a, b); },
                                 .rules = m_rules, .dayOf = [calendar = m_calendar](attendance::UtcMs when) { return calendar.dayOf(when); }, .now = now},
        UnknownFaceSettings{.waitingDays = m_settings.unknownFaceDays, .visitorDays = m_settings.visitorDays, .dismissedDays = m_settings.dismissedFaceDays,
                            .atMost = std::size_t(m_settings.unknownFaceLimit)});
    m_feedback = std::make_unique<FeedbackService>(FeedbackService::Parts{*m_store, m_engine, *m_enrolment, m_keeper, m_evidence, *m_unknown});
    connect(m_pool.get(), &RecognitionPool::recognised, m_unknown.get(), &UnknownFaceKeeper::recognised);
    connect(m_pool.get(), &RecognitionPool::unknownSeen, m_unknown.get(), &UnknownFaceKeeper::observe);
    connect(&m_purgeTimer, &QTimer::timeout, this, [this] {
        m_evidence.purge(now());
        m_unknown->purge();
    });
    m_purgeTimer.start(purgeInterval);
}

void Server::connectWebhooks()
{
    connect(m_store.get(), &store::Store::delivered, &m_webhookFeed, &webhooks::Feed::noteSightings);
    connect(m_store.get(), &store::Store::reachableChanged, &m_webhookFeed, [this](bool reachable) {
        if (!reachable)
            return;
        m_webhookFeed.catchUp();
        m_webhookSender.wake();
        for (const ingest::Camera *camera : m_cameras.cameras())
            m_cameraBook.remember(*camera, now());
    });
    connect(&m_webhookFeed, &webhooks::Feed::noted, &m_webhookSender, &webhooks::Sender::wake);
    connect(&m_webhookSender, &webhooks::Sender::attempted, this, [this](bool arrived) { m_metrics.webhookAttempted(arrived); });
}

net::Router Server::routes()
{
    net::Router router;
    m_access->addRoutes(router);
    m_api->addRoutes(router);
    m_stats->addRoutes(router);
    m_cameraEnrolmentRoutes->addRoutes(router);
    m_photoReviews->addRoutes(router);
    m_pairing->addRoutes(router);
    m_cameraControlRoutes->addRoutes(router);
    m_cameraRecordRoutes->addRoutes(router);
    m_live.addRoutes(router);
    m_events->addRoutes(router);
    m_whep.addRoutes(router);
    m_services->addRoutes(router);
    live::addWebPage(router, webFolder(m_settings));
    const net::WebSocketHandler signaling = [this](const net::Request &request, std::unique_ptr<QWebSocket> socket) { acceptCamera(request, std::move(socket)); };
    router.addWebSocket(u"/ws"_s, net::Right::SendVideo, signaling);
    router.addWebSocket(u"/"_s, net::Right::SendVideo, signaling);
    m_socketIo.addRoutes(router);
    m_events->watch(router);
    m_api->applyContract(router);
    m_services->guard(router);
    return router;
}

// What a proxy on this machine passes on comes from here and is none of this machine's own.
void Server::acceptCamera(const net::Request &request, std::unique_ptr<QWebSocket> socket)
{
    const bool isProxied = net::isLoopback(socket->peerAddress()) && request.caller.kind != net::Caller::Kind::ThisMachine;
    m_ingest->accept(std::move(socket), request.queryValue(u"camera"_s).value_or(QString()), isProxied ? ingest::WebRtcIngest::Way::Proxy : ingest::WebRtcIngest::Way::Direct);
}

} // namespace rollcall::app
