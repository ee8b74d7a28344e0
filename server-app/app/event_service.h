#pragma once

#include <QObject>  // first: moc 6.4 stumbles over <compare> before any header of Qt

#include "app/camera_events.h"
#include "app/enrolment_service.h"
#include "app/overlay_events.h"
#include "app/people_names.h"
#include "app/register_events.h"
#include "app/register_keeper.h"
#include "app/unknown_face_keeper.h"
#include "events/hub.h"
#include "pairing/paired_cameras.h"

namespace rollcall::app {

// All that open pages and windows are told at once, over /api/v1/events. Composed of one part a topic. Lives on the Qt thread; what it is
// given outlives it.
class EventService : public QObject {
public:
    struct Parts {
        store::Store &store;
        ingest::CameraRegistry &cameras;
        const LiveCameras &liveCameras;
        const CameraBook &book;
        live::MarkedFrames *frames;  // null: nobody looks for faces
        RegisterEvents::DayOf dayOf;
        std::function<attendance::UtcMs()> now;
    };
    explicit EventService(const Parts &parts, QObject *parent = nullptr);

    // Where other parts say what happened.
    [[nodiscard]] events::Bus &bus() { return m_hub; }
    [[nodiscard]] events::Hub &hub() { return m_hub; }
    // Something was said about somebody's day: a correction, a decision.
    void dayChanged(const attendance::PersonId &person, attendance::Day day) { m_register.day(person, day); }

    void follow(RegisterKeeper &keeper);
    void follow(EnrolmentService &enrolment, PeopleNames &names);
    void follow(UnknownFaceKeeper &unknown);
    void follow(pairing::PairedCameras &paired);

    void addRoutes(net::Router &router) { m_hub.addRoutes(router); }
    // After all routes were added, before what repeats requests that were done (api::RequestContract).
    void watch(net::Router &router);

private:
    events::Hub m_hub;
    CameraEvents m_cameras;
    RegisterEvents m_register;
    std::unique_ptr<OverlayEvents> m_overlays;
};

} // namespace rollcall::app
