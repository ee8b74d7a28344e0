#pragma once

#include <QJsonObject>

#include <functional>

class QWidget;

namespace rollcall::admin {

struct Answer;

// The server refused because somebody who looks the same is enrolled already.
[[nodiscard]] bool isDuplicate(const Answer &answer);
// What was sent, and that it is somebody else all the same.
[[nodiscard]] QJsonObject allowingDuplicate(QJsonObject body);
// Says who that is; `anyway` is called for "Somebody else: enrol anyway". Does not wait. GUI thread.
void askAboutDuplicate(QWidget *parent, const Answer &answer, std::function<void()> anyway);

} // namespace rollcall::admin
