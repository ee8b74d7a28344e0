#pragma once

#include <QStringList>

namespace rollcall::window {

struct WindowOptions {
    bool minimised = false;
};

// Whether there is a screen to open a window on; one file a platform.
[[nodiscard]] bool hasDisplay();
// What has to be in the environment before Qt starts; one file a platform.
void prepareEnvironment();

// The program with a window: runs until the operator quits. The exit status. GStreamer is initialised.
[[nodiscard]] int runWindow(int &argc, char **argv, const WindowOptions &options);

} // namespace rollcall::window
