#include "app/event_service.h"

#include "access/right_table.h"
#include "app/request_events.h"

using namespace Qt::StringLiterals;

namespace rollcall::app {

EventService::EventService(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_hub({.cameras = [this](std::function<void(const QJsonArray &)> done) { m_cameras.list(done); }, .now = parts.now,
             .more = [this] { return QJsonObject{{u"register"_s, m_register.availability()}}; }, .version = QStringLiteral(ROLLCALL_VERSION),
             .rightOf = [](const QString &type) { return access::rightOfMessage(events::Hub::path, type); }})
    , m_cameras(m_hub, parts.cameras, parts.liveCameras, parts.book, parts.store)
    , m_register(m_hub, parts.store, parts.dayOf)
{
    if (parts.frames)
        m_overlays = std::make_unique<OverlayEvents>(m_hub, parts.cameras, *parts.frames);
}

void EventService::follow(RegisterKeeper &keeper)
{
    using Change = RegisterEvents::SightingChange;
    connect(&keeper, &RegisterKeeper::recorded, this, [this](const attendance::Sighting &sighting, bool opened) {
        m_register.sighting(sighting, opened ? Change::Opened : Change::Updated);
    });
}

void EventService::follow(EnrolmentService &enrolment, PeopleNames &names)
{
    using Change = RegisterEvents::PersonChange;
    connect(&enrolment, &EnrolmentService::personForgotten, this, [this](const store::PersonId &person) { m_register.person(person, Change::Removed); });
    connect(&enrolment, &EnrolmentService::enrolled, this, [this](const store::PersonId &person, bool isNew) {
        m_register.person(person, isNew ? Change::Added : Change::Updated);
    });
    connect(&m_register, &RegisterEvents::peopleChanged, &names, &PeopleNames::forget);
}

void EventService::follow(UnknownFaceKeeper &unknown)
{
    using Change = RegisterEvents::FaceChange;
    connect(&unknown, &UnknownFaceKeeper::noted, this, [this](const store::UnknownFaceId &face, bool isNew) {
        m_register.face(QString::fromStdString(face.toString()), isNew ? Change::Queued : Change::Updated);
    });
    connect(&unknown, &UnknownFaceKeeper::gone, this, [this](const store::UnknownFaceId &face) {
        m_register.face(QString::fromStdString(face.toString()), Change::Answered);
    });
}

void EventService::follow(pairing::PairedCameras &paired)
{
    connect(&paired, &pairing::PairedCameras::changed, this, [this](const QString &camera) {
        m_hub.post({.type = u"pairings"_s, .body = {{u"camera"_s, camera}}, .right = net::Right::ManageCameras, .camera = camera});
    });
}

void EventService::watch(net::Router &router)
{
    RequestEvents::watch(router, m_register, m_hub);
}

} // namespace rollcall::app
