#pragma once

#include "app/server_settings.h"
#include "store/folder_lock.h"

#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QUrl>

#include <expected>
#include <variant>

namespace rollcall::app::commands {

// Asks the server that runs on a data folder, over loopback. Each call waits for its answer. Main thread, without an event loop.
class ServerApi {
public:
    // The server of this folder, or the folder itself where none runs: nobody else has it then while this lives. The error is a sentence.
    [[nodiscard]] static std::expected<std::variant<QUrl, store::FolderLock>, QString> find(const ServerSettings &settings);

    // The data folder holds what commands on this machine prove themselves with.
    ServerApi(QUrl server, const ServerSettings &settings);
    using Answer = std::expected<QJsonObject, QString>;  // the error is what the server said, or that it said nothing
    [[nodiscard]] Answer get(const QString &path) { return ask("GET", path, {}); }
    [[nodiscard]] Answer post(const QString &path, const QJsonObject &body) { return ask("POST", path, body); }
    [[nodiscard]] Answer remove(const QString &path) { return ask("DELETE", path, {}); }

private:
    [[nodiscard]] Answer ask(const QByteArray &method, const QString &path, const QJsonObject &body);

    const QUrl m_server;
    const QByteArray m_authorization;
    QNetworkAccessManager m_network;
};

} // namespace rollcall::app::commands
