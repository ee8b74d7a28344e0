#pragma once

#include <QObject>

#include "capture/camera_list.h"
#include "media/owner_handle.h"

#include <QCameraDevice>
#include <QMediaDevices>
#include <QTimer>

namespace rollcall::window {

// A camera as the picker shows it.
struct ListedCamera {
    capture::Camera camera;
    bool isDefault = false;
    friend bool operator==(const ListedCamera &, const ListedCamera &) = default;
};

// The cameras of this machine, kept up to date while they are plugged in and out. Qt Multimedia tells which is the default; GStreamer,
// which opens them, tells what makes each one unmistakable (see CameraIdentity). GUI thread; drivers are asked on another one.
class CameraDirectory : public QObject {
    Q_OBJECT

public:
    explicit CameraDirectory(QObject *parent = nullptr);
    ~CameraDirectory() override;

    [[nodiscard]] const QList<ListedCamera> &cameras() const { return m_cameras; }
    // False until the first answer.
    [[nodiscard]] bool isKnown() const { return m_known; }

Q_SIGNALS:
    void changed();

private:
    void ask();
    void take(const QList<capture::Camera> &cameras);

    media::OwnerHandle m_owner;
    QMediaDevices m_devices;
    QTimer m_look;
    QList<ListedCamera> m_cameras;
    bool m_known = false;
    bool m_asking = false;
    bool m_askAgain = false;
};

// Joins GStreamer's list with Qt's: the default is the first of its name. Pure.
[[nodiscard]] QList<ListedCamera> joined(const QList<capture::Camera> &cameras, const QString &defaultName);

// What a camera can do, for the picker: "1280×720 at 30/s" with the formats that have it, best first, each size and rate once.
struct PictureChoice {
    int width = 0;
    int height = 0;
    int frameRate = 0;
    QStringList formats;
    friend bool operator==(const PictureChoice &, const PictureChoice &) = default;
};
[[nodiscard]] QList<PictureChoice> choicesOf(const capture::Camera &camera);

} // namespace rollcall::window
