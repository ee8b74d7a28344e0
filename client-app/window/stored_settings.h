#pragma once

#include "protocol/messages.h"

#include <QList>
#include <QString>

#include <optional>

namespace rollcall::window {

enum class OnClose { Ask, Tray, Quit };
enum class Look { System, Light, Dark };

// A source that the operator added or sent: a camera of this machine is remembered once it was sent or renamed.
struct StoredSource {
    QString key;       // as parseSource() reads it
    QString title;     // empty: as its maker calls it
    QString cameraId;  // as which camera the server knows it; empty: not yet sent
    bool sending = false;
    std::optional<int> width = {};
    std::optional<int> height = {};
    std::optional<int> frameRate = {};
    friend bool operator==(const StoredSource &, const StoredSource &) = default;
};

// What the window remembers. The member initialisers are the defaults.
struct Settings {
    QString server;  // empty: not paired
    QList<StoredSource> sources;
    QString selected;

    bool startWithSystem = false;
    bool startMinimised = false;
    OnClose onClose = OnClose::Ask;
    Look look = Look::System;
    QString language;  // "de"; empty: the system's

    protocol::Codec codec = protocol::Codec::Vp8;
    int width = 1280;
    int height = 720;
    int frameRate = 30;
    std::optional<int> bitrateKbps = {};  // absent: by size and rate

    QString encoder = {};           // GStreamer's name; empty: the best one that works
    int keyframeSeconds = 3;
    QString encoderOptions = {};    // for experts, as text
    QString payloaderOptions = {};
    bool followNetwork = true;

    bool plotsOpen = false;
    bool detailedLog = false;
    friend bool operator==(const Settings &, const Settings &) = default;
};

// The file of the settings, "…/rollcall/camera.ini". GUI thread.
class SettingsFile {
public:
    explicit SettingsFile(QString path);
    // In the folder of the user's settings, or where ROLLCALL_CAMERA_SETTINGS says.
    [[nodiscard]] static QString usualPath();

    struct Loaded {
        Settings settings;
        QString keptAside;  // where a damaged file was put; empty: it was sound
    };
    // A damaged file is kept aside, and the defaults are used.
    [[nodiscard]] Loaded load() const;
    // False: it could not be written.
    bool save(const Settings &settings) const;
    [[nodiscard]] const QString &path() const { return m_path; }

private:
    QString m_path;
};

} // namespace rollcall::window
