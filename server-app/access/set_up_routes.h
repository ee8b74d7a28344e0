#pragma once

#include "access/parts.h"
#include "net/router.h"

#include <QObject>

namespace rollcall::access {

// POST /api/v1/set-up: makes the first account, with the code that the server printed. Network thread; outlives the server that has
// its routes.
class SetUpRoutes : public QObject {
public:
    explicit SetUpRoutes(Parts parts, QObject *parent = nullptr);
    void addRoutes(net::Router &router);

    static constexpr api::AttemptLimiter::Rule perAddress{.attempts = 20, .window = std::chrono::hours(1)};

private:
    void setUp(const net::Request &request, net::Responder responder);
    void add(const std::string &name, const std::string &hash, const net::Request &request, net::Responder responder);

    const Parts m_parts;
    attendance::UuidGenerator m_ids;
    api::AttemptLimiter m_attempts{perAddress};
};

} // namespace rollcall::access
