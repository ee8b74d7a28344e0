#include "api/export_routes.h"

#include "api/answering.h"
#include "api/person_export.h"

namespace rollcall::api {

using namespace Qt::StringLiterals;
using net::Method;
using net::Request;
using net::Responder;
using net::Right;

ExportRoutes::ExportRoutes(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
}

void ExportRoutes::addRoutes(net::Router &router)
{
    router.add(Method::Get, u"/api/v1/people/{id}/export"_s, Right::ExportPeople, handler(this, &ExportRoutes::exportPerson));
}

void ExportRoutes::exportPerson(const Request &request, Responder responder)
{
    if (m_running >= atOnce)
        return responder.problem(503, u"%1 exports are made already. Try again in a minute."_s.arg(atOnce), {{"Retry-After", "60"}});
    const store::PersonId id(request.parameter(u"id"_s).toStdString());
    m_parts.store.call([id](store::Register &records) { return records.person(id); }, this,
                       answering<store::Person>(std::move(responder), [this](Responder &answerer, const store::Person &person) {
        auto writer = answerer.beginStream("application/zip", net::StreamWriter::Framing::Chunked,
                                           {{"Content-Disposition", "attachment; filename=\"person.zip\""}});
        if (!writer)
            return;
        auto *exported = new PersonExport(m_parts.store, person.id, toJson(person), std::move(writer), this);
        ++m_running;
        connect(exported, &QObject::destroyed, this, [this] { --m_running; });
        exported->start();
    }));
}

} // namespace rollcall::api
