#pragma once

#include <QObject>  // first: moc 6.4 stumbles over <compare> before any header of Qt
#include <QTimer>

#include "store/camera_pairings.h"
#include "store/store.h"

#include <filesystem>
#include <functional>
#include <map>

namespace rollcall::pairing {

// Which cameras have a token, in memory, so that connections are judged at once and also while the register is away. Follows the
// register, which other servers and commands change too. Lives on the network thread; the store outlives it.
class PairedCameras : public QObject {
    Q_OBJECT

public:
    struct Parts {
        store::Store &store;
        std::function<attendance::UtcMs()> now;
        // Kept on this machine for a start while the register elsewhere is away; hashes alone.
        std::optional<std::filesystem::path> copy = {};
        std::chrono::milliseconds interval{700};
    };
    explicit PairedCameras(const Parts &parts, QObject *parent = nullptr);

    enum class Verdict { Good, Wrong, Revoked, NotPaired, NotKnownYet };
    [[nodiscard]] Verdict check(const QString &camera, const QByteArray &token) const;

    // Makes a token for the camera; it is given to `done` and nowhere else.
    using Paired = std::function<void(const std::expected<QByteArray, store::StoreError> &token)>;
    void pair(const attendance::CameraId &camera, const QString &from, Paired done);
    using Revoked = std::function<void(const std::expected<void, store::StoreError> &)>;
    void revoke(const attendance::CameraId &camera, const std::string &actor, Revoked done);

    // Reads the register now instead of at the next turn.
    void refresh();

Q_SIGNALS:
    // The token that it had is worth nothing any more; the reason is a sentence.
    void lost(const QString &camera, const QString &reason);
    // It was paired, paired anew, or revoked.
    void changed(const QString &camera);

private:
    struct Known {
        store::Blob tokenHash;
        bool revoked = false;
        friend bool operator==(const Known &, const Known &) = default;
    };
    using Cameras = std::map<std::string, Known>;
    void apply(const std::vector<store::CameraPairing> &pairings);
    void tellChanges(const Cameras &before);
    void readCopy();
    void writeCopy() const;

    const Parts m_parts;
    Cameras m_cameras;
    bool m_isLoaded = false;   // the list was read, from the register or from its copy
    bool m_isCurrent = false;  // the register was reached the last time
    bool m_isReading = false;
    QTimer m_timer;
};

} // namespace rollcall::pairing
