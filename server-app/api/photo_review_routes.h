#pragma once

#include "api/parts.h"
#include "api/photo_judge.h"
#include "net/router.h"

#include <QObject>

namespace rollcall::api {

// What pages show of photos before and after they are enrolled: how good they are, small ones for lists, and who looks like an unknown
// face. Network thread; what it is given outlives it.
class PhotoReviewRoutes : public QObject {
public:
    static constexpr int smallestSide = 16;   // pixels of a thumbnail
    static constexpr int greatestSide = 512;
    static constexpr int usualSide = 96;
    static constexpr int nearestPeople = 3;

    PhotoReviewRoutes(const Parts &parts, PhotoJudge &judge, QObject *parent = nullptr);
    void addRoutes(net::Router &router);

private:
    void check(const net::Request &request, net::Responder responder);
    void checkStored(const net::Request &request, net::Responder responder);
    void showThumbnail(const net::Request &request, net::Responder responder);
    void showNearest(const net::Request &request, net::Responder responder);
    void answerNearest(const std::vector<KnownPerson> &people, net::Responder responder);

    const Parts m_parts;
    PhotoJudge &m_judge;
};

} // namespace rollcall::api
