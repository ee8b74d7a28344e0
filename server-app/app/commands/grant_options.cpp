#include "app/commands/grant_options.h"

#include "protocol/fields.h"
#include "protocol/text_rules.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rollcall::app::commands {

void GrantOptions::add(settings::Table &options, const QStringList &roles)
{
    options.add(u"role"_s, u"what it is for: "_s + roles.join(u", "_s), role).restrictTo(roles.join(u", "_s), [roles](const QString &given) { return roles.contains(given); });
    options.add(u"camera"_s, u"a camera that it is limited to; may be repeated; none = all cameras"_s, cameras);
}

std::expected<std::optional<std::vector<std::string>>, QString> GrantOptions::parsedCameras() const
{
    if (cameras.isEmpty())
        return std::nullopt;
    if (parsedRole() == store::Role::Admin || !store::isForPeople(parsedRole()))
        return std::unexpected(u"The role %1 cannot be limited to cameras."_s.arg(role));
    std::vector<std::string> ids;
    for (const QString &camera : cameras) {
        if (protocol::check(camera, protocol::identifier) != protocol::Verdict::Good)
            return std::unexpected(u"--camera: \u201c%1\u201d is not a camera's id, which is 1 to 64 letters, digits, -, _ and dots."_s.arg(camera));
        ids.push_back(camera.toStdString());
    }
    std::ranges::sort(ids);
    const auto repeated = std::ranges::unique(ids);
    ids.erase(repeated.begin(), repeated.end());
    return ids;
}

QString limitText(const std::optional<std::vector<std::string>> &limit)
{
    if (!limit)
        return {};
    QStringList ids;
    for (const std::string &camera : *limit)
        ids.append(QString::fromStdString(camera));
    return ids.isEmpty() ? u", limited to no camera at all"_s : u", limited to "_s + ids.join(u", "_s);
}

} // namespace rollcall::app::commands
