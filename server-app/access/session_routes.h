#pragma once

#include "access/parts.h"
#include "net/router.h"

#include <QObject>

namespace rollcall::access {

// /api/v1/session and /api/v1/sessions: sign in and out, one's own password and language, where one is signed in. Network thread;
// outlives the server that has its routes.
class SessionRoutes : public QObject {
public:
    explicit SessionRoutes(Parts parts, QObject *parent = nullptr);
    void addRoutes(net::Router &router);

private:
    void show(const net::Request &request, net::Responder responder);
    void signIn(const net::Request &request, net::Responder responder);
    void signOut(const net::Request &request, net::Responder responder);
    void chooseLanguage(const net::Request &request, net::Responder responder);
    void changePassword(const net::Request &request, net::Responder responder);
    void writePassword(const store::Account &account, const std::string &hash, const net::Request &request, net::Responder responder);
    void list(const net::Request &request, net::Responder responder);
    void end(const net::Request &request, net::Responder responder);

    const Parts m_parts;
};

} // namespace rollcall::access
