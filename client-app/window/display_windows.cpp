#include "window/run_window.h"

namespace rollcall::window {

bool hasDisplay()
{
    return true;
}

void prepareEnvironment()
{
}

} // namespace rollcall::window
