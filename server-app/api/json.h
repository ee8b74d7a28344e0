#pragma once

#include "api/camera_directory.h"
#include "attendance/register.h"
#include "net/responder.h"
#include "store/feedback_records.h"
#include "store/store_error.h"

#include <QJsonArray>
#include <QJsonObject>

#include <optional>

namespace rollcall::api {

[[nodiscard]] inline QString toText(const std::string &text) { return QString::fromStdString(text); }

// RFC 3339 in UTC: "2026-11-21T07:58:03.120Z".
[[nodiscard]] QString toText(attendance::UtcMs time);
// Any RFC 3339 time that says its offset.
[[nodiscard]] std::optional<attendance::UtcMs> parseTime(const QString &text);
// "2026-11-21".
[[nodiscard]] QString toText(attendance::Day day);
[[nodiscard]] std::optional<attendance::Day> parseDay(const QString &text);

[[nodiscard]] QJsonObject toJson(const store::Person &person);
[[nodiscard]] QJsonObject toJson(const store::Consent &consent);
[[nodiscard]] QJsonObject toJson(const store::Group &group);
[[nodiscard]] QJsonObject toJson(const store::Sighting &sighting);
[[nodiscard]] QJsonObject toJson(const attendance::RegisterEntry &entry, const QString &name);
[[nodiscard]] QString toText(attendance::SightingStatus status);
[[nodiscard]] std::optional<attendance::SightingStatus> parseSightingStatus(const QString &text);
[[nodiscard]] QJsonObject toJson(const store::UnknownFace &face);
[[nodiscard]] QJsonObject toJson(const LiveCamera &camera);
[[nodiscard]] QJsonObject toJson(const store::Camera &camera);  // one that is not connected

// {"items": […], "next": "…" or null}
[[nodiscard]] QJsonObject pageJson(const QJsonArray &items, const std::optional<std::string> &next);

// A picture of a person: for who asked alone, and not to be kept by what is in between.
[[nodiscard]] net::Answer jpegAnswer(const std::vector<uint8_t> &jpeg);
[[nodiscard]] net::Answer problemOf(const store::StoreError &error);

} // namespace rollcall::api
