#include "api/people_routes.h"

#include "api/answering.h"
#include "api/list_query.h"

namespace rollcall::api {

using namespace Qt::StringLiterals;
using net::Method;
using net::Request;
using net::Responder;
using net::Right;

PeopleRoutes::PeopleRoutes(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
}

void PeopleRoutes::addRoutes(net::Router &router)
{
    router.add(Method::Get, u"/api/v1/people"_s, Right::ViewPeople, handler(this, &PeopleRoutes::list));
    router.add(Method::Get, u"/api/v1/people/{id}"_s, Right::ViewPeople, handler(this, &PeopleRoutes::show));
    router.add(Method::Delete, u"/api/v1/people/{id}"_s, Right::ManagePeople, handler(this, &PeopleRoutes::remove));
}

void PeopleRoutes::list(const Request &request, Responder responder)
{
    const auto page = parsePage(request);
    if (!page)
        return responder.problem(400, page.error());
    m_parts.store.call([page = *page](store::Register &records) { return records.people(page); }, this,
                       answering<store::Page<store::Person>>(std::move(responder), [](Responder &answerer, const auto &people) {
        answerer.json(toPageJson(people));
    }));
}

void PeopleRoutes::show(const Request &request, Responder responder)
{
    const store::PersonId id(request.parameter(u"id"_s).toStdString());
    m_parts.store.call([id](store::Register &records) { return records.person(id); }, this,
                       answering<store::Person>(std::move(responder), [](Responder &answerer, const store::Person &person) {
        answerer.json(toJson(person));
    }));
}

void PeopleRoutes::remove(const Request &request, Responder responder)
{
    const store::PersonId id(request.parameter(u"id"_s).toStdString());
    m_parts.store.call([id](store::Register &records) { return records.removePerson(id); }, this,
                       [this, id, responder = net::share(std::move(responder))](const Expected<void> &removed) {
        if (!removed)
            return responder->send(problemOf(removed.error()));
        m_parts.enrolment.personRemoved(id);
        responder->send({.status = 204, .contentType = {}, .body = {}});
    });
}

} // namespace rollcall::api
