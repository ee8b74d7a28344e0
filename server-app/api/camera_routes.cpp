#include "api/camera_routes.h"

#include "api/answering.h"
#include "api/list_query.h"

#include <map>

namespace rollcall::api {

using namespace Qt::StringLiterals;
using net::Method;
using net::Request;
using net::Responder;
using net::Right;

CameraRoutes::CameraRoutes(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
}

void CameraRoutes::addRoutes(net::Router &router)
{
    router.add(Method::Get, u"/api/v1/cameras"_s, Right::ViewCameras, handler(this, &CameraRoutes::list));
}

void CameraRoutes::list(const Request &request, Responder responder)
{
    const auto page = parsePage(request);
    if (!page)
        return responder.problem(400, page.error());
    std::map<std::string, QJsonObject> live;
    for (const LiveCamera &camera : m_parts.cameras.liveCameras())
        live.emplace(camera.id.toString(), toJson(camera));
    const auto answer = [live = std::move(live), page = *page, caller = request.caller](Responder &answerer, const std::vector<store::Camera> &known) {
        std::map<std::string, QJsonObject> all = live;
        for (const store::Camera &camera : known)
            all.emplace(camera.id.toString(), toJson(camera));  // a live one stays
        std::erase_if(all, [&](const auto &camera) { return !caller.mayUse(QString::fromStdString(camera.first)); });
        QJsonArray items;
        std::optional<std::string> last;
        for (auto it = all.upper_bound(page.cursor.value_or("")); it != all.end(); ++it) {
            if (items.size() == page.limit)
                return answerer.json(pageJson(items, last));
            items.append(it->second);
            last = it->first;
        }
        answerer.json(pageJson(items, std::nullopt));
    };
    // While the register is away, as it was last read: cameras are here, whoever else is not.
    m_parts.store.call([](store::Register &records) { return records.cameras(); }, this,
                       [this, answer, responder = net::share(std::move(responder))](const Expected<std::vector<store::Camera>> &known) {
        if (known)
            m_remembered = *known;
        else if (known.error().code != store::StoreError::Code::Unavailable)
            return responder->send(problemOf(known.error()));
        answer(*responder, m_remembered);
    });
}

} // namespace rollcall::api
