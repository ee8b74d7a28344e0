#pragma once

#include "api/parts.h"
#include "net/router.h"

#include <QObject>

namespace rollcall::api {

// What holds for every route under /api/v1 alike, whoever wrote it: GETs refuse parameters that there are none of, have an ETag and answer If-None-Match; PUTs and DELETEs compare If-Match with it; POSTs take an
// Idempotency-Key; whatever touches biometric data is noted in the audit log before it happens, and does not happen where it
// cannot be noted. Network thread; outlives the server.
class RequestContract : public QObject {
public:
    explicit RequestContract(const Parts &parts, QObject *parent = nullptr);
    // After all routes were added.
    void apply(net::Router &router);

    static constexpr qsizetype keyCharacters = 255;
    static constexpr qsizetype keptAnswerBytes = 1024 * 1024;
    static constexpr std::chrono::hours keptFor{24};
    // Longer than any request may take: one that has no answer by then never gets one.
    static constexpr std::chrono::minutes runningFor{5};

private:
    [[nodiscard]] static net::Handler asked(const QStringList &names, net::Handler handler);
    [[nodiscard]] net::Handler conditional(net::Handler handler);
    [[nodiscard]] net::Handler matched(net::Handler show, net::Handler handler);
    [[nodiscard]] net::Handler repeatable(net::Handler handler);
    [[nodiscard]] net::Handler audited(const QString &action, net::Handler handler);
    void runOnce(const net::Handler &handler, const net::Request &request, const std::string &keyHash, net::Responder responder);
    void keep(const std::string &keyHash, const net::Answer &answer, net::Responder responder);

    const Parts m_parts;
};

// Who asked, for the audit log and for notes: a name, or the address of who is not signed in.
[[nodiscard]] std::string actorOf(const net::Request &request);

// Whether a route touches photos, templates, evidence or what follows from them.
[[nodiscard]] bool touchesBiometrics(net::Method method, const QString &pattern);

// The ETag that a GET with this JSON would have.
[[nodiscard]] QByteArray entityTagOf(const QJsonObject &json);

// Whether a list of entity tags (RFC 9110 §13.1) names this one; weak comparison.
[[nodiscard]] bool namesTag(QByteArrayView list, QByteArrayView tag);

} // namespace rollcall::api
