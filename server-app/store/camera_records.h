#pragma once

#include "store/audit_log.h"

#include <map>

namespace rollcall::store {

// A camera with what operators say of it.
struct CameraRecord {
    Camera camera = {};                         // under the name that is shown
    std::string ownName = {};                   // what it calls itself
    std::optional<std::string> givenName = {};  // what operators call it; absent: as it calls itself
    int64_t version = 0;                        // counts the changes of the given name
    friend bool operator==(const CameraRecord &, const CameraRecord &) = default;
};

// What operators do with the cameras that the register knows: name them, and forget them. Every verb is one transaction, changes with
// their entry in the audit log. Blocking.
class CameraRecords {
public:
    explicit CameraRecords(Database &database)
        : m_database(database)
    {
    }
    [[nodiscard]] std::expected<CameraRecord, StoreError> camera(const CameraId &id);
    // Of those that have one.
    [[nodiscard]] std::expected<std::map<CameraId, std::string>, StoreError> givenNames();
    // Stale where `version` is not the present one; absent: whichever there is. The camera as it is then.
    using Version = std::optional<int64_t>;
    [[nodiscard]] std::expected<CameraRecord, StoreError> rename(const CameraId &id, const std::optional<std::string> &name, Version version,
                                                                 const std::string &actor, UtcMs now);
    // What is known of it and its pairing; NotFound where there is neither. Sightings stay, and while there are some so does its direction:
    // the register of the past follows from it.
    [[nodiscard]] std::expected<void, StoreError> forget(const CameraId &id, const std::string &actor, UtcMs now);

private:
    Database &m_database;
};

} // namespace rollcall::store
