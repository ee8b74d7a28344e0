#include "capture/camera_element.h"

#include "media/gstreamer.h"

using namespace Qt::StringLiterals;

namespace rollcall::capture {

// Media Foundation: the id is the device's symbolic link, which stays the same over a restart.
std::expected<media::GstRef<GstElement>, media::Error> makeCameraElement(const QString &id)
{
    auto camera = media::makeElement("mfvideosrc");
    if (camera && !id.isEmpty())
        g_object_set(camera->get(), "device-path", id.toUtf8().constData(), nullptr);
    return camera;
}

QString cameraIdOf(const GstStructure &properties)
{
    const gchar *path = gst_structure_get_string(&properties, "device.path");
    return path ? QString::fromUtf8(path) : QString();
}

} // namespace rollcall::capture
