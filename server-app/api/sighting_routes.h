#pragma once

#include "api/answering.h"
#include "api/parts.h"
#include "net/router.h"
#include "store/sighting_decisions.h"

#include <QObject>

namespace rollcall::api {

// /api/v1/sightings/{id}: one sighting, its picture, and what an operator says of it. Network thread.
class SightingRoutes : public QObject {
public:
    explicit SightingRoutes(const Parts &parts, QObject *parent = nullptr);
    void addRoutes(net::Router &router);

private:
    using Outcome = store::SightingDecisions::Outcome;
    using Note = store::SightingDecisions::Note;
    using Verb = std::function<Expected<Outcome>(store::SightingDecisions &, const attendance::Uuid &, const Note &)>;

    void show(const net::Request &request, net::Responder responder);
    void showPicture(const net::Request &request, net::Responder responder);
    void confirm(const net::Request &request, net::Responder responder);
    void reject(const net::Request &request, net::Responder responder);
    void undo(const net::Request &request, net::Responder responder);
    // Runs the verb on the register, has recognition follow, and answers with the sighting.
    void decide(const net::Request &request, net::Responder responder, const Verb &verb);
    void follow(const Outcome &outcome, const std::function<void()> &done);

    const Parts m_parts;
};

} // namespace rollcall::api
