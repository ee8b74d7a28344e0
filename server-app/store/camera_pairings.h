#pragma once

#include "store/audit_log.h"

namespace rollcall::store {

// A camera that may connect from elsewhere, or might until it was revoked.
struct CameraPairing {
    CameraId camera = {};
    Blob tokenHash = {};      // SHA-256
    UtcMs paired{};
    std::string pairedFrom = {};               // an address
    std::optional<UtcMs> revoked = {};
    std::optional<UtcMs> lastSeen = {};        // when the camera was connected since; filled when read
    friend bool operator==(const CameraPairing &, const CameraPairing &) = default;
};

// Who of the cameras has a token. Every verb is one transaction, changes with their entry in the audit log. Blocking.
class CameraPairings {
public:
    explicit CameraPairings(Database &database)
        : m_database(database)
    {
    }
    // An earlier token of this camera is worth nothing from then on.
    [[nodiscard]] std::expected<void, StoreError> pair(const CameraPairing &pairing);
    // NotFound where there is no such camera, or where it is revoked already.
    [[nodiscard]] std::expected<void, StoreError> revoke(const CameraId &camera, const std::string &actor, UtcMs now);
    [[nodiscard]] std::expected<std::vector<CameraPairing>, StoreError> pairings();  // by id, revoked ones too

private:
    Database &m_database;
};

} // namespace rollcall::store
