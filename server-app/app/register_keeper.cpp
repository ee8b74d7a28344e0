#include "app/register_keeper.h"

#include <QLoggingCategory>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcRegister, "rollcall.app.register", QtInfoMsg)

namespace rollcall::app {

namespace {

// A sighting may have lasted all day; a camera's clock may be a little ahead.
constexpr auto restoredPast = std::chrono::hours(24);
constexpr auto restoredFuture = std::chrono::hours(1);
// Frames that were captured before a rejection may still be on their way through recognition; their cameras' clocks may be ahead.
constexpr auto stillUnderWay = std::chrono::seconds(2);

} // namespace

RegisterKeeper::RegisterKeeper(store::Store &store, attendance::Rules rules, attendance::DayOf dayOf, attendance::SightingStatus recognisedAs, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_recognisedAs(recognisedAs)
    , m_merger(rules, std::move(dayOf), attendance::UuidGenerator(attendance::systemRandom()))
{
}

void RegisterKeeper::restore(attendance::UtcMs now, std::function<void(const std::expected<void, store::StoreError> &)> done)
{
    m_store.recentSightings(now - restoredPast, now + restoredFuture, this, [this, done = std::move(done)](const store::Store::Sightings &found) {
        if (!found)
            return done(std::unexpected(found.error()));
        for (const store::Sighting &sighting : *found)
            if (sighting.status != attendance::SightingStatus::Rejected)
                m_merger.restore(sighting);
        done({});
    });
}

void RegisterKeeper::observe(const RecognisedFace &face)
{
    if (isRefused(face))
        return;
    const store::Sighting sighting = m_merger.observe({.person = store::PersonId(face.person),
                                                       .camera = store::CameraId(face.camera.toString().toStdString()),
                                                       .when = std::chrono::time_point_cast<std::chrono::milliseconds>(face.when),
                                                       .confidence = face.confidence,
                                                       .track = face.track,
                                                       .status = m_recognisedAs});
    const bool opened = sighting.firstSeen == sighting.lastSeen;
    m_store.record(sighting, this, [this, sighting, opened, evidence = face.evidence](const std::expected<void, store::StoreError> &stored) {
        if (!stored) {
            qCWarning(lcRegister).noquote() << u"sighting %1 was not stored: %2"_s.arg(QString::fromStdString(sighting.id.toString()), QString::fromStdString(stored.error().message));
            return;
        }
        Q_EMIT recorded(sighting, opened);
        if (evidence)
            Q_EMIT proven(sighting, evidence);
    });
}

void RegisterKeeper::forget(const store::PersonId &person)
{
    m_merger.forget(person);
}

void RegisterKeeper::reject(const store::Sighting &sighting, std::chrono::system_clock::time_point now)
{
    m_merger.forget(sighting.id);
    m_refused[{sighting.person.toString(), sighting.camera.toString()}] = now + stillUnderWay;
}

// Whoever stays is reported again in a moment, by a recognition that knows of the rejection.
bool RegisterKeeper::isRefused(const RecognisedFace &face)
{
    const auto refused = m_refused.find({face.person, face.camera.toString().toStdString()});
    if (refused == m_refused.end())
        return false;
    if (face.when < refused->second)
        return true;
    m_refused.erase(refused);
    return false;
}

} // namespace rollcall::app
