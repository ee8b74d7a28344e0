#pragma once

#include "capture/source_spec.h"
#include "capture/video_source.h"
#include "pairing/secret_keeper.h"
#include "protocol/messages.h"
#include "send/send_settings.h"
#include "settings/table.h"
#include "signaling/server_trust.h"

#include <QUrl>

#include <expected>
#include <optional>

namespace rollcall::app {

enum class LogLevel { Warning, Info, Debug };

// What an operator may set, as written; the member initialisers are the defaults.
struct Options {
    QString server = QStringLiteral("localhost:8443");
    QString cameraId;  // absent: the machine's name
    QString name;      // absent: the id
    QString source = QStringLiteral("camera");
    protocol::Codec codec = protocol::Codec::Vp8;
    int width = 640;
    int height = 480;
    int frameRate = 30;
    std::optional<int> bitrateKbps;  // absent: by size and rate
    QString pairingFolder;  // absent: the usual one
    pairing::KeyStore keyStore = pairing::KeyStore::System;
    QString encoder;                 // absent: the best one that works
    int keyframeSeconds = 3;
    QString encoderOptions;
    QString payloaderOptions;
    bool followNetwork = true;
    bool headless = false;
    bool minimised = false;
    bool json = false;
    LogLevel logLevel = LogLevel::Warning;
    QString linkOrCode;     // of the subcommand `pair`
};

// The table of the above; `options` must outlive it.
[[nodiscard]] settings::Table optionTable(Options &options);

// The options, understood.
struct Assignment {
    QUrl server;
    signaling::ServerTrust trust = {};
    protocol::Hello hello;
    capture::SourceSpec source;
    capture::PictureFormat capture;
    send::SendSettings sending;
};

// A sentence names the option that cannot be understood.
[[nodiscard]] std::expected<Assignment, QString> understand(const Options &options);

} // namespace rollcall::app
