#pragma once

#include "window/station_board.h"

#include <QString>

namespace rollcall::window {

class LogBook;

// All that helps to find out what is wrong, as a text for whoever is asked: versions, cameras and their modes, encoders, settings,
// states, the log. Without secrets: no tokens, codes, passwords, pictures or names of people. Asks the drivers: some milliseconds.
[[nodiscard]] QString problemReport(const Settings &settings, const StationBoard &board, const LogBook &log);

} // namespace rollcall::window
