#include "access/grant_form.h"

#include "access/right_table.h"
#include "api/json.h"
#include "protocol/fields.h"
#include "protocol/text_rules.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rollcall::access {

namespace {

constexpr qsizetype mostCameras = 1'000;

} // namespace

std::optional<store::Role> readRole(api::JsonFields &fields, For whom)
{
    QStringList words{u"viewer"_s, u"operator"_s, u"admin"_s};
    if (whom == For::Tokens)
        words = QStringList{u"monitor"_s, u"terminal"_s} + words;
    return store::parseRole(fields.word(u"role"_s, words).toStdString());
}

std::optional<std::vector<std::string>> readCameras(api::JsonFields &fields)
{
    const auto given = fields.optionalArray(u"cameras"_s);
    if (!given)
        return std::nullopt;
    std::vector<std::string> cameras;
    for (const QJsonValue &camera : *given) {
        if (!camera.isString() || protocol::check(camera.toString(), protocol::identifier) != protocol::Verdict::Good || given->size() > mostCameras)
            fields.refuse(u"cameras"_s, u"be null or a list of at most %1 cameras' ids"_s.arg(mostCameras));
        else
            cameras.push_back(camera.toString().toStdString());
    }
    std::ranges::sort(cameras);
    const auto repeated = std::ranges::unique(cameras);
    cameras.erase(repeated.begin(), repeated.end());
    return cameras;
}

std::optional<QString> misfit(const Grant &grant)
{
    if (!grant.cameras)
        return std::nullopt;
    if (grant.role == store::Role::Admin)
        return u"An admin cannot be limited to cameras. Choose another role, or no limit."_s;
    if (!rightsOf(grant.role, true).has(net::Right::ViewCameras))
        return u"This role has nothing to do with cameras, and cannot be limited to some."_s;
    return std::nullopt;
}

Grant readGrant(api::JsonFields &fields, For whom)
{
    Grant grant{.role = readRole(fields, whom).value_or(store::Role::Viewer), .cameras = readCameras(fields)};
    return grant;
}

QJsonValue camerasJson(const std::optional<std::vector<std::string>> &cameras)
{
    if (!cameras)
        return {};
    QJsonArray array;
    for (const std::string &camera : *cameras)
        array.append(api::toText(camera));
    return array;
}

} // namespace rollcall::access
