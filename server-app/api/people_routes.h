#pragma once

#include "api/parts.h"
#include "api/secret_hasher.h"
#include "api/person_patch.h"
#include "net/router.h"
#include "store/audit_log.h"
#include "store/erasure.h"

#include <QObject>

namespace rollcall::api {

// /api/v1/people and /api/v1/groups: who is known. Network thread.
class PeopleRoutes : public QObject {
public:
    explicit PeopleRoutes(const Parts &parts, QObject *parent = nullptr);
    void addRoutes(net::Router &router);

private:
    void list(const net::Request &request, net::Responder responder);
    void listGroups(const net::Request &request, net::Responder responder);
    void show(const net::Request &request, net::Responder responder);
    void change(const net::Request &request, net::Responder responder);
    void write(const store::PersonId &id, int64_t version, const PersonPatch &patch, const std::optional<std::optional<std::string>> &pinHash,
               net::Responder responder);
    void merge(const net::Request &request, net::Responder responder);
    void split(const net::Request &request, net::Responder responder);
    void remove(const net::Request &request, net::Responder responder);

    const Parts m_parts;
    SecretHasher m_pins;
    attendance::UuidGenerator m_ids;
};

[[nodiscard]] QJsonObject toJson(const store::ErasureProof &proof);

} // namespace rollcall::api
