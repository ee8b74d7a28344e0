#pragma once

#include "app/register_events.h"
#include "net/router.h"

namespace rollcall::app {

// Requests that change what others see, told to them once they have succeeded. Which ones do stands in one table. What also changes in other
// ways (a face at a camera, a pairing) is told by whoever does it.
class RequestEvents {
public:
    [[nodiscard]] static std::vector<std::pair<net::Method, QString>> watched();
    // Both outlive the router's server. After all routes were added.
    static void watch(net::Router &router, RegisterEvents &events, events::Bus &bus);
};

} // namespace rollcall::app
