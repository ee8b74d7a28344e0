#pragma once

#include <QColor>
#include <QIcon>
#include <QString>

#include <initializer_list>

class QApplication;
class QLabel;
class QPalette;

namespace rollcall::admin {

enum class Look { System, Light, Dark };

// Puts on the look that was chosen: the system's own, or a light or dark one on Qt's own style.
void putOn(Look look, QApplication &application);
[[nodiscard]] bool isDark(const QPalette &palette);

// Loads the translations for a language ("de"; empty: the system's). Before the first widget.
void speak(const QString &language, QApplication &application);

// What others wrote (names of people, cameras, files; the server's sentences) is text, whatever is in it: Qt takes what looks like HTML for it.
void showAsText(std::initializer_list<QLabel *> labels);
[[nodiscard]] QString plainToolTip(const QString &text);
// For menus and buttons, where "&" marks a key.
[[nodiscard]] QString withoutMnemonics(QString text);

// Status is colour and shape beside its word: here (dot), late (half), absent (ring), excused (dot, blue), unknown (question mark).
enum class Tone { Good, Late, Absent, Excused, Unknown, Idle };
[[nodiscard]] QColor colourOf(Tone tone, bool dark);
[[nodiscard]] QIcon toneIcon(Tone tone, bool dark);

// The page's own drawing of this name ("today", "live" …) in the text's colour.
[[nodiscard]] QIcon railIcon(const QString &name, const QPalette &palette);
[[nodiscard]] QIcon programIcon();

} // namespace rollcall::admin
