#include "app/camera_enrolments.h"

#include "app/frame_view_of.h"

#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QPointer>

#include <algorithm>
#include <atomic>
#include <mutex>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcCameraEnrolment, "rollcall.app.cameraenrolment", QtInfoMsg)

namespace rollcall::app {

namespace {

using State = api::CameraEnrolmentStatus::State;

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

} // namespace

// What has been seen of the person in front of one camera.
struct CameraEnrolments::Collection : media::RoundRobin<Collection>::Place {
    Collection(uint64_t ownNumber, const std::shared_ptr<const recognition::Engine> &engine, const recognition::Gallery &scale)
        : number(ownNumber)
        , collector(engine, scale)
    {
    }
    const uint64_t number;  // never used twice
    media::LatestValue<media::DecodedFrame> newest;
    std::atomic<bool> ended{false};

    // Worker
    recognition::ShotCollector collector;

    // Shared
    mutable std::mutex mutex;  // guards the following
    QList<QByteArray> photos;
    recognition::Hint hint = recognition::Hint::NobodyThere;
    bool isEnough = false;
};

// A request and how it goes. Qt thread.
struct CameraEnrolments::Session {
    std::shared_ptr<Collection> collection;
    ingest::FrameSubscription frames;
    api::CameraEnrolmentStatus status;
    bool allowDuplicate = false;
    QElapsedTimer age;
    std::chrono::milliseconds limit{0};
    QTimer timer;  // to the limit, then to being forgotten
};

CameraEnrolments::CameraEnrolments(std::shared_ptr<const recognition::Engine> engine, const ingest::CameraRegistry &cameras, const EnrolmentService &service,
                                   api::EnrolmentDesk &desk, QObject *parent)
    : QObject(parent)
    , m_engine(std::move(engine))
    , m_cameras(cameras)
    , m_service(service)
    , m_desk(desk)
    , m_owner(this)
    , m_worker(std::make_shared<media::RoundRobin<Collection>>(1, [this](Collection &collection, int) { serve(collection); }))
{
}

CameraEnrolments::~CameraEnrolments()
{
    m_owner.cut();
    m_sessions.clear();
    m_worker->stop();
}

std::expected<api::CameraEnrolmentStatus, api::CameraEnrolmentProblem> CameraEnrolments::start(const api::CameraEnrolmentRequest &request)
{
    using Reason = api::CameraEnrolmentProblem::Reason;
    const auto refuse = [](Reason reason, const QString &message) { return std::unexpected(api::CameraEnrolmentProblem{reason, message}); };
    const std::string id = request.camera.toString();
    ingest::Camera *camera = m_cameras.find(protocol::CameraId(text(id)));
    if (!camera)
        return refuse(Reason::NoSuchCamera, u"There is no camera with the id \"%1\", or it has not been here since the server started."_s.arg(text(id)));
    if (Session *refused = contradicted(request)) {  // nobody has to stand there again: the pictures are there
        refused->allowDuplicate = true;
        refused->status = {.camera = request.camera, .person = request.person, .wanted = refused->status.wanted};
        enrol(*refused);
        return *status(request.camera);
    }
    if (camera->state() == ingest::Camera::State::Away)
        return refuse(Reason::CameraAway, u"The camera \"%1\" is away. Connect it, then try again."_s.arg(text(id)));
    if (const auto running = m_sessions.find(id); running != m_sessions.end() && (running->second->status.state == State::Collecting || running->second->status.state == State::Enrolling))
        return refuse(Reason::InUse, u"Somebody is being enrolled in front of this camera already. Wait, or cancel that with DELETE."_s);
    if (collecting() >= m_limits.sessions)
        return refuse(Reason::Busy, u"%1 people are being enrolled in front of cameras already. Try again when one is done."_s.arg(m_limits.sessions));

    auto session = std::make_unique<Session>();
    session->collection = std::make_shared<Collection>(m_next++, m_engine, m_service.gallery());
    session->status = {.camera = request.camera, .person = request.person, .wanted = session->collection->collector.wanted()};
    session->allowDuplicate = request.allowDuplicate;
    session->limit = request.limit;
    session->age.start();
    session->timer.setSingleShot(true);
    connect(&session->timer, &QTimer::timeout, this, [this, number = session->collection->number] { timeIsUp(number); }, Qt::QueuedConnection);  // the timer may go by it
    session->timer.start(session->limit);
    session->frames = camera->takeFrames([collection = session->collection, worker = std::weak_ptr(m_worker)](const media::DecodedFrame &frame) {
        if (collection->ended || !collection->newest.put(frame))
            return;
        if (const auto alive = worker.lock())
            alive->wake(collection);
    });
    m_sessions[id] = std::move(session);
    return *status(request.camera);
}

std::optional<api::CameraEnrolmentStatus> CameraEnrolments::status(const attendance::CameraId &camera) const
{
    const auto found = m_sessions.find(camera.toString());
    if (found == m_sessions.end())
        return std::nullopt;
    const Session &session = *found->second;
    api::CameraEnrolmentStatus status = session.status;
    const std::scoped_lock lock{session.collection->mutex};
    status.shots = std::size_t(session.collection->photos.size());
    if (status.state == State::Collecting) {
        status.hintCode = text(recognition::code(session.collection->hint));
        status.hint = text(recognition::text(session.collection->hint));
        const auto left = session.limit - std::chrono::milliseconds(session.age.elapsed());
        status.remaining = std::max(std::chrono::seconds(0), std::chrono::ceil<std::chrono::seconds>(left));
    }
    return status;
}

bool CameraEnrolments::cancel(const attendance::CameraId &camera)
{
    const auto found = m_sessions.find(camera.toString());
    if (found == m_sessions.end())
        return false;
    found->second->collection->ended = true;
    m_sessions.erase(found);
    return true;
}

// Worker.
void CameraEnrolments::serve(Collection &collection)
{
    const auto frame = collection.newest.take();
    if (!frame || collection.ended)
        return;
    if (!m_workspace) {
        auto made = m_engine->makeWorkspace();
        if (!made) {
            qCWarning(lcCameraEnrolment).noquote() << text(made.error().message);
            return;
        }
        m_workspace = std::move(*made);
    }
    recognition::ShotCollector &collector = collection.collector;
    const auto changed = collector.look(viewOf(*frame), *m_workspace);
    if (!changed) {
        qCWarning(lcCameraEnrolment).noquote() << text(changed.error().message);
        return;
    }
    {
        const std::scoped_lock lock{collection.mutex};
        if (*changed) {
            collection.photos.clear();
            for (const auto &photo : collector.photos())
                collection.photos.append(QByteArray(reinterpret_cast<const char *>(photo.data()), qsizetype(photo.size())));
        }
        collection.hint = collector.hint();
        collection.isEnough = collector.isEnough();
    }
    if (collector.isComplete() && !collection.ended.exchange(true)) {
        m_owner.post([this, number = collection.number] {
            if (Session *complete = session(number))
                enrol(*complete);
        });
    }
}

void CameraEnrolments::timeIsUp(uint64_t number)
{
    Session *found = session(number);
    if (!found)
        return;
    if (found->status.state != State::Collecting) {
        m_sessions.erase(std::string(found->status.camera.toString()));
        return;
    }
    Session &session = *found;
    bool isEnough = false;
    {
        const std::scoped_lock lock{session.collection->mutex};
        isEnough = session.collection->isEnough;
    }
    if (isEnough)
        return enrol(session);
    const auto now = *status(session.status.camera);
    session.status.state = State::Refused;
    session.status.reason = now.hintCode;
    session.status.problem = u"After %1 seconds %2 of %3 pictures were good enough; what was missing at the end: %4."_s
                                 .arg(session.limit.count() / 1'000).arg(now.shots).arg(now.wanted).arg(now.hint);
    end(session);
}

void CameraEnrolments::enrol(Session &session)
{
    if (session.status.state != State::Collecting)
        return;
    session.status.state = State::Enrolling;
    session.timer.stop();
    session.frames = {};
    session.collection->ended = true;
    api::EnrolmentRequest request{.person = session.status.person, .allowDuplicate = session.allowDuplicate};
    {
        const std::scoped_lock lock{session.collection->mutex};
        request.photos = session.collection->photos;
    }
    m_desk.enrol(request, [this, owner = QPointer(this), number = session.collection->number](const std::expected<api::EnrolmentResult, api::EnrolmentRefusal> &result) {
        Session *mine = owner ? this->session(number) : nullptr;
        if (!mine)
            return;
        mine->status.state = result ? State::Enrolled : State::Refused;
        mine->status.photos = result ? result->photos : result.error().photos;
        if (result) {
            mine->status.person = result->person;
        } else {
            mine->status.reason = api::reasonText(result.error());
            mine->status.problem = result.error().message;
            mine->status.known = result.error().known;
        }
        end(*mine);
    });
}

void CameraEnrolments::end(Session &session)
{
    session.frames = {};
    session.collection->ended = true;
    session.timer.start(m_limits.remembered);
}

CameraEnrolments::Session *CameraEnrolments::contradicted(const api::CameraEnrolmentRequest &request)
{
    const auto found = m_sessions.find(request.camera.toString());
    if (found == m_sessions.end() || !request.allowDuplicate)
        return nullptr;
    const api::CameraEnrolmentStatus &before = found->second->status;
    const bool wasDuplicate = before.state == State::Refused && before.known;
    return wasDuplicate && before.person.name == request.person.name ? found->second.get() : nullptr;
}

CameraEnrolments::Session *CameraEnrolments::session(uint64_t number)
{
    const auto found = std::ranges::find_if(m_sessions, [&](const auto &entry) { return entry.second->collection->number == number; });
    return found == m_sessions.end() ? nullptr : found->second.get();
}

std::size_t CameraEnrolments::collecting() const
{
    return std::size_t(std::ranges::count_if(m_sessions, [](const auto &entry) { return entry.second->status.state == State::Collecting; }));
}

} // namespace rollcall::app
