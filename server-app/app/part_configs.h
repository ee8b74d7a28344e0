#pragma once

#include <QObject>  // first: moc 6.4 stumbles over <compare> before any header of Qt

#include "access/access_control.h"
#include "app/server_settings.h"
#include "live/jpeg_feed.h"
#include "net/trusted_proxies.h"
#include "recognition/camera_recognizer.h"
#include "recognition/engine.h"
#include "socketio/frame_forwarder.h"
#include "socketio/socket_io_server.h"
#include "store/retention.h"
#include "store/store.h"
#include "webhooks/address_rule.h"

namespace rollcall::app {

// What each part of the server is told, made of the settings.

[[nodiscard]] recognition::RecognizerSettings recognizerSettings(const ServerSettings &settings);
[[nodiscard]] int recognitionThreads(const ServerSettings &settings);
[[nodiscard]] attendance::SightingStatus recognisedAs(const recognition::Engine &engine, const ServerSettings &settings);
[[nodiscard]] store::Retention retentionOf(const ServerSettings &settings);
[[nodiscard]] store::Store::Config storeConfig(const store::DatabaseAddress &address, const ServerSettings &settings);
// A file in the data folder that bridges the time without a register elsewhere; with the register on this machine there is nothing to bridge.
[[nodiscard]] std::optional<std::filesystem::path> copyInFolder(const ServerSettings &settings, const char *name);
[[nodiscard]] access::AccessControl::Config accessConfig(const ServerSettings &settings, const QString &zoneName);
[[nodiscard]] webhooks::AddressRule addressRule(const ServerSettings &settings);
// How far back it is looked for what webhooks were not told: what is forgotten would be told again.
[[nodiscard]] std::chrono::days lookBack(const ServerSettings &settings);
[[nodiscard]] live::JpegWish jpegWish(const ServerSettings &settings);
[[nodiscard]] QString webFolder(const ServerSettings &settings);
// Nothing where there is nobody to push to.
[[nodiscard]] std::optional<socketio::ForwardConfig> forwardConfig(const ServerSettings &settings, const QList<QSslCertificate> &authorities);
[[nodiscard]] socketio::ServerConfig socketIoConfig(const ServerSettings &settings, const QSet<QByteArray> &origins);

// The engine that the settings name; blocking. The error is a sentence.
[[nodiscard]] std::expected<std::shared_ptr<const recognition::Engine>, QString> loadEngine(const ServerSettings &settings);

} // namespace rollcall::app
