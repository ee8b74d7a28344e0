#include "api/photo_review_routes.h"

#include "api/answering.h"
#include "api/enrolment_form.h"
#include "store/unknown_faces.h"

namespace rollcall::api {

using namespace Qt::StringLiterals;
using net::Method;
using net::Request;
using net::Responder;
using net::Right;
using ResponderPtr = std::shared_ptr<Responder>;

namespace {

store::PersonId personOf(const Request &request)
{
    return store::PersonId(request.parameter(u"id"_s).toStdString());
}

QByteArray bytesOf(const std::vector<uint8_t> &bytes)
{
    return {reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size())};
}

void answerReview(const ResponderPtr &responder, const PhotoReview &review)
{
    if (review.problem && review.problem->reason == u"busy")
        return responder->problem(503, review.problem->message, {{"Retry-After", "2"}});
    responder->json(toJson(review));
}

struct Likeness {
    KnownPerson known;
    std::string name;
};

QJsonObject toJson(const Likeness &one)
{
    return {{u"person"_s, toText(one.known.person.toString())}, {u"name"_s, toText(one.name)}, {u"score"_s, one.known.score}};
}

} // namespace

QJsonObject toJson(const PhotoReview &review)
{
    const auto orNull = [](const QString &text) { return text.isEmpty() ? QJsonValue() : QJsonValue(text); };
    QJsonValue box;
    if (review.face)
        box = QJsonArray{(*review.face)[0], (*review.face)[1], (*review.face)[2], (*review.face)[3]};
    const QJsonValue hint = review.hintCode.isEmpty() ? QJsonValue() : QJsonValue(QJsonObject{{u"code"_s, review.hintCode}, {u"text"_s, review.hint}});
    return {{u"usable"_s, !review.problem}, {u"reason"_s, review.problem ? QJsonValue(review.problem->reason) : QJsonValue()},
            {u"problem"_s, review.problem ? QJsonValue(review.problem->message) : QJsonValue()}, {u"hint"_s, hint}, {u"facing"_s, orNull(review.facing)},
            {u"faces"_s, review.faces}, {u"quality"_s, review.quality}, {u"size"_s, QJsonArray{review.width, review.height}}, {u"box"_s, box}};
}

PhotoReviewRoutes::PhotoReviewRoutes(const Parts &parts, PhotoJudge &judge, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_judge(judge)
{
}

void PhotoReviewRoutes::addRoutes(net::Router &router)
{
    router.add(Method::Post, u"/api/v1/photo-checks"_s, Right::ManagePeople, handler(this, &PhotoReviewRoutes::check), EnrolmentLimits::photoBytes);
    router.add(Method::Get, u"/api/v1/people/{id}/photos/{photo}/check"_s, Right::ViewPeople, handler(this, &PhotoReviewRoutes::checkStored));
    router.add(Method::Get, u"/api/v1/people/{id}/picture.jpg"_s, Right::ViewPeople, handler(this, &PhotoReviewRoutes::showThumbnail));
    router.add(Method::Get, u"/api/v1/unknown-faces/{id}/nearest"_s, Right::ViewPeople, handler(this, &PhotoReviewRoutes::showNearest));
}

void PhotoReviewRoutes::check(const Request &request, Responder responder)
{
    if (request.body.isEmpty())
        return responder.problem(400, u"Send the photo's bytes as the body."_s);
    m_judge.review(request.body, [responder = net::share(std::move(responder))](const PhotoReview &review) { answerReview(responder, review); });
}

void PhotoReviewRoutes::checkStored(const Request &request, Responder responder)
{
    m_parts.store.call([id = personOf(request), photo = request.parameter(u"photo"_s).toStdString()](store::Register &records) { return records.photo(id, photo); }, this,
                       [this, responder = net::share(std::move(responder))](const Expected<store::Photo> &photo) {
        if (!photo)
            return responder->send(problemOf(photo.error()));
        m_judge.review(bytesOf(photo->bytes), [responder](const PhotoReview &review) { answerReview(responder, review); });
    });
}

void PhotoReviewRoutes::showThumbnail(const Request &request, Responder responder)
{
    bool isNumber = false;
    const int side = request.queryValue(u"width"_s).value_or(QString::number(usualSide)).toInt(&isNumber);
    if (!isNumber || side < smallestSide || side > greatestSide)
        return responder.problem(400, u"\"width\" must be a whole number from %1 to %2."_s.arg(smallestSide).arg(greatestSide));
    m_parts.store.call([id = personOf(request)](store::Register &records) -> Expected<std::vector<uint8_t>> {
        const auto person = records.person(id);
        if (!person)
            return std::unexpected(person.error());
        const auto entries = records.photoEntries(id);
        if (!entries)
            return std::unexpected(entries.error());
        if (entries->empty())
            return std::vector<uint8_t>();
        auto photo = records.photo(id, entries->front().sha256);
        if (!photo)
            return std::unexpected(std::move(photo.error()));
        return std::move(photo->bytes);
    }, this, [this, side, responder = net::share(std::move(responder))](const Expected<std::vector<uint8_t>> &photo) {
        if (!photo)
            return responder->send(problemOf(photo.error()));
        const auto none = [responder] { responder->send({.status = 204, .contentType = {}, .body = {}, .headers = {{"Cache-Control", "private, no-store"}}}); };
        if (photo->empty())
            return none();
        m_judge.thumbnail(bytesOf(*photo), side, [responder, none](const QByteArray &jpeg) {
            if (jpeg.isEmpty())
                return none();
            responder->send({.status = 200, .contentType = "image/jpeg", .body = jpeg, .headers = {{"Cache-Control", "private, no-store"}}});
        });
    });
}

void PhotoReviewRoutes::showNearest(const Request &request, Responder responder)
{
    m_parts.store.call([id = store::UnknownFaceId(request.parameter(u"id"_s).toStdString())](store::Register &records) -> Expected<std::vector<store::Look>> {
        store::UnknownFaces faces(records.database());
        if (const auto face = faces.face(id); !face)
            return std::unexpected(face.error());
        const auto evidence = faces.looks(id);
        if (!evidence)
            return std::unexpected(evidence.error());
        std::vector<store::Look> looks;
        for (const store::Evidence &one : *evidence)
            looks.push_back(one.look);
        return looks;
    }, this, [this, responder = net::share(std::move(responder))](const Expected<std::vector<store::Look>> &looks) {
        if (!looks)
            return responder->send(problemOf(looks.error()));
        m_judge.nearest(*looks, nearestPeople, [this, responder](const std::vector<KnownPerson> &people) { answerNearest(people, std::move(*responder)); });
    });
}

void PhotoReviewRoutes::answerNearest(const std::vector<KnownPerson> &people, Responder responder)
{
    m_parts.store.call([people](store::Register &records) -> Expected<store::Page<Likeness>> {
        store::Page<Likeness> found;
        for (const KnownPerson &one : people) {
            // Somebody may have been erased since the comparison.
            if (const auto person = records.person(one.person))
                found.items.push_back({one, person->name});
        }
        return found;
    }, this, answering<store::Page<Likeness>>(std::move(responder), [](Responder &answerer, const auto &found) { answerer.json(toPageJson(found, [](const Likeness &one) { return toJson(one); })); }));
}

} // namespace rollcall::api
