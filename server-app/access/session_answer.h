#pragma once

#include "access/parts.h"
#include "net/responder.h"

namespace rollcall::access {

// Who asks, in the words of GET /api/v1/session. `secret` is what the cookie holds, where somebody is signed in by one.
[[nodiscard]] QJsonObject sessionJson(const Parts &parts, const net::Caller &caller, const std::optional<QByteArray> &secret);

// What browsers are told besides.
[[nodiscard]] bool isSecure(const net::Request &request);

// Signs the account in, whose password was compared with this hash, and answers with its session and the cookie. A session that the browser had
// ends.
void openSession(const Parts &parts, QObject *owner, const store::AccountWithPassword &account, const net::Request &request, net::Responder responder);

// Counts an attempt to sign in, or answers that there were too many: then nothing is left to do.
[[nodiscard]] bool countAttempt(const Parts &parts, const SignInLimits::Attempt &attempt, net::Responder &responder);

// Notes in the audit log that somebody did not get in.
void noteRefusal(const Parts &parts, QObject *owner, const net::Request &request, const std::optional<store::Account> &account, const std::string &action);

} // namespace rollcall::access
