#pragma once

#include "media/gst_ref.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace rollcall::capture {

// One way in which a camera gives pictures.
struct CameraMode {
    QString format;           // "raw YUY2", "MJPEG", "H.264"
    int width = 0;            // pixels
    int height = 0;           // pixels
    QList<double> frameRates; // a second, highest first
    friend bool operator==(const CameraMode &, const CameraMode &) = default;
};

// What tells one camera from another. Two of the same make and model differ by their serial numbers, or where they have none
// (or the same one) by the place in which they are plugged in; the path is the system's for as long as a camera stays connected.
struct CameraIdentity {
    QString path;    // "/dev/video0" on Linux
    QString serial;  // empty: it has none
    QString place;   // the port and the picture sensor at it, empty: unknown
    // "SERIAL@PLACE", the same over restarts and re-plugging; the path where neither is known.
    [[nodiscard]] QString id() const;
    friend bool operator==(const CameraIdentity &, const CameraIdentity &) = default;
};

struct Camera {
    QString id;    // for --source, the same over restarts and re-plugging
    QString path;  // "/dev/video0" on Linux; taken for --source too
    QString name;  // as its maker calls it
    QList<CameraMode> modes;
    friend bool operator==(const Camera &, const Camera &) = default;
};

// The cameras that are connected now. Asks the operating system: takes some milliseconds, and longer with a slow driver.
// GStreamer is initialised. Any thread.
[[nodiscard]] QList<Camera> listCameras();

// A camera with the handle that makes the element which opens it.
struct ConnectedCamera {
    Camera camera;
    media::GstRef<GstDevice> device;
};
[[nodiscard]] std::vector<ConnectedCamera> connectedCameras();

// The place in the list of the camera that the operator means by `id`: the one with this id or path; else the only one with
// the same serial number, which moved to another port; with an empty id the first. Pure.
[[nodiscard]] std::optional<qsizetype> findCamera(const QList<Camera> &cameras, const QString &id);

// The modes that a device's capabilities hold, largest picture first, without doubles. Pure.
[[nodiscard]] QList<CameraMode> modesOf(const GstCaps &caps);

} // namespace rollcall::capture
