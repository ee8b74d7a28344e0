#pragma once

#include <QObject>  // first: moc 6.4 stumbles over <compare> before any header of Qt

#include "events/viewer.h"
#include "net/router.h"

#include <QJsonArray>
#include <QPointer>

#include <functional>
#include <optional>
#include <vector>

namespace rollcall::events {

// The WebSocket /api/v1/events (docs/events.md): tells each open page and window what happened and what it may know of. Lives on the
// network thread; outlives the server that has its route.
class Hub final : public QObject, public Bus {
    Q_OBJECT

public:
    struct Parts {
        // All cameras as GET /api/v1/cameras lists them, to `done`, now or later.
        std::function<void(std::function<void(const QJsonArray &)> done)> cameras;
        std::function<UtcMs()> now;
        std::function<QJsonObject()> more = {};  // what else the greeting says; may be empty
        QString version = {};  // of the server
        // What each type of message needs, where there is a table of that: what does not fit it is told to nobody. Empty: as the events say.
        std::function<std::optional<net::Right>(const QString &type)> rightOf = {};
    };
    explicit Hub(Parts parts, const EventLimits &limits = {}, QObject *parent = nullptr);
    ~Hub() override;

    static constexpr auto path = "/api/v1/events";
    void addRoutes(net::Router &router);
    void post(const Event &event) override;
    // Viewers of this session (net::Caller::session) are told so and closed.
    void endSession(const QString &session, const QString &reason);
    // Says goodbye to everybody and takes nobody any more.
    void close();

    [[nodiscard]] qsizetype viewerCount() const { return qsizetype(m_viewers.size()); }
    // Whether anybody wants to know of this camera's faces, frame by frame, and may.
    [[nodiscard]] bool wantsOverlays(const QString &camera) const;

Q_SIGNALS:
    // wantsOverlays may say something else now.
    void overlaysWantedChanged();

private:
    [[nodiscard]] std::optional<net::Answer> refusal(const QHostAddress &peer) const;
    void take(const net::Request &request, std::unique_ptr<QWebSocket> socket);
    void greet(const QPointer<Viewer> &viewer, const QJsonArray &cameras) const;
    void remove(Viewer *viewer);

    const Parts m_parts;
    const EventLimits m_limits;
    std::vector<Viewer *> m_viewers;  // children
    bool m_closed = false;
};

} // namespace rollcall::events
