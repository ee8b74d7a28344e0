#pragma once

#include "server-app/admin/admin_world.h"

namespace rollcall::testing {

// What people do in the window again and again.

// Of the account that tests sign in with.
inline const QString accountPassword = QStringLiteral("a good password");
// Markup, a mark that turns the writing's direction, and letters of several scripts.
inline const QString strangeName = QStringLiteral("<img src=x onerror=alert(1)> \u202eΩ ñ 李");

// Of the label by this name.
[[nodiscard]] QString textOf(QWidget &in, const char *label);
void write(QWidget &in, const char *field, const QString &text);
// Whether these words are in the table within a while.
[[nodiscard]] bool shows(admin::RecordTable &table, const QString &words);
// By the password above; false: the pages did not come.
[[nodiscard]] bool signIn(AdminWorld &world, const QString &name);

} // namespace rollcall::testing
