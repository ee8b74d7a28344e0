#pragma once

#include "media/gst_ref.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace rollcall::capture {

// One way in which a camera gives pictures.
struct CameraMode {
    QString format;           // "raw YUY2", "MJPEG", "H.264"
    int width = 0;            // pixels
    int height = 0;           // pixels
    QList<double> frameRates; // a second, highest first
    friend bool operator==(const CameraMode &, const CameraMode &) = default;
};

struct Camera {
    QString id;    // for --source; "/dev/video0" on Linux
    QString name;  // as its maker calls it
    QList<CameraMode> modes;
    friend bool operator==(const Camera &, const Camera &) = default;
};

// The cameras that are connected now. Asks the operating system: takes some milliseconds. GStreamer is initialised.
[[nodiscard]] QList<Camera> listCameras();

// The modes that a device's capabilities hold, largest picture first, without doubles. Pure.
[[nodiscard]] QList<CameraMode> modesOf(const GstCaps &caps);

} // namespace rollcall::capture
