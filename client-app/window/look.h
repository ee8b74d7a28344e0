#pragma once

#include "window/stored_settings.h"

class QApplication;

namespace rollcall::window {

// Puts on the look that the operator chose: the system's own, or a light or dark one on Qt's own style.
void putOn(Look look, QApplication &application);

// Loads the translations for a language ("de"; empty: the system's). Once, before the first widget.
void speak(const QString &language, QApplication &application);

} // namespace rollcall::window
