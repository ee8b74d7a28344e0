#pragma once

#include <QObject>
#include <QString>

#include "pairing/secret_keeper.h"

#include <functional>

namespace rollcall::window {

struct WindowOptions {
    bool minimised = false;
    QString pairingFolder = {};
    pairing::KeyStore keyStore = pairing::KeyStore::System;
    // Has the function called on the context's thread when the system asks the program to end.
    std::function<void(QObject *context, std::function<void()> stop)> onStopSignal = {};
};

// Whether there is a screen to open a window on; one file a platform.
[[nodiscard]] bool hasDisplay();
// What has to be in the environment before Qt starts; one file a platform.
void prepareEnvironment();

// The program with a window: runs until the operator quits. The exit status. GStreamer is initialised.
[[nodiscard]] int runWindow(int &argc, char **argv, const WindowOptions &options);

} // namespace rollcall::window
