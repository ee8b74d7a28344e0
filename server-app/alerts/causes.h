#pragma once

#include "alerts/alert_book.h"
#include "alerts/rules.h"
#include "api/camera_directory.h"
#include "api/day_book.h"
#include "store/store.h"

#include <QHash>

namespace rollcall::alerts {

// Room on a disk.
struct DiskSpace {
    QString path;
    int64_t totalBytes = 0;
    int64_t freeBytes = 0;
};

// Who should have come and has not, of a day that is not over. On the thread of the register.
[[nodiscard]] api::Expected<std::vector<Cause>> causesOfDay(store::Register &records, api::DayBook &days, attendance::Day day, const reports::ReportSite &site, const Rules &rules);
// Faces that wait for an answer and were seen at a camera that watches a door.
[[nodiscard]] api::Expected<std::vector<Cause>> causesOfFaces(store::Register &records, const Rules &rules);

// One of several servers with one register; empty where there can be only one.
struct ThisServer {
    std::string id = {};
    QString name = {};  // of its machine, for who reads
};

// Cameras that should be here, or at another server of the same register, and are not. `begun`: when this server began to look; before that it
// does not know. `isUnderWay`: there is an alert of this camera; it lasts until the camera comes.
[[nodiscard]] std::vector<Cause> causesOfCameras(const std::vector<store::Camera> &known, const QList<api::LiveCamera> &live, attendance::UtcMs begun, const Rules &rules,
                                                 attendance::UtcMs now, const std::function<bool(const std::string &subject)> &isUnderWay);
// The register, the outbox and the disk of this server. `isUnderWay`: there is an alert of the disk, which ends only once there is a little more room.
[[nodiscard]] std::vector<Cause> causesOfStore(const store::StoreHealth &health, const std::optional<DiskSpace> &disk, const Rules &rules, bool diskIsUnderWay,
                                               const ThisServer &server = {});

} // namespace rollcall::alerts
