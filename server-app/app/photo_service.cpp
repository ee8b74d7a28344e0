#include "app/photo_service.h"

#include "app/face_looks.h"
#include "enrol/examination.h"
#include "enrol/stored_templates.h"
#include "recognition/photo_review.h"
#include "recognition/shot_picker.h"
#include "recognition/thumbnail.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rollcall::app {

namespace {

constexpr std::size_t waitingReviews = 8;     // each holds a photo
constexpr std::size_t waitingPictures = 128;  // more than a screen of rows

std::span<const std::byte> bytesOf(const QByteArray &photo)
{
    return std::as_bytes(std::span(photo.constData(), size_t(photo.size())));
}

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

std::optional<recognition::Hint> hintOf(const recognition::Refusal &refusal)
{
    using Reason = recognition::Refusal::Reason;
    if (refusal.reason == Reason::NoFace)
        return recognition::Hint::NobodyThere;
    if (refusal.reason == Reason::SeveralFaces)
        return recognition::Hint::SeveralPeople;
    return refusal.fault ? std::optional(recognition::hintOf(*refusal.fault)) : std::nullopt;
}

QString facingText(float yaw)
{
    const auto facing = recognition::facingOf(yaw, {});
    if (!facing)
        return {};
    return *facing == recognition::Facing::Front ? u"ahead"_s : *facing == recognition::Facing::Left ? u"left"_s : u"right"_s;
}

api::PhotoReview toReview(const recognition::PhotoReview &seen)
{
    api::PhotoReview review{.faces = seen.faces, .width = seen.size.width, .height = seen.size.height};
    if (const auto &refusal = seen.refusal) {
        review.problem = api::PhotoProblem{QString::fromStdString(enrol::reasonOf(*refusal)), QString::fromStdString(refusal->message)};
        if (const auto hint = hintOf(*refusal)) {
            review.hintCode = text(recognition::code(*hint));
            review.hint = text(recognition::text(*hint));
        }
    }
    if (seen.faces == 1) {
        review.facing = facingText(seen.yaw);
        review.quality = double(seen.quality.score());
    }
    if (const auto &box = seen.box; box && !seen.size.empty()) {
        const double width = seen.size.width;
        const double height = seen.size.height;
        review.face = std::array{double(box->x) / width, double(box->y) / height, double(box->width) / width, double(box->height) / height};
    }
    return review;
}

} // namespace

PhotoService::PhotoService(std::shared_ptr<const recognition::Engine> engine, const EnrolmentService &enrolment, QObject *parent)
    : QObject(parent)
    , m_engine(std::move(engine))
    , m_enrolment(enrolment)
    , m_owner(this)
    , m_reviews(waitingReviews)
    , m_pictures(waitingPictures)
{
}

PhotoService::~PhotoService()
{
    m_owner.cut();
    m_ending = true;  // what waits is not done any more: nobody would hear of it
}

void PhotoService::review(const QByteArray &photo, std::function<void(const api::PhotoReview &)> done)
{
    const bool taken = m_reviews.push([this, photo, done, owner = m_owner] {
        if (m_ending)
            return;
        owner.post([review = look(photo), done] { done(review); });
    });
    if (!taken)
        m_owner.post([done] { done({.problem = api::PhotoProblem{u"busy"_s, u"The server looks at too many photos already. Try again in a moment."_s}}); });
}

// On the worker.
api::PhotoReview PhotoService::look(const QByteArray &photo)
{
    if (!m_workspace) {
        auto workspace = m_engine->makeWorkspace();
        if (!workspace)
            return {.problem = api::PhotoProblem{u"failed"_s, QString::fromStdString(workspace.error().message)}};
        m_workspace = std::move(*workspace);
    }
    return toReview(recognition::reviewPhoto(bytesOf(photo), *m_engine, *m_workspace, {}).review);
}

void PhotoService::nearest(const std::vector<store::Look> &looks, int count, std::function<void(const std::vector<api::KnownPerson> &)> done)
{
    std::vector<recognition::Embedding> faces;
    const recognition::EmbedderId &embedder = m_engine->embedder();
    for (const store::Look &look : looks) {
        if (look.embedder == embedder.name && look.embedderVersion == enrol::versionNumber(embedder.version))
            faces.push_back(toEmbedding(look, embedder));
    }
    const bool taken = m_pictures.push([this, faces = std::move(faces), count, gallery = m_enrolment.gallery(), done, owner = m_owner] {
        if (m_ending)
            return;
        std::vector<api::KnownPerson> people;
        for (const auto &match : gallery.nearest(faces, std::size_t(count)))
            people.push_back({store::PersonId(match.person), std::clamp(double(match.score), 0.0, 1.0)});
        owner.post([people, done] { done(people); });
    });
    if (!taken)
        m_owner.post([done] { done({}); });
}

void PhotoService::thumbnail(const QByteArray &photo, int side, std::function<void(const QByteArray &)> done)
{
    const bool taken = m_pictures.push([this, photo, side, done, owner = m_owner] {
        if (m_ending)
            return;
        QByteArray jpeg;
        if (const auto made = recognition::thumbnailOf(bytesOf(photo), side, {}))
            jpeg = QByteArray(reinterpret_cast<const char *>(made->data()), qsizetype(made->size()));
        owner.post([jpeg, done] { done(jpeg); });
    });
    if (!taken)
        m_owner.post([done] { done({}); });
}

} // namespace rollcall::app
