#pragma once

#include "api/json.h"
#include "net/router.h"
#include "store/records.h"

#include <expected>
#include <utility>

namespace rollcall::api {

template <typename T>
using Expected = std::expected<T, store::StoreError>;

// For store.call: answers with what `toAnswer` makes of the value, or with the store's error.
template <typename T, typename ToAnswer>
[[nodiscard]] auto answering(net::Responder responder, ToAnswer toAnswer)
{
    return [responder = net::share(std::move(responder)), toAnswer = std::move(toAnswer)](const Expected<T> &result) {
        if (!result)
            return responder->send(problemOf(result.error()));
        toAnswer(*responder, *result);
    };
}

template <typename T>
[[nodiscard]] QJsonObject toPageJson(const store::Page<T> &page)
{
    QJsonArray items;
    for (const T &item : page.items)
        items.append(toJson(item));
    return pageJson(items, page.next);
}

// A route's handler that is a member of `owner`, which outlives the server.
template <typename Owner>
[[nodiscard]] net::Handler handler(Owner *owner, void (Owner::*member)(const net::Request &, net::Responder))
{
    return [owner, member](const net::Request &request, net::Responder responder) { (owner->*member)(request, std::move(responder)); };
}

} // namespace rollcall::api
