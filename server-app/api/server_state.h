#pragma once

#include <QJsonObject>

namespace rollcall::api {

// What /stats tells of the parts that the API does not know: recognition's engine and its models. Called on the network
// thread; answers at once.
class ServerState {
public:
    virtual ~ServerState() = default;
    [[nodiscard]] virtual QJsonObject recognition() const = 0;
};

} // namespace rollcall::api
