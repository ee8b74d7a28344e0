#include "socketio/socket_io_server.h"

#include "socketio/echo_name_space.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rollcall::socketio {

namespace {

constexpr auto streamName = "/stream";

} // namespace

ServerConfig ServerConfig::forConformance(const live::JpegWish &pictures)
{
    ServerConfig config;
    config.pictures = pictures;
    config.conformance = true;
    config.engine.pingInterval = 300ms;
    config.engine.pingTimeout = 200ms;
    config.connectTimeout = 1s;
    return config;
}

SocketIoServer::SocketIoServer(ingest::CameraRegistry &cameras, live::JpegFeeds &feeds, const ServerConfig &config, QObject *parent)
    : QObject(parent)
    , m_config(config)
    , m_stream(QString::fromLatin1(streamName), cameras, feeds, config.pictures)
    , m_engine(config.engine)
{
    m_nameSpaces.insert(QString::fromLatin1(streamName), &m_stream);
    connect(&m_engine, &EngineServer::opened, this, [this](EngineSession *session) {
        auto *client = new Client(*session, m_nameSpaces, m_config.connectTimeout);
        connect(client, &Client::settled, this, [this, session] { m_engine.settle(session); });
    });
    if (!config.conformance)
        return;
    for (const QString &name : {u"/"_s, u"/custom"_s}) {
        m_echoes.push_back(std::make_unique<EchoNameSpace>(name));
        m_nameSpaces.insert(name, m_echoes.back().get());
    }
    m_echoEngine = std::make_unique<EngineServer>(config.engine);
    connect(m_echoEngine.get(), &EngineServer::opened, this, [](EngineSession *session) { connect(session, &EngineSession::received, session, &EngineSession::send); });
}

SocketIoServer::~SocketIoServer()
{
    close();
}

void SocketIoServer::addRoutes(net::Router &router)
{
    m_engine.addRoutes(router, u"/socket.io/"_s);
    if (m_echoEngine)
        m_echoEngine->addRoutes(router, u"/engine.io/"_s);
}

void SocketIoServer::close()
{
    m_engine.close();
    if (m_echoEngine)
        m_echoEngine->close();
}

} // namespace rollcall::socketio
