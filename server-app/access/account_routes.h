#pragma once

#include "access/parts.h"
#include "net/router.h"

#include <QObject>

namespace rollcall::access {

// /api/v1/accounts: who may sign in. Network thread; outlives the server that has its routes.
class AccountRoutes : public QObject {
public:
    explicit AccountRoutes(Parts parts, QObject *parent = nullptr);
    void addRoutes(net::Router &router);

private:
    struct Patch;
    void list(const net::Request &request, net::Responder responder);
    void show(const net::Request &request, net::Responder responder);
    void add(const net::Request &request, net::Responder responder);
    void change(const net::Request &request, net::Responder responder);
    void write(const Patch &patch, const std::optional<std::string> &hash, const net::Request &request, net::Responder responder);
    void remove(const net::Request &request, net::Responder responder);

    const Parts m_parts;
    attendance::UuidGenerator m_ids;
};

} // namespace rollcall::access
