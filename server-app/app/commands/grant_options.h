#pragma once

#include "settings/table.h"
#include "store/account_records.h"

#include <QStringList>

#include <expected>
#include <optional>
#include <string>
#include <vector>

namespace rollcall::app::commands {

// What `account` and `token` say of a role and its cameras.
struct GrantOptions {
    QString role = QStringLiteral("viewer");
    QStringList cameras;  // none: all

    void add(settings::Table &options, const QStringList &roles);
    [[nodiscard]] store::Role parsedRole() const { return store::parseRole(role.toStdString()).value_or(store::Role::Viewer); }
    // Sorted ids, or a sentence.
    [[nodiscard]] std::expected<std::optional<std::vector<std::string>>, QString> parsedCameras() const;
};
// ", limited to door, exit"; empty where there is no limit.
[[nodiscard]] QString limitText(const std::optional<std::vector<std::string>> &cameras);

} // namespace rollcall::app::commands
