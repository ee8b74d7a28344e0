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

// `json` makes an object of an item.
template <typename T, typename Json>
[[nodiscard]] QJsonObject toPageJson(const store::Page<T> &page, Json json)
{
    QJsonArray items;
    for (const T &item : page.items)
        items.append(json(item));
    return pageJson(items, page.next);
}

template <typename T>
[[nodiscard]] QJsonObject toPageJson(const store::Page<T> &page)
{
    return toPageJson(page, [](const T &item) { return toJson(item); });
}

// A route's handler that is a member of `owner`, which outlives the server.
template <typename Owner>
[[nodiscard]] net::Handler handler(Owner *owner, void (Owner::*member)(const net::Request &, net::Responder))
{
    return [owner, member](const net::Request &request, net::Responder responder) { (owner->*member)(request, std::move(responder)); };
}

} // namespace rollcall::api
