#pragma once

#include "api/json_fields.h"
#include "store/account_records.h"

namespace rollcall::access {

// What an account or a token may do, as a body says it: "role", and "cameras", a list of ids or null.
struct Grant {
    store::Role role = store::Role::Viewer;
    std::optional<std::vector<std::string>> cameras = {};
};

enum class For { Accounts, Tokens };
[[nodiscard]] std::optional<store::Role> readRole(api::JsonFields &fields, For whom);
// Absent or null: all; sorted.
[[nodiscard]] std::optional<std::vector<std::string>> readCameras(api::JsonFields &fields);
// Both, which have to fit together.
[[nodiscard]] Grant readGrant(api::JsonFields &fields, For whom);
// A sentence where they do not.
[[nodiscard]] std::optional<QString> misfit(const Grant &grant);

[[nodiscard]] QJsonValue camerasJson(const std::optional<std::vector<std::string>> &cameras);

} // namespace rollcall::access
