#pragma once

#include "api/register_parts.h"
#include "net/router.h"
#include "reports/report_request.h"

#include <QObject>

namespace rollcall::api {

// /api/v1/reports/…: the register as JSON, CSV, workbook, page or PDF. Network thread.
class ReportRoutes : public QObject {
public:
    static constexpr int atOnce = 4;  // reports in the making; more are asked to come back

    // `program`: rollcall-report, which makes PDF; by default it is beside the running program.
    explicit ReportRoutes(const RegisterParts &parts, QString program = {}, QObject *parent = nullptr);
    void addRoutes(net::Router &router);

private:
    enum class Scope { Day, Person, Group, Range };
    void report(Scope scope, const net::Request &request, net::Responder responder);
    [[nodiscard]] std::expected<reports::ReportRequest, QString> read(Scope scope, const net::Request &request) const;

    const RegisterParts m_parts;
    const QString m_program;
    int m_running = 0;
};

} // namespace rollcall::api
