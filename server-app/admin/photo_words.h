#pragma once

#include <QString>

class QJsonObject;

namespace rollcall::admin {

struct Answer;

// What is said about photos, by the codes of docs/api.md: the server's own sentences are English. Those stand where a code is new.

// A hint of an enrolment in front of a camera ({"code", "text"}).
[[nodiscard]] QString hintText(const QJsonObject &hint);
// Why a photo cannot be used ({"reason", "problem"}); empty where it can.
[[nodiscard]] QString photoProblem(const QJsonObject &result);
// Why an enrolment was refused.
[[nodiscard]] QString refusalText(const Answer &answer);

} // namespace rollcall::admin
