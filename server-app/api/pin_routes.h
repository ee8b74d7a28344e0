#pragma once

#include "api/attempt_limiter.h"
#include "api/parts.h"
#include "api/secret_hasher.h"
#include "net/router.h"

#include <QObject>

namespace rollcall::api {

// POST /api/v1/attendance/pin: the way into the register for those who are not recognised by their faces. Network thread.
class PinRoutes : public QObject {
public:
    explicit PinRoutes(const Parts &parts, QObject *parent = nullptr);
    void addRoutes(net::Router &router);

    static constexpr AttemptLimiter::Rule perPerson{.attempts = 5, .window = std::chrono::minutes(15)};
    static constexpr AttemptLimiter::Rule perAddress{.attempts = 100, .window = std::chrono::minutes(15)};

private:
    struct Asked;
    void take(const net::Request &request, net::Responder responder);
    void verify(const Asked &asked, net::Responder responder);
    void record(const Asked &asked, const store::Person &person, net::Responder responder);

    const Parts m_parts;
    SecretHasher m_pins;
    AttemptLimiter m_people{perPerson};
    AttemptLimiter m_addresses{perAddress};
    attendance::UuidGenerator m_ids;
};

} // namespace rollcall::api
