#pragma once

#include "net/router.h"
#include "store/store.h"

#include <QJsonObject>
#include <QObject>

#include <functional>

namespace rollcall::api {

// /api/v1/system: what whoever looks after the server wants to know of it. Network thread; what it is given outlives it.
class SystemRoutes : public QObject {
public:
    // `state`: what is known at once; the rest is read from the register.
    SystemRoutes(store::Store &store, std::function<QJsonObject()> state, QObject *parent = nullptr);
    void addRoutes(net::Router &router);

private:
    void show(const net::Request &request, net::Responder responder);

    store::Store &m_store;
    const std::function<QJsonObject()> m_state;
};

} // namespace rollcall::api
