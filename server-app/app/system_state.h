#pragma once

#include "app/server_settings.h"
#include "app/tls_keeper.h"
#include "app/unknown_face_keeper.h"
#include "alerts/causes.h"
#include "api/camera_directory.h"
#include "api/local_calendar.h"
#include "api/server_state.h"
#include "store/store.h"

#include <QJsonObject>

#include <chrono>
#include <functional>

namespace rollcall::app {

// What the server is and does, for /api/v1/system. Qt thread; what it is given outlives it.
class SystemState {
public:
    struct Parts {
        const ServerSettings &settings;
        const LivenessPolicies &liveness;
        const api::ServerState &recognition;
        const api::CameraDirectory &cameras;
        const TlsKeeper &tls;
        const store::Store &store;
        const UnknownFaceKeeper &unknown;
        api::LocalCalendar calendar;
        std::function<QJsonObject()> mail;
    };
    explicit SystemState(Parts parts);
    [[nodiscard]] QJsonObject toJson() const;
    // Of the disk that the register or the outbox is on.
    [[nodiscard]] std::optional<alerts::DiskSpace> disk() const;

private:
    [[nodiscard]] QJsonObject recognition() const;
    [[nodiscard]] QJsonObject database() const;
    [[nodiscard]] QJsonObject cameras() const;
    [[nodiscard]] QJsonObject storage() const;
    [[nodiscard]] QJsonObject certificate() const;

    const Parts m_parts;
    const std::chrono::system_clock::time_point m_started = std::chrono::system_clock::now();
};

} // namespace rollcall::app
