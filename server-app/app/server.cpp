#include "app/server.h"

#include "access/right_table.h"
#include "api/health_routes.h"
#include "app/site_time_zone.h"
#include "live/web_page.h"
#include "pairing/fingerprint.h"
#include "webhooks/authorities.h"

#include <QLoggingCategory>

#include <algorithm>
#include <thread>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcServer, "rollcall.app.server", QtInfoMsg)

namespace rollcall::app {

namespace {

constexpr auto measureInterval = std::chrono::seconds(2);
constexpr auto galleryRetry = std::chrono::seconds(1);
constexpr auto purgeInterval = std::chrono::minutes(10);
// For goodbyes to reach the cameras; those that do not read are left.
constexpr auto farewell = std::chrono::milliseconds(300);

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

attendance::UtcMs utcNow()
{
    return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

recognition::RecognizerSettings recognizerSettings(const ServerSettings &settings)
{
    recognition::RecognizerSettings recognizer;
    recognizer.frameBudget = settings.recognitionFrameBudget;
    return recognizer;
}

int recognitionThreads(int wanted)
{
    return wanted > 0 ? wanted : std::max(1, int(std::thread::hardware_concurrency()) - 1);
}

std::filesystem::path modelFolder(const ServerSettings &settings)
{
    const auto own = settings.dataFolder / "models";
    std::error_code ignored;
    return settings.models.empty() && std::filesystem::is_directory(own, ignored) ? own : settings.models;
}

store::Retention retentionOf(const ServerSettings &settings)
{
    const auto days = [](int number) { return number > 0 ? std::optional(std::chrono::days(number)) : std::nullopt; };
    return {.sightings = days(settings.keepSightings), .audit = days(settings.keepAudit), .webhookEvents = days(settings.keepWebhookEvents),
            .enrolmentRequests = days(settings.keepEnrolmentRequests), .alerts = days(settings.keepAlerts)};
}

webhooks::AddressRule addressRule(const ServerSettings &settings)
{
    return {.privateNetworks = settings.webhookPrivate, .plainHttp = settings.webhookHttp};
}

// How far back it is looked for what webhooks were not told: what is forgotten would be told again.
std::chrono::days lookBack(const ServerSettings &settings)
{
    constexpr int furthest = 31;
    return std::chrono::days(settings.keepWebhookEvents > 0 ? std::clamp(settings.keepWebhookEvents - 2, 0, furthest) : furthest);
}

store::Store::Config storeConfig(const store::DatabaseAddress &address, const ServerSettings &settings)
{
    if (const auto *here = std::get_if<store::SqliteAddress>(&address))
        return {.file = here->file};
    return {.file = outboxFile(settings), .elsewhere = std::get<store::PostgresAddress>(address)};
}

// With the register on this machine there is nothing to bridge.
std::optional<std::filesystem::path> copyInFolder(const ServerSettings &settings, const char *name)
{
    const auto address = databaseAddress(settings);
    const bool isElsewhere = address && std::holds_alternative<store::PostgresAddress>(*address);
    return isElsewhere ? std::optional(settings.dataFolder / name) : std::nullopt;
}

access::AccessControl::Config accessConfig(const ServerSettings &settings, const api::LocalCalendar &calendar)
{
    const auto seconds = [](std::chrono::milliseconds time) { return std::chrono::duration_cast<std::chrono::seconds>(time); };
    return {.dataFolder = settings.dataFolder,
            .copy = copyInFolder(settings, "accounts.json"),
            .sessions = {.idle = seconds(settings.sessionIdle), .longest = seconds(settings.sessionLongest)},
            .openOnLoopback = settings.openOnLoopback,
            .site = {.name = settings.siteName.isEmpty() ? QSysInfo::machineHostName() : settings.siteName, .timeZone = calendar.zoneName(),
                     .language = settings.language}};
}

// Whether a register elsewhere may only be away for a while.
bool mayCome(const store::StoreError &error)
{
    using Code = store::StoreError::Code;
    return error.code == Code::Unavailable || error.code == Code::Busy || error.code == Code::ReadOnly || error.code == Code::Overloaded;
}

attendance::SightingStatus recognisedAs(const recognition::Engine &engine, const ServerSettings &settings)
{
    const bool suggests = settings.confirmSuggestions && engine.trust() == recognition::Trust::Suggests;
    return suggests ? attendance::SightingStatus::Suggested : attendance::SightingStatus::Confirmed;
}

live::JpegWish jpegWish(const ServerSettings &settings)
{
    return {.picturesPerSecond = settings.jpegRate, .quality = settings.jpegQuality, .width = settings.jpegWidth};
}

QString webFolder(const ServerSettings &settings)
{
    return settings.webFolder ? text(settings.webFolder->string()) : QString::fromLatin1(live::builtInWebFolder);
}

std::optional<socketio::ForwardConfig> forwardConfig(const ServerSettings &settings, const QList<QSslCertificate> &authorities)
{
    if (settings.forwardSocketIo.isEmpty())
        return std::nullopt;
    return socketio::ForwardConfig{.server = QUrl(settings.forwardSocketIo), .authorities = authorities, .nameSpace = settings.forwardSocketIoNamespace, .pictures = jpegWish(settings)};
}

socketio::ServerConfig socketIoConfig(const ServerSettings &settings, const QSet<QByteArray> &origins)
{
    const live::JpegWish wish = jpegWish(settings);
    auto config = settings.socketIoConformance ? socketio::ServerConfig::forConformance(wish) : socketio::ServerConfig{.engine = {}, .pictures = wish};
    config.engine.origins = origins;
    return config;
}

} // namespace

std::expected<std::shared_ptr<const recognition::Engine>, QString> loadEngine(const ServerSettings &settings)
{
    auto engine = recognition::Engine::load({.models = modelFolder(settings), .engine = settings.engine.toStdString(), .landmarks = settings.landmarks.toStdString()});
    if (!engine)
        return std::unexpected(text(engine.error().message));
    return std::move(*engine);
}

std::expected<std::unique_ptr<Server>, QString> Server::create(const ServerSettings &settings)
{
    auto ingest = ingestSettings(settings);
    if (!ingest)
        return std::unexpected(ingest.error());
    auto liveness = livenessPolicies(settings);
    if (!liveness)
        return std::unexpected(liveness.error());
    const auto origins = socketIoOrigins(settings);
    if (!origins)
        return std::unexpected(origins.error());
    auto whep = whepSettings(settings, *ingest);
    if (!whep)
        return std::unexpected(whep.error());
    if (const auto page = live::checkWebFolder(webFolder(settings)); !page)
        return std::unexpected(page.error());
    const auto zone = siteTimeZone(settings.timeZone);
    if (!zone)
        return std::unexpected(zone.error());
    const auto database = databaseAddress(settings);
    if (!database)
        return std::unexpected(database.error());
    const auto authorities = settings.webhookCa ? webhooks::readAuthorities(*settings.webhookCa) : std::expected<QList<QSslCertificate>, QString>();
    if (!authorities)
        return std::unexpected(authorities.error());
    const auto dashboardAuthorities = settings.forwardSocketIoCa ? webhooks::readAuthorities(*settings.forwardSocketIoCa, u"forward-socketio-ca"_s) : std::expected<QList<QSslCertificate>, QString>();
    if (!dashboardAuthorities)
        return std::unexpected(dashboardAuthorities.error());
    auto folder = store::FolderLock::take(settings.dataFolder, "a server that is starting");
    if (!folder)
        return std::unexpected(text(folder.error().message));
    auto tls = TlsKeeper::create(settings);
    if (!tls)
        return std::unexpected(tls.error());
    auto store = store::Store::open(storeConfig(*database, settings));
    if (!store)
        return std::unexpected(text(store.error().message));
    const auto engine = loadEngine(settings);
    if (!engine)
        return std::unexpected(engine.error());
    qCInfo(lcServer).noquote() << u"recognition: "_s + text((*engine)->name()) + u". "_s + text((*engine)->description());
    for (const recognition::InstalledModel &model : (*engine)->models())
        qCInfo(lcServer).noquote() << u"model %1 (%2), licence: %3. %4"_s.arg(text(model.name), text(model.purpose), text(model.licence), text(model.note));
    auto pool = RecognitionPool::create(*engine, recognizerSettings(settings),
                                        {.threads = recognitionThreads(settings.recognitionThreads), .cameraShare = settings.recognitionCameraShare / 100.0,
                                         .withPictures = settings.evidenceDays > 0 || settings.unknownFaceDays > 0});
    if (!pool)
        return std::unexpected(text(pool.error().message));
    std::unique_ptr<Server> server(new Server(settings, {std::move(*folder), std::move(*tls), std::move(*store), std::move(*pool), *engine, *zone, *ingest, *liveness, *authorities, *dashboardAuthorities, *origins, std::move(*whep)}));
    if (const auto composed = server->compose(); !composed)
        return std::unexpected(composed.error());
    return server;
}

Server::Server(const ServerSettings &settings, Foundations foundations)
    : m_settings(settings)
    , m_ingestSettings(std::move(foundations.ingest))
    , m_livenessPolicies(std::move(foundations.liveness))
    , m_socketIoOrigins(std::move(foundations.socketIoOrigins))
    , m_dashboardAuthorities(std::move(foundations.dashboardAuthorities))
    , m_calendar(foundations.zone)
    , m_rules{.debounce = settings.debounce}
    , m_folder(std::move(foundations.folder))
    , m_tls(std::move(foundations.tls))
    , m_store(std::move(foundations.store))
    , m_names(*m_store)
    , m_pairedCameras({.store = *m_store, .now = utcNow, .copy = copyInFolder(settings, "paired-cameras.json")})
    , m_cameraAuthorizer(m_pairedCameras)
    , m_engine(std::move(foundations.engine))
    , m_cameras(m_metrics)
    , m_keeper(*m_store, m_rules, [calendar = m_calendar](attendance::UtcMs when) { return calendar.dayOf(when); }, recognisedAs(*m_engine, settings))
    , m_evidence(*m_store, {.days = settings.evidenceDays, .maxBytes = int64_t{settings.evidenceMebibytes} * 1024 * 1024})
    , m_pool(std::move(foundations.pool))
    , m_liveCameras(m_cameras, *m_pool)
    , m_retention(*m_store, m_metrics, retentionOf(settings), utcNow)
    , m_webhookSender(*m_store, {.addresses = addressRule(settings), .authorities = foundations.authorities}, utcNow)
    , m_webhookFeed({.store = *m_store, .zone = m_calendar.zone(), .debounce = m_rules.debounce, .now = utcNow, .furthestBack = lookBack(settings)})
    , m_live(m_cameras, jpegWish(settings), m_settings.recognition ? m_pool.get() : nullptr)
    , m_whepOrigins(foundations.whep.origins)
    , m_whep(m_cameras, std::move(foundations.whep))
    , m_socketIo(m_cameras, m_live.feeds(), socketIoConfig(settings, m_socketIoOrigins))
{
    m_stopTimer.setSingleShot(true);
    connect(&m_stopTimer, &QTimer::timeout, this, &Server::finish);
}

Server::~Server() = default;

std::expected<void, QString> Server::compose()
{
    if (const auto composed = composeAccess(); !composed)
        return composed;
    composeEvents();
    auto enrolment = EnrolmentService::create(m_engine, *m_store, *m_pool, m_keeper, [calendar = m_calendar] { return calendar.dayOf(utcNow()); });
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
    const api::Parts parts{*m_store, m_liveCameras, *m_enrolment, *m_desk, *m_feedback, m_metrics, m_calendar, m_rules, utcNow,
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
    if (const auto composed = composeServices(parts); !composed)
        return composed;
    m_cameraControls = std::make_unique<CameraControls>(*m_ingest);
    m_cameraControlRoutes = std::make_unique<api::CameraControlRoutes>(*m_cameraControls);
    connectWebhooks();

    connect(&m_cameras, &ingest::CameraRegistry::cameraAdded, this, [this](ingest::Camera *camera) {
        if (m_settings.recognition)
            m_pool->addCamera(*camera, m_livenessPolicies.of(camera->id()));
    });
    connect(&m_cameras, &ingest::CameraRegistry::cameraRemoved, this, [this](const protocol::CameraId &id) { m_pool->removeCamera(id); });
    connect(&m_cameras, &ingest::CameraRegistry::cameraChanged, this, [this](const ingest::Camera *camera) { rememberCamera(*camera); });
    connect(m_pool.get(), &RecognitionPool::recognised, &m_keeper, &RegisterKeeper::observe);
    if (m_ingestSettings.namesToCameras)
        connect(&m_keeper, &RegisterKeeper::recorded, this, &Server::tellCamera);
    connect(m_store.get(), &store::Store::stateChanged, this, [this](store::StoreHealth::State state) {
        const bool failing = state == store::StoreHealth::State::Retrying;
        m_ingest->setRegisterProblem(failing ? u"Register unavailable: the server cannot write down whom it sees, because its disk is full or failing. Tell whoever runs it."_s : QString());
    });
    connect(&m_measureTimer, &QTimer::timeout, this, [this] {
        measure();
        beginNewDay();
        m_erasures->look();
    });
    m_measureTimer.start(measureInterval);
    return {};
}

std::expected<void, QString> Server::composeAccess()
{
    auto access = access::AccessControl::create(*m_store, m_cameraAuthorizer, accessConfig(m_settings, m_calendar), utcNow);
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

// Once it listens and the register has said that there is no account.
void Server::sayHowToSetUp()
{
    if (m_port == 0)
        return;
    if (const auto address = m_access->setUpAddress(pageAddress()))
        Q_EMIT setUpNeeded(*address);
}

// Where people find the pages.
QUrl Server::pageAddress() const
{
    const bool servesOthers = !net::isLoopback(m_listens);
    const auto reachable = reachableAddress();
    QUrl page;
    page.setScheme(servesOthers ? u"https"_s : u"http"_s);
    page.setHost(servesOthers ? reachable.host : m_listens.toString());
    page.setPort(servesOthers ? reachable.port : m_port);
    page.setPath(u"/"_s);
    return page;
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
    m_events = std::make_unique<EventService>(EventService::Parts{.store = *m_store, .cameras = m_cameras, .liveCameras = m_liveCameras,
                                                                  .frames = m_settings.recognition ? m_pool.get() : nullptr,
                                                                  .dayOf = [calendar = m_calendar](attendance::UtcMs when) { return calendar.dayOf(when); }, .now = utcNow});
    m_events->follow(m_keeper);
    m_events->follow(m_pairedCameras);
}

void Server::composePairing()
{
    m_pairing = std::make_unique<pairing::PairingRoutes>(pairing::PairingRoutes::Parts{
        .store = *m_store, .directory = m_liveCameras, .cameras = m_pairedCameras, .now = utcNow, .fingerprint = [this] { return m_tls->identity().fingerprint(); }, .reachable = [this] { return reachableAddress(); },
        .servesOthers = [this] { return !net::isLoopback(m_listens); }});
    connect(&m_pairedCameras, &pairing::PairedCameras::lost, this, [this](const QString &camera, const QString &reason) { m_ingest->dismiss(protocol::CameraId(camera), reason); });
    connect(m_tls.get(), &TlsKeeper::renewed, this, [this] {
        if (m_http)
            m_http->setTls(m_tls->identity().configuration());
    });
}

pairing::ReachableAddress Server::reachableAddress() const
{
    // The setting was looked at when it was read.
    if (const auto named = pairing::parseReachable(m_settings.publicAddress, m_port); named && !m_settings.publicAddress.isEmpty())
        return *named;
    return pairing::reachableAt(m_listens, m_port);
}

void Server::composeFeedback()
{
    m_unknown = std::make_unique<UnknownFaceKeeper>(
        UnknownFaceKeeper::Parts{.store = *m_store, .engine = m_engine,
                                 .likeness = [this](const recognition::Embedding &a, const recognition::Embedding &b) { return m_enrolment->gallery().similarity(a, b); },
                                 .rules = m_rules, .dayOf = [calendar = m_calendar](attendance::UtcMs when) { return calendar.dayOf(when); }, .now = utcNow},
        UnknownFaceSettings{.waitingDays = m_settings.unknownFaceDays, .visitorDays = m_settings.visitorDays, .dismissedDays = m_settings.dismissedFaceDays,
                            .atMost = std::size_t(m_settings.unknownFaceLimit)});
    m_feedback = std::make_unique<FeedbackService>(FeedbackService::Parts{*m_store, m_engine, *m_enrolment, m_keeper, m_evidence, *m_unknown});
    connect(m_pool.get(), &RecognitionPool::recognised, m_unknown.get(), &UnknownFaceKeeper::recognised);
    connect(m_pool.get(), &RecognitionPool::unknownSeen, m_unknown.get(), &UnknownFaceKeeper::observe);
    connect(&m_purgeTimer, &QTimer::timeout, this, [this] {
        m_evidence.purge(utcNow());
        m_unknown->purge();
    });
    m_purgeTimer.start(purgeInterval);
}

void Server::measure()
{
    m_metrics.setStore(api::totalsOf(m_store->health()));
    m_metrics.setRecognition(m_pool->takeLoad(), m_pool->threads());
    const auto evidence = m_evidence.totals();
    const auto unknown = m_unknown->totals();
    m_metrics.setFeedback({.picturesKept = evidence.kept, .picturesLeftOut = evidence.leftOut, .unknownWaiting = unknown.waiting, .unknownCrowdedOut = unknown.crowdedOut});
    measureSocketIo();
}

void Server::measureSocketIo()
{
    ops::SocketIoTotals totals{.sessions = int(m_socketIo.sessionCount()), .viewers = m_socketIo.stream().viewers(),
                               .sent = m_socketIo.stream().sent(), .replaced = m_socketIo.stream().replaced()};
    if (m_forwarder) {
        const socketio::ForwardTotals &forward = m_forwarder->totals();
        totals.forward = {.connected = forward.connected, .forwarded = forward.forwarded, .dropped = forward.dropped, .reconnects = forward.reconnects};
    }
    m_metrics.setSocketIo(totals);
}

void Server::rememberCamera(const ingest::Camera &camera)
{
    const store::Camera row{.id = store::CameraId(camera.id().toString().toStdString()), .name = camera.name().toStdString(), .lastSeen = utcNow()};
    m_store->call([row](store::Register &records) { return records.seeCamera(row); }, this, [](const std::expected<void, store::StoreError> &stored) {
        if (!stored)
            qCWarning(lcServer).noquote() << u"camera was not remembered: "_s + text(stored.error().message);
    });
}

// People's dates are days: with a new one others may be recognised.
void Server::beginNewDay()
{
    const attendance::Day today = m_calendar.dayOf(utcNow());
    if (today == m_today)
        return;
    m_enrolment->restore([this, today](const std::expected<void, store::StoreError> &restored) {
        if (restored)
            m_today = today;  // else it is tried again at the next tick
    });
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
            rememberCamera(*camera);
    });
    connect(&m_webhookFeed, &webhooks::Feed::noted, &m_webhookSender, &webhooks::Sender::wake);
    connect(&m_webhookSender, &webhooks::Sender::attempted, this, [this](bool arrived) { m_metrics.webhookAttempted(arrived); });
}

void Server::tellCamera(const attendance::Sighting &sighting, bool opened)
{
    if (!opened || sighting.status != attendance::SightingStatus::Confirmed)
        return;
    m_store->call([person = sighting.person](store::Register &records) { return records.person(person); }, this,
                  [this, sighting](const std::expected<store::Person, store::StoreError> &person) {
                      if (!person)
                          return;
                      const double seconds = std::chrono::duration<double>(sighting.firstSeen.time_since_epoch()).count();
                      m_ingest->tellRecognised(protocol::CameraId(text(sighting.camera.toString())), protocol::Recognised{text(person->name), seconds});
                  });
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
    m_live.addRoutes(router);
    m_events->addRoutes(router);
    m_whep.addRoutes(router);
    m_services->addRoutes(router);
    live::addWebPage(router, webFolder(m_settings));
    const auto signaling = [this](const net::Request &request, std::unique_ptr<QWebSocket> socket) {
        const bool isProxied = net::isLoopback(request.peer) && request.caller.kind != net::Caller::Kind::ThisMachine;
        m_ingest->accept(std::move(socket), request.queryValue(u"camera"_s).value_or(QString()), isProxied ? ingest::WebRtcIngest::Way::Proxy : ingest::WebRtcIngest::Way::Direct);
    };
    router.addWebSocket(u"/ws"_s, net::Right::SendVideo, signaling);
    router.addWebSocket(u"/"_s, net::Right::SendVideo, signaling);
    m_socketIo.addRoutes(router);
    m_events->watch(router);
    m_api->applyContract(router);
    return router;
}

void Server::start()
{
    m_today = m_calendar.dayOf(utcNow());
    m_keeper.restore(utcNow(), [this](const std::expected<void, store::StoreError> &restored) {
        if (!restored) {
            Q_EMIT failed(text(restored.error().message));
            return;
        }
        loadGallery(true);
    });
}

// Whom recognition knows, and what operators said. Where the register is away this is tried again until it is there; cameras
// are served meanwhile.
void Server::loadGallery(bool starting)
{
    m_erasures->look();  // before the gallery is read: an erasure after that is noticed, however soon it comes
    m_enrolment->restore([this, starting](const std::expected<void, store::StoreError> &known) {
        if (!known)
            return galleryLoaded(starting, known);
        m_feedback->restore([this, starting](const std::expected<void, store::StoreError> &restored) { galleryLoaded(starting, restored); });
    });
}

void Server::galleryLoaded(bool starting, const std::expected<void, store::StoreError> &loaded)
{
    if (!loaded && !mayCome(loaded.error())) {
        Q_EMIT failed(text(loaded.error().message));
        return;
    }
    if (loaded) {
        m_evidence.purge(utcNow());
        m_unknown->purge();
        m_refresher->start();
        if (!starting)
            qCInfo(lcServer) << "people are recognised: the register was reached";
    } else {
        if (starting)
            qCCritical(lcServer).noquote() << u"nobody is recognised until the register is reached: "_s + text(loaded.error().message);
        QTimer::singleShot(galleryRetry, this, [this] { loadGallery(false); });
    }
    if (starting)
        listen();
}

void Server::listen()
{
    const QHostAddress address = m_settings.listenAddress == u"localhost"_s ? QHostAddress(QHostAddress::LocalHost) : QHostAddress(m_settings.listenAddress);
    if (address.isNull()) {
        Q_EMIT failed(u"listen: \u201c%1\u201d is not an IP address of this machine, such as 127.0.0.1 or 0.0.0.0."_s.arg(m_settings.listenAddress));
        return;
    }
    net::Router router = routes();
    if (const auto sound = access::checkRoutes(router); !sound) {
        Q_EMIT failed(sound.error());
        return;
    }
    m_http = std::make_unique<net::HttpServer>(std::move(router), m_access->authorizer());
    m_http->allowOrigins(u"/socket.io/"_s, m_socketIoOrigins);
    for (const QString &pattern : {u"/whep/{camera}"_s, u"/whep/{camera}/{session}"_s})
        m_http->allowOrigins(pattern, m_whepOrigins);
    connect(m_http.get(), &net::HttpServer::answered, this, [this](net::Method method, const QString &route, int status) {
        m_metrics.httpAnswered(net::toBytes(method).toStdString(), route.toStdString(), status);
    });
    m_webhookFeed.catchUp();
    m_webhookSender.wake();
    m_retention.purge();
    m_services->start();
    const auto url = listenAt(address);
    if (!url) {
        Q_EMIT failed(url.error());
        return;
    }
    if (!net::isLoopback(address)) {
        const auto reachable = reachableAddress();
        qCInfo(lcServer).noquote() << u"paired cameras may connect to %1:%2; the certificate's fingerprint is %3"_s.arg(reachable.host).arg(reachable.port).arg(pairing::fingerprintText(m_tls->identity().fingerprint()));
    }
    if (const auto forward = forwardConfig(m_settings, m_dashboardAuthorities)) {
        m_forwarder = std::make_unique<socketio::FrameForwarder>(m_cameras, m_live.feeds(), *forward);
        m_forwarder->start();
    }
    m_folder.describe("the server at " + url->toString().toStdString());
    Q_EMIT listening(*url);
    sayHowToSetUp();
}

// On one address of the machine, and besides on loopback for who looks after it. The URL is good on this machine.
std::expected<QUrl, QString> Server::listenAt(const QHostAddress &address)
{
    const QSslConfiguration tls = m_tls->identity().configuration();
    const bool isAny = address == QHostAddress::Any || address == QHostAddress::AnyIPv4 || address == QHostAddress::AnyIPv6;
    m_listens = address;
    const auto url = m_http->start(isAny || net::isLoopback(address) ? address : QHostAddress(QHostAddress::LocalHost), quint16(m_settings.serverPort), tls);
    if (!url)
        return url;
    m_port = quint16(url->port());
    if (!isAny && !net::isLoopback(address)) {
        if (const auto elsewhere = m_http->start(address, m_port, tls); !elsewhere)
            return elsewhere;
    }
    return url;
}

void Server::stop()
{
    if (m_stopTimer.isActive())
        return;
    m_socketIo.close();
    m_events->hub().close();
    m_whep.close();
    m_forwarder.reset();
    if (m_http)
        m_http->close();
    m_ingest->close();
    m_stopTimer.start(farewell);
}

void Server::finish()
{
    m_pool->stop();
    if (const std::size_t lost = m_store->stop(); lost > 0)
        qCCritical(lcServer) << lost << "sightings could not be written before the end";
    Q_EMIT stopped();
}

} // namespace rollcall::app
