#include "api/photo_routes.h"

#include "api/answering.h"
#include "api/enrolment_form.h"

namespace rollcall::api {

using namespace Qt::StringLiterals;
using net::Method;
using net::Request;
using net::Responder;
using net::Right;

namespace {

store::PersonId personOf(const Request &request)
{
    return store::PersonId(request.parameter(u"id"_s).toStdString());
}

QJsonObject toJson(const store::PhotoEntry &photo, const QString &person)
{
    const QString id = toText(photo.sha256);
    const QString href = u"/api/v1/people/%1/photos/%2"_s.arg(person, id);
    return {{u"id"_s, id}, {u"mediaType"_s, toText(photo.mediaType)}, {u"bytes"_s, qint64(photo.size)}, {u"href"_s, href}};
}

} // namespace

PhotoRoutes::PhotoRoutes(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
}

void PhotoRoutes::addRoutes(net::Router &router)
{
    const QString all = u"/api/v1/people/{id}/photos"_s;
    const QString one = u"/api/v1/people/{id}/photos/{photo}"_s;
    router.add(Method::Get, all, Right::ViewPeople, handler(this, &PhotoRoutes::list));
    router.add(Method::Post, all, Right::ManagePeople, handler(this, &PhotoRoutes::add), net::Limits::enrolmentBodyBytes);
    router.add(Method::Get, one, Right::ViewPeople, handler(this, &PhotoRoutes::show));
    router.add(Method::Delete, one, Right::ManagePeople, handler(this, &PhotoRoutes::remove));
}

void PhotoRoutes::list(const Request &request, Responder responder)
{
    m_parts.store.call([id = personOf(request)](store::Register &records) { return records.photoEntries(id); }, this,
                       answering<std::vector<store::PhotoEntry>>(std::move(responder), [person = request.parameter(u"id"_s)](Responder &answerer, const auto &photos) {
        QJsonArray items;
        for (const store::PhotoEntry &photo : photos)
            items.append(toJson(photo, person));
        answerer.json(pageJson(items, std::nullopt));  // few: nobody has more pages of photos
    }));
}

void PhotoRoutes::show(const Request &request, Responder responder)
{
    m_parts.store.call([id = personOf(request), photo = request.parameter(u"photo"_s).toStdString()](store::Register &records) { return records.photo(id, photo); }, this,
                       answering<store::Photo>(std::move(responder), [](Responder &answerer, const store::Photo &photo) {
        answerer.send({.status = 200, .contentType = QByteArray::fromStdString(photo.mediaType),
                       .body = QByteArray(reinterpret_cast<const char *>(photo.bytes.data()), qsizetype(photo.bytes.size())),
                       .headers = {{"Cache-Control", "private, no-store"}}});
    }));
}

void PhotoRoutes::add(const Request &request, Responder responder)
{
    const auto form = parsePhotoForm(request);
    if (!form)
        return responder.problem(form.error().status, form.error().detail);
    m_parts.desk.addPhotos(personOf(request), form->photos, form->allowDuplicate,
                                [responder = net::share(std::move(responder))](const std::expected<EnrolmentResult, EnrolmentRefusal> &result) {
        if (!result)
            return responder->send(problemOf(result.error()));
        QJsonObject json = api::toJson(result->person);
        json.insert(u"photoResults"_s, api::toJson(result->photos));
        responder->json(json);
    });
}

void PhotoRoutes::remove(const Request &request, Responder responder)
{
    m_parts.desk.removePhoto(personOf(request), request.parameter(u"photo"_s).toStdString(),
                                  [responder = net::share(std::move(responder))](const std::expected<void, EnrolmentRefusal> &removed) {
        if (!removed)
            return responder->send(problemOf(removed.error()));
        responder->send({.status = 204, .contentType = {}, .body = {}});
    });
}

} // namespace rollcall::api
