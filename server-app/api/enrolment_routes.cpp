#include "api/enrolment_routes.h"

#include "api/answering.h"
#include "api/by_whom.h"
#include "api/enrolment_form.h"
#include "api/person_patch.h"

namespace rollcall::api {

using namespace Qt::StringLiterals;
using net::Method;
using net::Request;
using net::Responder;
using net::Right;

EnrolmentRoutes::EnrolmentRoutes(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_ids(attendance::systemRandom())
{
}

void EnrolmentRoutes::addRoutes(net::Router &router)
{
    router.add(Method::Post, u"/api/v1/people"_s, Right::ManagePeople, handler(this, &EnrolmentRoutes::enrol), net::Limits::enrolmentBodyBytes);
}

void EnrolmentRoutes::enrol(const Request &request, Responder responder)
{
    const auto form = parseEnrolmentForm(request);
    if (!form)
        return responder.problem(form.error().status, form.error().detail);
    const attendance::UtcMs now = m_parts.now();
    const std::string id = form->id ? form->id->toStdString() : m_ids.next(now).toString();
    const auto person = patched({.id = store::PersonId(id), .name = form->name.toStdString(), .created = now}, form->details, signedIn(request));
    if (!person)
        return responder.problem(400, person.error());
    const EnrolmentRequest wanted{.person = *person,
                                  .photos = form->photos,
                                  .allowDuplicate = form->allowDuplicate,
                                  .dryRun = form->dryRun};
    m_parts.desk.enrol(wanted, [dryRun = form->dryRun, responder = net::share(std::move(responder))](const std::expected<EnrolmentResult, EnrolmentRefusal> &result) {
        if (!result)
            return responder->send(problemOf(result.error()));
        QJsonObject json = toJson(result->person);
        json.insert(u"photoResults"_s, toJson(result->photos));
        if (dryRun)
            return responder->json(json, 200);
        responder->json(json, 201, {{"Location", "/api/v1/people/" + QByteArray::fromStdString(result->person.id.toString())}});
    });
}

} // namespace rollcall::api
