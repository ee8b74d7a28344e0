#include "app/register_keeper.h"

#include <QLoggingCategory>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcRegister, "rollcall.app.register", QtInfoMsg)

namespace rollcall::app {

namespace {

// A sighting may have lasted all day; a camera's clock may be a little ahead.
constexpr auto restoredPast = std::chrono::hours(24);
constexpr auto restoredFuture = std::chrono::hours(1);

} // namespace

RegisterKeeper::RegisterKeeper(store::Store &store, attendance::Rules rules, attendance::DayOf dayOf, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_merger(rules, std::move(dayOf), attendance::UuidGenerator(attendance::systemRandom()))
{
}

void RegisterKeeper::restore(attendance::UtcMs now, std::function<void(const std::expected<void, store::StoreError> &)> done)
{
    m_store.recentSightings(now - restoredPast, now + restoredFuture, this, [this, done = std::move(done)](const store::Store::Sightings &found) {
        if (!found)
            return done(std::unexpected(found.error()));
        for (const store::Sighting &sighting : *found)
            m_merger.restore(sighting);
        done({});
    });
}

void RegisterKeeper::observe(const RecognisedFace &face)
{
    const store::Sighting sighting = m_merger.observe({.person = store::PersonId(face.person),
                                                       .camera = store::CameraId(face.camera.toString().toStdString()),
                                                       .when = std::chrono::time_point_cast<std::chrono::milliseconds>(face.when),
                                                       .confidence = face.confidence,
                                                       .track = face.track});
    const bool opened = sighting.firstSeen == sighting.lastSeen;
    m_store.record(sighting, this, [this, sighting, opened](const std::expected<void, store::StoreError> &stored) {
        if (stored)
            Q_EMIT recorded(sighting, opened);
        else
            qCWarning(lcRegister).noquote() << u"sighting %1 was not stored: %2"_s.arg(QString::fromStdString(sighting.id.toString()), QString::fromStdString(stored.error().message));
    });
}

void RegisterKeeper::forget(const store::PersonId &person)
{
    m_merger.forget(person);
}

} // namespace rollcall::app
