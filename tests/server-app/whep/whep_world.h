#pragma once

#include "net/http_server.h"
#include "support/media_testing.h"
#include "whep/whep_routes.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>

#include <memory>

namespace rollcall::testing {

struct Reply {
    int status = 0;
    QByteArray body = {};
    QHash<QByteArray, QByteArray> headers = {};  // names in small letters
};

// A camera, and the routes to view it behind a real HTTP server on loopback. Who asks is whom the Authorization header names.
class WhepWorld {
public:
    explicit WhepWorld(whep::Settings settings = {});
    ~WhepWorld();

    // A publisher of the camera connects, and sends until the next one.
    void publish(protocol::Codec codec = protocol::Codec::Vp8);
    void goAway();
    [[nodiscard]] TestSender &publisher() { return *m_publisher; }

    [[nodiscard]] Reply request(const QByteArray &method, const QString &path, const QByteArray &body = {}, const QByteArray &type = {},
                                const QHash<QByteArray, QByteArray> &headers = {});
    [[nodiscard]] Reply offer(const QByteArray &sdp, const QByteArray &who = "Bearer anna");
    [[nodiscard]] double metric(const std::string &series) const;
    [[nodiscard]] const QUrl &url() const { return m_url; }

    ops::Metrics metrics;
    ingest::CameraRegistry cameras{metrics};
    ingest::Camera *camera;
    whep::WhepRoutes routes;
    int keyframeRequests = 0;

private:
    struct Names : net::Authorizer {
        [[nodiscard]] net::Decision authorize(const net::Access &access) const override;
    };
    const Names m_authorizer;
    std::unique_ptr<net::HttpServer> m_server;
    QUrl m_url;
    QNetworkAccessManager m_network;
    std::unique_ptr<TestSender> m_publisher;
};

} // namespace rollcall::testing
