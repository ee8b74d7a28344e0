#pragma once

#include "net/authorizer.h"

#include <QJsonObject>
#include <QString>

namespace rollcall::events {

// Something that happened and that open pages and windows should know of at once (docs/events.md).
struct Event {
    QString type = {};      // "sighting"
    QJsonObject body = {};  // the message's fields beside "type" and "at"
    net::Right right = net::Right::ViewLive;  // who does not have it is not told,
    QString camera = {};                      // nor who may not see this camera; empty: it is of none
    // While one of this type and key still waits for a slow reader, this one takes its place. Empty: each of them counts.
    QString key = {};
};

// Where parts of the server say what happened. Network thread; returns at once, whoever listens.
class Bus {
public:
    virtual ~Bus() = default;
    virtual void post(const Event &event) = 0;
};

} // namespace rollcall::events
