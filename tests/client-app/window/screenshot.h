#pragma once

#include <QString>
#include <QWidget>

namespace rollcall::testing {

// Writes the widget as it looks in light and in dark (NAME.png, NAME-dark.png) into the build's screenshots folder, for people to look
// at, and tells what a program can see to be wrong: text that is cut off, things that lie over each other. Empty: nothing is.
[[nodiscard]] QString shoot(QWidget &widget, const QString &name);

} // namespace rollcall::testing

#define QVERIFY_SHOT(widget, name)                                                                   \
    do {                                                                                             \
        const QString rollcallWrong = ::rollcall::testing::shoot(widget, name);                      \
        QVERIFY2(rollcallWrong.isEmpty(), qPrintable(rollcallWrong));                                \
    } while (false)
