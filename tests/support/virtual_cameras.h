#pragma once

#include <QMap>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

namespace rollcall::testing {

// The cameras of the virtual camera plug-in (tests/support/virtual_camera), plugged in and out by a test. Make one before
// GStreamer is initialised; the test's environment has GST_PLUGIN_PATH.
class VirtualCameras {
public:
    struct Camera {
        QString name = QStringLiteral("Virtual camera");
        QString path = {};  // empty: by its id
        QString serial = {};
        QString bus = {};
        QString format = QStringLiteral("raw");    // or "mjpeg"
        QString behaviour = QStringLiteral("ok");  // "busy", "denied", "silent", "hung"
        QString picture = {};  // a PNG file that it looks at; empty: a moving ball
        QStringList modes = {QStringLiteral("1280x720@30"), QStringLiteral("640x480@30")};
    };

    VirtualCameras();

    void plug(const QString &id, const Camera &camera);
    void unplug(const QString &id);
    void unplugAll();
    void behave(const QString &id, const QString &behaviour);

private:
    void write() const;

    QTemporaryDir m_folder;
    QMap<QString, Camera> m_cameras;
};

} // namespace rollcall::testing
