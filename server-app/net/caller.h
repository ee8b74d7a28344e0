#pragma once

#include "net/right.h"

#include <QSet>

#include <optional>

namespace rollcall::net {

// Who asks, as the authorizer found out. A value, true at the moment of the request: what stays open longer (streams, WebSockets)
// ends when its `session` does, see HttpServer::endSession.
struct Caller {
    enum class Kind {
        Nobody,       // not signed in
        ThisMachine,  // a program on this machine while there are no accounts yet
        Account,
        Token,        // a program with an API token
        Camera,
    };
    Kind kind = Kind::Nobody;
    QString id = {};       // of the account or token
    QString name = {};     // as people know it, for "by whom"
    QString session = {};  // of an account's sign-in; a token's id; what can end. No secret. Empty: nothing ends
    Rights rights = {};    // where `cameras` is set, they hold for those alone
    std::optional<QSet<QString>> cameras = {};  // absent: all

    [[nodiscard]] bool isSignedIn() const { return kind == Kind::Account || kind == Kind::Token; }
    [[nodiscard]] bool mayUse(const QString &camera) const { return !cameras || cameras->contains(camera); }
    [[nodiscard]] bool may(Right right) const { return rights.has(right); }
    // Empty: about no camera in particular.
    [[nodiscard]] bool may(Right right, const QString &camera) const { return rights.has(right) && (camera.isEmpty() || mayUse(camera)); }
};

} // namespace rollcall::net
