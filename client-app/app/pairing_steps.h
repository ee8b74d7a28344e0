#pragma once

#include "app/camera_program.h"
#include "app/options.h"

#include <functional>

namespace rollcall::app {

// What stands in the options, rather than being their default.
struct Given {
    bool server = false;
    bool camera = false;
};

// `rollcall-camera pair`: trades the code, remembers the pairing, and says where the token lies. Runs an event loop of its own.
using Say = std::function<void(const QString &line)>;
[[nodiscard]] ExitCode pairThisMachine(const Options &options, const Given &given, const Say &say, const Say &complain);

// Where this machine is paired with the server and as the camera that are meant, makes the assignment use that. With neither named,
// the only pairing that there is. The error is a sentence. Runs an event loop of its own while a key store answers.
[[nodiscard]] std::expected<void, QString> usePairing(Assignment &assignment, const Options &options, const Given &given);

} // namespace rollcall::app
