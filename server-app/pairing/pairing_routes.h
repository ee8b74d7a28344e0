#pragma once

#include <QObject>  // first: moc 6.4 stumbles over <compare> before any header of Qt

#include "api/attempt_limiter.h"
#include "api/camera_directory.h"
#include "net/router.h"
#include "pairing/paired_cameras.h"
#include "pairing/pending_codes.h"
#include "pairing/reachable_address.h"

namespace rollcall::pairing {

// /api/v1/cameras/{camera}/pairing-code, /api/v1/pairings and /api/v1/pairing: codes, the exchange that trades one for a token, and
// what came of it. Network thread; outlives the server that has its routes.
class PairingRoutes : public QObject {
public:
    // All of it outlives the routes.
    struct Parts {
        store::Store &store;
        const api::CameraDirectory &directory;
        PairedCameras &cameras;
        std::function<attendance::UtcMs()> now;
        std::function<QByteArray()> fingerprint;        // of the server's certificate at present
        std::function<ReachableAddress()> reachable;    // where cameras find the server unless they are told otherwise
        std::function<bool()> servesOthers;             // whether other machines are listened to at all
    };
    explicit PairingRoutes(Parts parts, QObject *parent = nullptr);
    void addRoutes(net::Router &router);

    // Exchanges that one address may begin within ten minutes.
    static constexpr int attemptsPerAddress = 20;

private:
    void makeCode(const net::Request &request, net::Responder responder);
    void list(const net::Request &request, net::Responder responder);
    void show(const net::Request &request, net::Responder responder);
    void revoke(const net::Request &request, net::Responder responder);
    void open(const net::Request &request, net::Responder responder);
    void close(const net::Request &request, net::Responder responder);
    void giveToken(const PendingCodes::Agreed &agreed, const QHostAddress &from, net::Responder responder);
    [[nodiscard]] QByteArray boundTo(const net::Request &request) const;
    [[nodiscard]] QJsonObject toJson(const store::CameraPairing &pairing) const;

    const Parts m_parts;
    PendingCodes m_codes;
    api::AttemptLimiter m_attempts;
};

} // namespace rollcall::pairing
