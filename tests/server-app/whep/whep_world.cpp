#include "whep_world.h"

#include "support/wait.h"

#include <sstream>

using namespace Qt::StringLiterals;

namespace rollcall::testing {

net::Decision WhepWorld::Names::authorize(const net::Access &access) const
{
    net::Caller caller;
    caller.kind = net::Caller::Kind::Account;
    caller.session = QString::fromLatin1(access.authorization);
    caller.rights = net::Rights::all();
    return net::Decision::allow(caller);
}

WhepWorld::WhepWorld(whep::Settings settings)
    : camera(cameras.camera(protocol::CameraId(u"door"_s)))
    , routes(cameras, settings)
{
    QObject::connect(camera, &ingest::Camera::keyframeNeeded, camera, [this] {
        ++keyframeRequests;
        if (m_publisher)
            m_publisher->forceKeyframe();
    });
    net::Router router;
    routes.addRoutes(router);
    m_server = std::make_unique<net::HttpServer>(std::move(router), m_authorizer);
    for (const QString &pattern : {u"/whep/{camera}"_s, u"/whep/{camera}/{session}"_s})
        m_server->allowOrigins(pattern, settings.origins);
    m_url = m_server->start(QHostAddress(QHostAddress::LocalHost), 0).value();
}

WhepWorld::~WhepWorld()
{
    goAway();
}

void WhepWorld::publish(protocol::Codec codec)
{
    goAway();
    camera->arrive(u"The door"_s);
    m_publisher = std::make_unique<TestSender>(codec, 320, 240);
    const auto input = camera->rtpInput();
    input->setFormat(m_publisher->format());
    m_publisher->setSink(input);
    m_publisher->start();
    camera->setState(ingest::Camera::State::Streaming);
    const int before = m_publisher->packets();
    if (!waitUntil([&] { return m_publisher->packets() > before + 5; }))
        qFatal("the test picture does not come");
}

void WhepWorld::goAway()
{
    if (m_publisher)
        m_publisher->setSink({});
    m_publisher.reset();
    camera->setState(ingest::Camera::State::Away);
}

Reply WhepWorld::request(const QByteArray &method, const QString &path, const QByteArray &body, const QByteArray &type, const QHash<QByteArray, QByteArray> &headers)
{
    QNetworkRequest request(m_url.resolved(QUrl(path)));
    if (!type.isEmpty())
        request.setHeader(QNetworkRequest::ContentTypeHeader, type);
    for (auto header = headers.begin(); header != headers.end(); ++header)
        request.setRawHeader(header.key(), header.value());
    const std::unique_ptr<QNetworkReply> reply(m_network.sendCustomRequest(request, method, body));
    waitUntil([&] { return reply->isFinished(); });
    Reply result{.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), .body = reply->readAll()};
    for (const auto &[name, value] : reply->rawHeaderPairs())
        result.headers.insert(name.toLower(), value);
    return result;
}

Reply WhepWorld::offer(const QByteArray &sdp, const QByteArray &who)
{
    return request("POST", u"/whep/door"_s, sdp, "application/sdp", {{"Authorization", who}});
}

double WhepWorld::metric(const std::string &series) const
{
    std::istringstream lines(metrics.text());
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with(series))
            return std::stod(line.substr(line.rfind(' ')));
    }
    return -1;
}

} // namespace rollcall::testing
