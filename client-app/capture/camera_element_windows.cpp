#include "capture/camera_element.h"

#include "media/gstreamer.h"

using namespace Qt::StringLiterals;

namespace rollcall::capture {

// Media Foundation: the device's symbolic link holds serial number or port, so it stays the same over a restart.
CameraIdentity identityOf(const GstStructure &properties)
{
    const gchar *path = gst_structure_get_string(&properties, "device.path");
    return CameraIdentity{path ? QString::fromUtf8(path) : QString(), {}, {}};
}

std::expected<media::GstRef<GstElement>, media::Error> makeElementForPath(const QString &path)
{
    auto camera = media::makeElement("mfvideosrc");
    if (camera)
        g_object_set(camera->get(), "device-path", path.toUtf8().constData(), nullptr);
    return camera;
}

} // namespace rollcall::capture
