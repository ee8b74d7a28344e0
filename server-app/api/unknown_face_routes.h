#pragma once

#include "api/answering.h"
#include "api/assignment_form.h"
#include "api/parts.h"
#include "net/router.h"
#include "store/unknown_faces.h"

#include <QObject>

namespace rollcall::api {

// /api/v1/unknown-faces: faces that nobody knows, and what an operator says of them. Network thread.
class UnknownFaceRoutes : public QObject {
public:
    explicit UnknownFaceRoutes(const Parts &parts, QObject *parent = nullptr);
    void addRoutes(net::Router &router);

private:
    void list(const net::Request &request, net::Responder responder);
    void show(const net::Request &request, net::Responder responder);
    void showPicture(const net::Request &request, net::Responder responder);
    void decide(const net::Request &request, net::Responder responder, store::UnknownFaceState state);
    void erase(const net::Request &request, net::Responder responder);
    void assign(const net::Request &request, net::Responder responder);

    using ResponderPtr = std::shared_ptr<net::Responder>;
    struct Found {
        store::UnknownFace face;
        std::vector<store::Evidence> looks;
        std::string by;  // who says whose face it is
    };
    void enrol(const Found &found, const AssignmentForm &form, const ResponderPtr &responder);
    struct Decided {
        store::UnknownFace face;
        std::string by;
    };
    void moveTo(const store::PersonId &person, const Decided &decided, const QJsonArray &photoResults, const ResponderPtr &responder);

    const Parts m_parts;
    attendance::UuidGenerator m_ids;
};

} // namespace rollcall::api
