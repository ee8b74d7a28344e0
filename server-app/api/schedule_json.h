#pragma once

#include "api/json_fields.h"
#include "attendance/schedule.h"

#include <QJsonObject>

namespace rollcall::api {

// Schedules as the API has them (docs/api.md). Reading names the field that is wrong; ids that are absent are empty.
[[nodiscard]] attendance::Shift readShift(JsonFields &fields);
[[nodiscard]] QJsonObject toJson(const attendance::Shift &shift);

[[nodiscard]] attendance::Assignment readAssignment(JsonFields &fields);
[[nodiscard]] QJsonObject toJson(const attendance::Assignment &assignment);

[[nodiscard]] attendance::Holiday readHoliday(JsonFields &fields);
[[nodiscard]] QJsonObject toJson(const attendance::Holiday &holiday);

[[nodiscard]] attendance::CameraRule readCameraRule(JsonFields &fields);
[[nodiscard]] QJsonObject toJson(const attendance::CameraId &camera, const attendance::CameraRule &rule);

} // namespace rollcall::api
