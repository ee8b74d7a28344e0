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
    bool areShared = false;  // other servers may have them
};
[[nodiscard]] Expected<KnownCameras> knownCameras(store::Register &records);

// Whether a camera that is not connected to this server is to another one of the same register, as that one notes now and then. `left`: when
// it left this server; what was noted since is of another.
[[nodiscard]] bool isElsewhere(const store::Camera &camera, std::optional<attendance::UtcMs> left, attendance::UtcMs now);

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
    void insertCameras(QJsonObject &json, const KnownCameras &known, attendance::UtcMs now) const;

    const RegisterParts m_parts;
    const CameraDirectory &m_cameras;
    const std::shared_ptr<DayBook> m_days;
};

} // namespace rollcall::api
