#pragma once

#include "admin/video_surface.h"
#include "pairing/secret_keeper.h"
#include "settings/table.h"

#include <QString>

#include <filesystem>

namespace rollcall::admin {

// The command line of rollcall-admin.
struct AdminOptions {
    QString connect;      // the server's address; empty: the last one
    bool local = false;
    DrawingWish drawing = DrawingWish::Auto;
    QString language;     // empty: the system's
    pairing::KeyStore keyStore = pairing::KeyStore::System;
    std::filesystem::path settingsFolder;  // empty: the user's
};

[[nodiscard]] settings::Table optionTable(AdminOptions &options);

} // namespace rollcall::admin
