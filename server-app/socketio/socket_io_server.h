#pragma once

#include "socketio/client.h"
#include "socketio/engine_server.h"
#include "socketio/stream_name_space.h"

namespace rollcall::socketio {

struct ServerConfig {
    EngineConfig engine;
    std::chrono::milliseconds connectTimeout{45'000};  // from the session to its first namespace
    live::JpegWish pictures;
    // As the official test suites of both protocols want it: namespaces "/" and "/custom" that echo, a plain Engine.IO that
    // echoes at /engine.io/, and their short times.
    bool conformance = false;

    [[nodiscard]] static ServerConfig forConformance(const live::JpegWish &pictures);
};

// /socket.io/ (docs/live-views.md): dashboards that speak Socket.IO take the cameras' frames. Lives on the network thread, which
// is the cameras'; cameras and feeds outlive it, and it outlives the server that has its routes.
class SocketIoServer : public QObject {
public:
    SocketIoServer(ingest::CameraRegistry &cameras, live::JpegFeeds &feeds, const ServerConfig &config, QObject *parent = nullptr);
    ~SocketIoServer() override;

    void addRoutes(net::Router &router);
    void close();
    void endSession(const QString &caller, const QString &reason) { m_engine.endSession(caller, reason); }
    [[nodiscard]] qsizetype sessionCount() const { return m_engine.sessionCount(); }
    [[nodiscard]] const StreamNameSpace &stream() const { return m_stream; }

private:
    const ServerConfig m_config;
    StreamNameSpace m_stream;
    std::vector<std::unique_ptr<NameSpace>> m_echoes;
    Client::NameSpaces m_nameSpaces;
    EngineServer m_engine;
    std::unique_ptr<EngineServer> m_echoEngine;
};

} // namespace rollcall::socketio
