#pragma once

#include "api/parts.h"
#include "api/server_state.h"
#include "net/router.h"

#include <QObject>

#include <chrono>

namespace rollcall::api {

// /stats: what the server is and does, as one JSON object. Network thread; the state outlives it.
class StatsRoutes : public QObject {
public:
    StatsRoutes(const Parts &parts, const ServerState &state, QObject *parent = nullptr);
    void addRoutes(net::Router &router);

private:
    void showStats(const net::Request &request, net::Responder responder);

    const Parts m_parts;
    const ServerState &m_state;
    const std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

} // namespace rollcall::api
