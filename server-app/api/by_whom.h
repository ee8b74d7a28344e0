#pragma once

#include "api/request_contract.h"

#include <optional>
#include <string>

namespace rollcall::api {

// Who is written down for what was noted or decided: the account, or the token, that is signed in, whatever the request says.
[[nodiscard]] inline std::optional<std::string> signedIn(const net::Request &request)
{
    return request.caller.isSignedIn() ? std::optional(actorOf(request)) : std::nullopt;
}

// The same where nobody has an account yet: whoever sits at this machine.
[[nodiscard]] inline std::string decidedBy(const net::Request &request)
{
    return signedIn(request).value_or("local");
}

} // namespace rollcall::api
