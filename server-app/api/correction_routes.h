#pragma once

#include "api/json_fields.h"
#include "api/register_parts.h"
#include "attendance/correction.h"
#include "net/router.h"

#include <QObject>

namespace rollcall::api {

// /api/v1/corrections: manual entries, changes of what was seen, and their history. They are added, never changed. Network thread.
class CorrectionRoutes : public QObject {
public:
    explicit CorrectionRoutes(const RegisterParts &parts, QObject *parent = nullptr);
    void addRoutes(net::Router &router);

private:
    void list(const net::Request &request, net::Responder responder);
    void show(const net::Request &request, net::Responder responder);
    void add(const net::Request &request, net::Responder responder);
    [[nodiscard]] attendance::Correction read(JsonFields &fields) const;
    void checkTime(JsonFields &fields, const attendance::Correction &correction) const;

    const RegisterParts m_parts;
    attendance::UuidGenerator m_ids;
};

[[nodiscard]] QJsonObject toJson(const attendance::Correction &correction);

} // namespace rollcall::api
