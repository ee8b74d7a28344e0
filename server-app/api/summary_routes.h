#pragma once

#include "api/camera_directory.h"
#include "api/day_book.h"
#include "api/register_parts.h"
#include "net/router.h"

#include <QObject>

namespace rollcall::api {

// Cameras that should be here: known from before, and not revoked.
struct KnownCameras {
    std::vector<store::Camera> cameras;
};
[[nodiscard]] Expected<KnownCameras> knownCameras(store::Register &records);

// /api/v1/summary: a day in figures, and the week that leads to it. Network thread; what it is given outlives it.
class SummaryRoutes : public QObject {
public:
    static constexpr int trendDays = 7;

    SummaryRoutes(const RegisterParts &parts, const CameraDirectory &cameras, std::shared_ptr<DayBook> days, QObject *parent = nullptr);
    void addRoutes(net::Router &router);

private:
    struct Work;
    void show(const net::Request &request, net::Responder responder);
    void goOn(const std::shared_ptr<Work> &work);

    const RegisterParts m_parts;
    const CameraDirectory &m_cameras;
    const std::shared_ptr<DayBook> m_days;
};

} // namespace rollcall::api
