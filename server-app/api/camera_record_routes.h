#pragma once

#include "api/camera_directory.h"
#include "net/router.h"
#include "store/camera_records.h"
#include "store/store.h"

#include <QObject>

#include <functional>

namespace rollcall::api {

// What follows from a change of a camera's record. Called on the network thread.
class CameraBook {
public:
    virtual ~CameraBook() = default;
    // Operators call it so from now on; absent: as it calls itself.
    virtual void nameGiven(const attendance::CameraId &camera, const std::optional<std::string> &name) = 0;
    // Its stream ends, and it is not written down again until `wasForgotten`.
    virtual void letGo(const attendance::CameraId &camera) = 0;
    // Its record is gone; or it stays, as the register could not be changed.
    virtual void wasForgotten(const attendance::CameraId &camera, bool isGone) = 0;
};

// /api/v1/cameras/{camera}: what is known of one camera, its name, and that it is forgotten. Network thread; outlives the server that has
// its routes.
class CameraRecordRoutes : public QObject {
public:
    // All of it outlives the routes.
    struct Parts {
        store::Store &store;
        const CameraDirectory &directory;
        CameraBook &book;
        std::function<attendance::UtcMs()> now;
    };
    explicit CameraRecordRoutes(Parts parts, QObject *parent = nullptr);
    void addRoutes(net::Router &router);

private:
    void show(const net::Request &request, net::Responder responder);
    void change(const net::Request &request, net::Responder responder);
    void remove(const net::Request &request, net::Responder responder);
    void forget(const attendance::CameraId &camera, const std::string &actor, net::Responder responder);
    void answer(net::Responder &responder, const store::CameraRecord &record) const;

    const Parts m_parts;
};

} // namespace rollcall::api
