#pragma once

#include "app/commands/command.h"
#include "enrol/import_target.h"

#include <memory>

namespace rollcall::enrol {
class ImportReport;
}

namespace rollcall::app::commands {

// `people import`: enrols many people from a folder or a CSV file, and says what was refused and why. Cut off half-way it is continued by
// being run again.
class ImportPeople final : public Command {
public:
    [[nodiscard]] QString group() const override { return QStringLiteral("people"); }
    [[nodiscard]] QString name() const override { return QStringLiteral("import"); }
    [[nodiscard]] QString help() const override { return QStringLiteral("enrol people from a folder NAME/*.jpg or a CSV file; run again, it continues"); }
    void addOptions(settings::Table &options) override;
    [[nodiscard]] std::expected<void, QString> run(const ServerSettings &settings, QTextStream &out) override;
    [[nodiscard]] int status() const override { return m_refusedSome ? someRefused : 0; }

    static constexpr int someRefused = 3;

private:
    [[nodiscard]] std::expected<void, QString> runOn(enrol::ImportTarget &target, const enrol::ImportList &list, QTextStream &out);

    [[nodiscard]] std::expected<QByteArray, QString> tokenFor(const QUrl &server, const ServerSettings &settings) const;

    QString m_path;
    QString m_report;
    QString m_connect;
    QString m_tokenFile;
    int m_threads = 0;
    bool m_dryRun = false;
    bool m_allowDuplicates = false;
    bool m_refusedSome = false;
};

} // namespace rollcall::app::commands
