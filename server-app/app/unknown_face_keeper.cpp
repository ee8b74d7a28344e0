#include "app/unknown_face_keeper.h"

#include "app/face_looks.h"
#include "enrol/stored_templates.h"

#include <QLoggingCategory>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcUnknown, "rollcall.app.unknown", QtInfoMsg)

namespace rollcall::app {

namespace {

using store::StoreError;
using store::UnknownFaceId;
using store::UnknownFaces;

// After that a track's number says nothing any more.
constexpr auto trackRemembered = std::chrono::minutes(2);

attendance::UtcMs toUtc(std::chrono::system_clock::time_point time)
{
    return std::chrono::time_point_cast<std::chrono::milliseconds>(time);
}

void warn(const QString &what, const StoreError &error)
{
    qCWarning(lcUnknown).noquote() << what + u": "_s + QString::fromStdString(error.message);
}

} // namespace

UnknownFaceKeeper::UnknownFaceKeeper(Parts parts, UnknownFaceSettings settings, QObject *parent)
    : QObject(parent)
    , m_parts(std::move(parts))
    , m_settings(settings)
    , m_clusters({.threshold = m_parts.engine->matchRule().threshold, .looksKept = std::size_t(UnknownFaces::looksOfOne)})
    , m_merger(m_parts.rules, m_parts.dayOf, attendance::UuidGenerator(attendance::systemRandom()))
    , m_ids(attendance::systemRandom())
{
}

void UnknownFaceKeeper::restore(const Done &done)
{
    const recognition::EmbedderId &embedder = m_parts.engine->embedder();
    m_parts.store.call([name = embedder.name, version = enrol::versionNumber(embedder.version)](store::Register &records) {
        return UnknownFaces(records.database()).looks(name, version);
    }, this, [this, done](const std::expected<std::vector<UnknownFaces::KnownLook>, StoreError> &looks) {
        if (!looks)
            return done(std::unexpected(looks.error()));
        m_clusters.clear();
        for (const UnknownFaces::KnownLook &known : *looks)
            m_clusters.add(known.face.toString(), toEmbedding(known.look, m_parts.engine->embedder()), known.quality);
        done({});
    });
}

void UnknownFaceKeeper::observe(const UnknownFaceSeen &face)
{
    if (m_settings.waitingDays == 0)
        return;
    forgetOldTracks(face.when);
    const attendance::UtcMs when = toUtc(face.when);
    const auto known = m_tracks.find({face.stream, face.track});
    if (known == m_tracks.end() && !face.evidence)
        return;
    const auto [id, isNew] = known != m_tracks.end() ? std::pair(known->second.face, false) : identify(face.evidence->embedding, when);
    const attendance::Sighting sighting = m_merger.observe({.person = attendance::PersonId(id.toString()), .camera = attendance::CameraId(face.camera.toString().toStdString()),
                                                            .when = when, .confidence = 0, .track = face.track});
    m_tracks[{face.stream, face.track}] = {.face = id, .sighting = sighting.id, .last = face.when};
    UnknownFaces::Seen seen{.face = id, .sighting = {.id = sighting.id, .camera = sighting.camera, .firstSeen = sighting.firstSeen, .lastSeen = sighting.lastSeen, .track = sighting.track}};
    if (face.evidence) {
        seen.evidence = toEvidence(*face.evidence);
        m_clusters.add(id.toString(), face.evidence->embedding, face.evidence->quality);
    }
    note(seen, isNew, [](const auto &) { });
}

void UnknownFaceKeeper::add(const store::Sighting &rejected, const store::Evidence &evidence, const Done &done)
{
    if (m_settings.waitingDays == 0)
        return done({});
    const recognition::EmbedderId &embedder = m_parts.engine->embedder();
    const bool isComparable = evidence.look.embedder == embedder.name && evidence.look.embedderVersion == enrol::versionNumber(embedder.version);
    std::pair<UnknownFaceId, bool> face{UnknownFaceId(m_ids.next(rejected.firstSeen).toString()), true};
    if (isComparable) {
        const recognition::Embedding look = toEmbedding(evidence.look, embedder);
        face = identify(look, rejected.firstSeen);
        m_clusters.add(face.first.toString(), look, evidence.quality);
    }
    note({.face = face.first,
          .sighting = {.id = m_ids.next(rejected.firstSeen), .camera = rejected.camera, .firstSeen = rejected.firstSeen, .lastSeen = rejected.lastSeen, .track = rejected.track, .rejected = rejected.id},
          .evidence = evidence}, face.second, done);
}

std::pair<UnknownFaceId, bool> UnknownFaceKeeper::identify(const recognition::Embedding &look, attendance::UtcMs when)
{
    if (const auto known = m_clusters.find(look, m_parts.likeness))
        return {UnknownFaceId(known->face), false};
    return {UnknownFaceId(m_ids.next(when).toString()), true};
}

void UnknownFaceKeeper::note(const UnknownFaces::Seen &seen, bool isNew, const Done &done)
{
    m_parts.store.call([seen](store::Register &records) { return UnknownFaces(records.database()).note(seen); }, this,
                       [this, face = seen.face, isNew, done](const std::expected<void, StoreError> &noted) {
        if (!noted) {
            forget(face);  // what comes next begins with a picture again
            if (noted.error().code != StoreError::Code::Conflict)
                warn(u"an unknown face was not queued"_s, noted.error());
        } else {
            if (isNew)
                purge();
            Q_EMIT this->noted(face, isNew);
        }
        done(noted);
    });
}

void UnknownFaceKeeper::recognised(const RecognisedFace &face)
{
    const auto track = m_tracks.find({face.stream, face.track});
    if (track == m_tracks.end())
        return;
    const attendance::Uuid sighting = track->second.sighting;
    m_merger.forget(sighting);
    std::erase_if(m_tracks, [&](const auto &entry) { return entry.second.sighting == sighting; });
    m_parts.store.call([sighting](store::Register &records) { return UnknownFaces(records.database()).withdraw(sighting); }, this,
                       [this](const std::expected<std::optional<UnknownFaceId>, StoreError> &withdrawn) {
        if (!withdrawn)
            return warn(u"somebody who is known stays among the unknown faces"_s, withdrawn.error());
        if (*withdrawn)
            Q_EMIT gone(**withdrawn);
        restore([](const std::expected<void, StoreError> &done) {
            if (!done)
                warn(u"unknown faces could not be read"_s, done.error());
        });
        });
}

void UnknownFaceKeeper::forget(const UnknownFaceId &face)
{
    m_clusters.remove(face.toString());
    m_merger.forget(attendance::PersonId(face.toString()));
    std::erase_if(m_tracks, [&](const auto &entry) { return entry.second.face == face; });
}

void UnknownFaceKeeper::forgetOldTracks(std::chrono::system_clock::time_point now)
{
    std::erase_if(m_tracks, [&](const auto &entry) { return now - entry.second.last > trackRemembered; });
}

void UnknownFaceKeeper::purge()
{
    const attendance::UtcMs now = m_parts.now();
    const auto since = [&](int days) { return days == 0 ? attendance::UtcMs::max() : now - std::chrono::days(days); };
    const UnknownFaces::Bounds bounds{.waiting = since(m_settings.waitingDays), .visitors = since(m_settings.visitorDays), .others = since(m_settings.dismissedDays),
                                      .atMost = m_settings.atMost};
    struct Outcome {
        UnknownFaces::Purged purged;
        int64_t waiting = 0;
    };
    m_parts.store.call([bounds](store::Register &records) -> std::expected<Outcome, StoreError> {
        UnknownFaces faces(records.database());
        const auto purged = faces.purge(bounds);
        if (!purged)
            return std::unexpected(purged.error());
        const auto waiting = faces.count(store::UnknownFaceState::Waiting);
        if (!waiting)
            return std::unexpected(waiting.error());
        return Outcome{*purged, *waiting};
    }, this, [this](const std::expected<Outcome, StoreError> &outcome) {
        if (!outcome)
            return warn(u"old unknown faces could not be erased"_s, outcome.error());
        for (const UnknownFaceId &face : outcome->purged.faces) {
            forget(face);
            Q_EMIT gone(face);
        }
        m_totals.waiting = outcome->waiting;
        m_totals.crowdedOut += outcome->purged.crowdedOut;
        if (!outcome->purged.faces.empty())
            qCInfo(lcUnknown) << "erased" << outcome->purged.faces.size() << "unknown faces:" << outcome->purged.crowdedOut << "for want of room, the others were too old";
    });
}

} // namespace rollcall::app
