#pragma once

#include <QObject>  // first: moc 6.4 stumbles over <compare> before any header of Qt

#include "api/camera_record_routes.h"
#include "ingest/camera.h"
#include "store/store.h"

#include <QHash>

namespace rollcall::app {

// What operators say of cameras, at hand for whoever shows them: their given names, and which were forgotten. Follows the register, which
// other servers change too. Lives on the Qt thread; the store outlives it.
class CameraBook final : public QObject, public api::CameraBook {
    Q_OBJECT

public:
    explicit CameraBook(store::Store &store, QObject *parent = nullptr);

    // What operators call it, else what it calls itself.
    [[nodiscard]] QString nameOf(const QString &camera, const QString &own) const { return m_names.value(camera, own); }
    // Writes it down as it is now: anew when it came, and from then on what changed, so that one that was forgotten meanwhile, by another
    // server too, stays so until it comes back.
    void remember(const ingest::Camera &camera, attendance::UtcMs now);
    // Ingest knows it no longer.
    void drop(const QString &camera) { m_written.remove(camera); }
    // Reads the register now.
    void look();

    void nameGiven(const attendance::CameraId &camera, const std::optional<std::string> &name) override;
    void letGo(const attendance::CameraId &camera) override;
    void wasForgotten(const attendance::CameraId &camera, bool isGone) override;

Q_SIGNALS:
    // It has another name now.
    void renamed(const QString &camera);
    // Its stream must end.
    void leaving(const QString &camera);
    void forgotten(const QString &camera);

private:
    // Not while it is being forgotten, and afterwards not before it has come back.
    [[nodiscard]] bool mayRemember(const ingest::Camera &camera);
    void apply(const std::map<store::CameraId, std::string> &names);

    store::Store &m_store;
    QHash<QString, QString> m_names;      // by id
    QHash<QString, bool> m_forgotten;     // by id; false: the register has not done it yet. Few: each was somebody's word
    QHash<QString, bool> m_written;       // by id; true: it was away then
    bool m_isReading = false;
    bool m_isOutdated = false;            // a name was given while the register was being read
};

} // namespace rollcall::app
