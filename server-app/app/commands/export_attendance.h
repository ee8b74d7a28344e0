#pragma once

#include "app/commands/command.h"
#include "reports/report_request.h"

namespace rollcall::app::commands {

// `attendance export`: writes a report to a file, as the server's /api/v1/reports does, also while the server runs.
class ExportAttendance final : public Command {
public:
    [[nodiscard]] QString group() const override { return QStringLiteral("attendance"); }
    [[nodiscard]] QString name() const override { return QStringLiteral("export"); }
    [[nodiscard]] QString help() const override { return QStringLiteral("write the register of some days to a file"); }
    void addOptions(settings::Table &table) override;
    [[nodiscard]] std::expected<void, QString> run(const ServerSettings &settings, QTextStream &out) override;

private:
    [[nodiscard]] std::expected<reports::ReportRequest, QString> request() const;

    QString m_from;
    QString m_until;
    QString m_kind = QStringLiteral("days");
    QString m_language = QStringLiteral("en");
    QString m_format = QStringLiteral("csv");
    QString m_person;
    QString m_group;
    std::filesystem::path m_output;
    bool m_byteOrderMark = false;
};

} // namespace rollcall::app::commands
