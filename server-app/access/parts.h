#pragma once

#include "access/credentials.h"
#include "access/set_up_code.h"
#include "access/sign_in_limits.h"
#include "api/secret_hasher.h"

namespace rollcall::access {

// What pages need to know of the place before anybody is signed in.
struct Site {
    QString name;
    QString timeZone;  // IANA
    QString language;  // "en", "de" or "fr"
};

// What the routes of accounts stand on. All of it outlives them.
struct Parts {
    store::Store &store;
    Credentials &credentials;
    api::SecretHasher &hasher;
    SignInLimits &limits;
    const SetUpCode &setUpCode;
    Site site;
    std::function<attendance::UtcMs()> now;
};

} // namespace rollcall::access
