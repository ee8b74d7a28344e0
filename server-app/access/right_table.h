#pragma once

#include "net/router.h"
#include "store/account_records.h"

#include <expected>
#include <optional>
#include <span>
#include <string_view>

namespace rollcall::access {

// Who may do what, in one place: the rights of each role, and the right that each route and each message needs.

[[nodiscard]] net::Rights everybodysRights();
// With everybody's. An account or token that is limited to cameras keeps those that are about cameras.
[[nodiscard]] net::Rights rightsOf(store::Role role, bool isLimited);

struct RouteRow {
    std::string_view method;   // "GET", …, or "WS" for a WebSocket
    std::string_view pattern;  // as Router::add has it
    net::Right right;
    bool isOptional = false;   // settings decide whether it is there
};
[[nodiscard]] std::span<const RouteRow> routeTable();

// What goes over connections that stay open. The right is looked at for each message, with the camera that it is about.
struct MessageRow {
    std::string_view route;  // the WebSocket's pattern, or what stands for it
    std::string_view message;
    net::Right right;
};
[[nodiscard]] std::span<const MessageRow> messageTable();
// Nothing where it has no row.
[[nodiscard]] std::optional<net::Right> rightOfMessage(std::string_view route, const QString &message);

// Whether each route has its row, with the same right, and each row its route. The error is a sentence that names all that differ.
[[nodiscard]] std::expected<void, QString> checkRoutes(const net::Router &router);

} // namespace rollcall::access
