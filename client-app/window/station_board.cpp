#include "window/station_board.h"

#include "session/camera_hello.h"
#include "signaling/signaling_url.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rollcall::window {

namespace {

QString keyOf(const capture::Camera &camera)
{
    return u"camera:"_s + camera.id;
}

} // namespace

StationBoard::StationBoard(Settings &settings, const Pairings &pairings, CameraDirectory &directory, MediaThreads &threads, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_pairings(pairings)
    , m_directory(directory)
    , m_threads(threads)
{
    for (const StoredSource &source : std::as_const(m_settings.sources)) {
        const auto spec = capture::parseSource(source.key);
        CameraStation *const station = spec ? make(source.key, *spec, source.title.isEmpty() ? capture::describe(*spec) : source.title) : nullptr;
        if (station && station->state().isCamera)
            station->setConnected(false);
        if (station && source.sending)
            station->setSending(!m_settings.server.isEmpty());
    }
    connect(&m_pairings, &Pairings::changed, this, &StationBoard::applySettings);
    connect(&m_directory, &CameraDirectory::changed, this, &StationBoard::updateCameras);
    if (m_directory.isKnown())
        updateCameras();
}

StationBoard::~StationBoard() = default;

CameraStation *StationBoard::find(const QString &key) const
{
    const auto found = std::find_if(m_stations.begin(), m_stations.end(), [&](const auto &station) { return station->key() == key; });
    return found == m_stations.end() ? nullptr : found->get();
}

const ListedCamera *StationBoard::cameraOf(const CameraStation &station) const
{
    const auto *device = std::get_if<capture::CameraDevice>(&station.plan().source);
    if (!device)
        return nullptr;
    QList<capture::Camera> cameras;
    for (const ListedCamera &listed : m_directory.cameras())
        cameras.append(listed.camera);
    const auto found = capture::findCamera(cameras, device->id);
    return found ? &m_directory.cameras()[*found] : nullptr;
}

bool StationBoard::isSendingAny() const
{
    return std::any_of(m_stations.begin(), m_stations.end(), [](const auto &station) { return station->state().sending; });
}

std::expected<capture::SourceSpec, QString> StationBoard::check(const QString &key)
{
    const auto spec = capture::parseSource(key);
    if (!spec)
        return std::unexpected(spec.error().message);
    if (std::holds_alternative<capture::CameraDevice>(*spec))
        return *spec;
    // Makes the elements and lets go of them: nothing is opened, but a wrong word in a pipeline shows.
    if (const auto made = capture::makeSource(*spec)->makeElement({}); !made)
        return std::unexpected(made.error().message);
    return *spec;
}

StoredSource *StationBoard::stored(const QString &key) const
{
    const auto found = std::find_if(m_settings.sources.begin(), m_settings.sources.end(), [&](const StoredSource &source) { return source.key == key; });
    return found == m_settings.sources.end() ? nullptr : &*found;
}

StoredSource &StationBoard::remember(const CameraStation &station)
{
    if (StoredSource *known = stored(station.key()))
        return *known;
    m_settings.sources.append(StoredSource{.key = station.key(), .title = {}, .cameraId = {}});
    return m_settings.sources.last();
}

QUrl StationBoard::server() const
{
    return signaling::signalingUrl(m_settings.server).value_or(QUrl());
}

std::optional<QString> StationBoard::freeCameraId() const
{
    const auto isTaken = [this](const QString &id) {
        return std::any_of(m_settings.sources.begin(), m_settings.sources.end(), [&](const StoredSource &source) { return source.cameraId == id; });
    };
    const QStringList paired = m_pairings.cameraIds(server());
    for (const QString &id : paired) {
        if (!isTaken(id))
            return id;
    }
    if (!paired.isEmpty())
        return std::nullopt;
    const QString base = session::cameraIdOfThisMachine();
    for (int number = 1;; ++number) {
        const QString id = number == 1 ? base : QString(base + u'-' + QString::number(number));
        if (!isTaken(id))
            return id;
    }
}

StationPlan StationBoard::planFor(const QString &key, const capture::SourceSpec &spec, const QString &title) const
{
    const StoredSource *const known = stored(key);
    StationPlan plan;
    plan.source = spec;
    plan.format = {known ? known->width.value_or(m_settings.width) : m_settings.width, known ? known->height.value_or(m_settings.height) : m_settings.height,
                   known ? known->frameRate.value_or(m_settings.frameRate) : m_settings.frameRate};
    plan.server = server();
    plan.hello = session::makeHello(known && !known->cameraId.isEmpty() ? known->cameraId : session::cameraIdOfThisMachine(), title);
    if (const auto pairing = m_pairings.find(plan.server, plan.hello.camera.toString())) {
        plan.server = pairing->server;
        plan.trust = pairing->trust;
        plan.hello.token = pairing->token;
    }
    plan.sending.encoding = {m_settings.codec, plan.format.width, plan.format.height, plan.format.frameRate, m_settings.bitrateKbps};
    plan.sending.encoder = m_settings.encoder;
    plan.sending.keyframeSeconds = m_settings.keyframeSeconds;
    plan.sending.encoderOptions = m_settings.encoderOptions;
    plan.sending.payloaderOptions = m_settings.payloaderOptions;
    plan.sending.followNetwork = m_settings.followNetwork;
    return plan;
}

CameraStation *StationBoard::make(const QString &key, const capture::SourceSpec &spec, const QString &title)
{
    auto made = std::make_unique<CameraStation>(key, planFor(key, spec, title), m_threads);
    CameraStation *const station = made.get();
    station->setTitle(title);
    connect(station, &CameraStation::changed, this, [this, station] { Q_EMIT stationChanged(station); });
    connect(station, &CameraStation::pictureChanged, this, [this, station] { Q_EMIT pictureChanged(station); });
    connect(station, &CameraStation::measured, this, [this, station] { Q_EMIT measured(station); });
    connect(station, &CameraStation::said, this, [this, station](const QString &sentence) { Q_EMIT said(station->title(), sentence); });
    m_stations.push_back(std::move(made));
    return station;
}

void StationBoard::updateCameras()
{
    QList<capture::Camera> left;
    for (const ListedCamera &listed : m_directory.cameras())
        left.append(listed.camera);
    bool listIsAnother = false;
    for (auto &station : m_stations) {
        const auto *device = std::get_if<capture::CameraDevice>(&station->plan().source);
        if (!device)
            continue;
        const auto found = capture::findCamera(left, device->id);
        station->setConnected(found.has_value());
        if (found) {
            const StoredSource *const known = stored(station->key());
            if (!known || known->title.isEmpty())
                station->setTitle(left[*found].name);
            left.removeAt(*found);
        }
    }
    // One that was never sent and is not connected any more is forgotten.
    listIsAnother = std::erase_if(m_stations, [this](const auto &station) {
        return station->state().isCamera && !station->state().connected && !station->state().sending && !stored(station->key());
    }) > 0;
    for (const capture::Camera &camera : std::as_const(left)) {
        make(keyOf(camera), capture::CameraDevice{camera.id}, camera.name);
        listIsAnother = true;
    }
    if (listIsAnother || m_stations.empty())
        Q_EMIT listChanged();
    Q_EMIT camerasChanged();
}

CameraStation *StationBoard::add(const QString &key, const QString &title)
{
    if (CameraStation *known = find(key))
        return known;
    const auto spec = check(key);
    if (!spec)
        return nullptr;
    m_settings.sources.append(StoredSource{.key = key, .title = title, .cameraId = {}});
    CameraStation *const station = make(key, *spec, title.isEmpty() ? capture::describe(*spec) : title);
    Q_EMIT settingsChanged();
    Q_EMIT listChanged();
    return station;
}

void StationBoard::remove(const QString &key)
{
    m_settings.sources.removeIf([&](const StoredSource &source) { return source.key == key; });
    std::erase_if(m_stations, [&](const auto &station) { return station->key() == key; });
    Q_EMIT settingsChanged();
    Q_EMIT listChanged();
    updateCameras();  // a camera that is connected stays listed
}

void StationBoard::rename(CameraStation &station, const QString &title)
{
    remember(station).title = title;
    station.setTitle(title);
    refresh(station);
    Q_EMIT settingsChanged();
}

void StationBoard::refresh(CameraStation &station)
{
    station.setPlan(planFor(station.key(), station.plan().source, station.title()));
}

void StationBoard::setSending(CameraStation &station, bool sending)
{
    StoredSource &source = remember(station);
    const QStringList paired = m_pairings.cameraIds(server());
    const bool mayStayAs = !source.cameraId.isEmpty() && (paired.isEmpty() || paired.contains(source.cameraId));
    if (sending && !mayStayAs) {
        const auto id = freeCameraId();
        if (!id) {
            Q_EMIT codeNeeded(station.title());
            return;
        }
        source.cameraId = *id;
    }
    source.sending = sending;
    refresh(station);
    station.setSending(sending);
    Q_EMIT settingsChanged();
}

void StationBoard::setFormat(CameraStation &station, const std::optional<PictureChoice> &choice)
{
    StoredSource &source = remember(station);
    source.width = choice ? std::optional(choice->width) : std::nullopt;
    source.height = choice ? std::optional(choice->height) : std::nullopt;
    source.frameRate = choice ? std::optional(choice->frameRate) : std::nullopt;
    refresh(station);
    Q_EMIT settingsChanged();
}

bool StationBoard::hasOwnFormat(const CameraStation &station) const
{
    const StoredSource *const known = stored(station.key());
    return known && known->width.has_value();
}

void StationBoard::applySettings()
{
    for (const auto &station : m_stations)
        refresh(*station);
}

} // namespace rollcall::window
