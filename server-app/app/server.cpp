#include "app/server.h"

#include "access/right_table.h"
#include "api/health_routes.h"
#include "app/clock.h"
#include "app/part_configs.h"
#include "app/site_time_zone.h"
#include "live/web_page.h"
#include "pairing/fingerprint.h"
#include "webhooks/authorities.h"

#include <QLoggingCategory>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcServer, "rollcall.app.server", QtInfoMsg)

namespace rollcall::app {

namespace {

constexpr auto galleryRetry = std::chrono::seconds(1);
// For goodbyes to reach the cameras; those that do not read are left.
constexpr auto farewell = std::chrono::milliseconds(300);

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

// Whether a register elsewhere may only be away for a while.
bool mayCome(const store::StoreError &error)
{
    using Code = store::StoreError::Code;
    return error.code == Code::Unavailable || error.code == Code::Busy || error.code == Code::ReadOnly || error.code == Code::Overloaded;
}

} // namespace

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
    const auto proxies = net::TrustedProxies::parse(settings.trustedProxies);
    if (!proxies)
        return std::unexpected(proxies.error());
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
                                        {.threads = recognitionThreads(settings), .cameraShare = settings.recognitionCameraShare / 100.0,
                                         .withPictures = settings.evidenceDays > 0 || settings.unknownFaceDays > 0});
    if (!pool)
        return std::unexpected(text(pool.error().message));
    std::unique_ptr<Server> server(new Server(settings, {std::move(*folder), std::move(*tls), std::move(*store), std::move(*pool), *engine, *zone, *ingest, *liveness, *authorities, *dashboardAuthorities, *origins, std::move(*whep), *proxies}));
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
    , m_proxies(std::move(foundations.proxies))
    , m_calendar(foundations.zone)
    , m_rules{.debounce = settings.debounce}
    , m_folder(std::move(foundations.folder))
    , m_tls(std::move(foundations.tls))
    , m_store(std::move(foundations.store))
    , m_names(*m_store)
    , m_cameraBook(*m_store)
    , m_pairedCameras({.store = *m_store, .now = now, .copy = copyInFolder(settings, "paired-cameras.json")})
    , m_cameraAuthorizer(m_pairedCameras, settings.openOnLoopback ? pairing::CameraAuthorizer::Loopback::Open : pairing::CameraAuthorizer::Loopback::Closed)
    , m_engine(std::move(foundations.engine))
    , m_cameras(m_metrics)
    , m_keeper(*m_store, m_rules, [calendar = m_calendar](attendance::UtcMs when) { return calendar.dayOf(when); }, recognisedAs(*m_engine, settings))
    , m_evidence(*m_store, {.days = settings.evidenceDays, .maxBytes = int64_t{settings.evidenceMebibytes} * 1024 * 1024})
    , m_pool(std::move(foundations.pool))
    , m_liveCameras(m_cameras, *m_pool, m_cameraBook)
    , m_retention(*m_store, m_metrics, retentionOf(settings), now)
    , m_webhookSender(*m_store, {.addresses = addressRule(settings), .authorities = foundations.authorities}, now)
    , m_webhookFeed({.store = *m_store, .zone = m_calendar.zone(), .debounce = m_rules.debounce, .now = now, .furthestBack = lookBack(settings)})
    , m_live(m_cameras, jpegWish(settings), m_settings.recognition ? m_pool.get() : nullptr)
    , m_whepOrigins(foundations.whep.origins)
    , m_whep(m_cameras, std::move(foundations.whep))
    , m_socketIo(m_cameras, m_live.feeds(), socketIoConfig(settings, m_socketIoOrigins))
{
    m_stopTimer.setSingleShot(true);
    connect(&m_stopTimer, &QTimer::timeout, this, &Server::finish);
}

Server::~Server() = default;

attendance::UtcMs Server::now()
{
    return utcNow();
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

pairing::ReachableAddress Server::reachableAddress() const
{
    // The setting was looked at when it was read.
    if (const auto named = pairing::parseReachable(m_settings.publicAddress, m_port); named && !m_settings.publicAddress.isEmpty())
        return *named;
    return pairing::reachableAt(m_listens, m_port);
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

// People's dates are days: with a new one others may be recognised.
void Server::beginNewDay()
{
    const attendance::Day today = m_calendar.dayOf(now());
    if (today == m_today)
        return;
    m_enrolment->restore([this, today](const std::expected<void, store::StoreError> &restored) {
        if (restored)
            m_today = today;  // else it is tried again at the next tick
    });
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

void Server::start()
{
    m_today = m_calendar.dayOf(now());
    m_keeper.restore(now(), [this](const std::expected<void, store::StoreError> &restored) {
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
        m_evidence.purge(now());
        m_unknown->purge();
        m_refresher->start();
        if (!starting)
            qCInfo(lcServer) << "people are recognised: the register was reached";
    } else {
        if (starting)
            qCCritical(lcServer).noquote() << u"nobody is recognised until the register is reached: "_s + text(loaded.error().message);
        QTimer::singleShot(galleryRetry, this, [this] { loadGallery(false); });
    }
    if (starting && !m_stopTimer.isActive())
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
    m_http->trustProxies(m_proxies);
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
