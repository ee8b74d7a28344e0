#include "capture/camera_element.h"

#include "capture/camera_list.h"
#include "media/gstreamer.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace rollcall::capture {

std::expected<media::GstRef<GstElement>, media::Error> makeCameraElement(const QString &id)
{
    const auto missing = [](const QString &message) {
        return std::unexpected(media::Error{media::Error::Code::SourceFailed, message, {}});
    };
    QString path = id;
    if (path.isEmpty()) {
        const QList<Camera> cameras = listCameras();
        if (cameras.isEmpty())
            return missing(u"No camera is connected to this machine."_s);
        path = cameras.first().id;
    }
    if (!QFileInfo::exists(path))
        return missing(u"There is no camera at "_s + path + u". Connect it; --list-cameras shows what is connected."_s);
    if (!QFileInfo(path).isReadable())
        return missing(u"This user may not open "_s + path + u". Add the user to the group \u201cvideo\u201d and log in again."_s);
    auto camera = media::makeElement("v4l2src");
    if (camera)
        g_object_set(camera->get(), "device", path.toUtf8().constData(), nullptr);
    return camera;
}

QString cameraIdOf(const GstStructure &properties)
{
    for (const char *key : {"device.path", "api.v4l2.path"}) {
        if (const gchar *path = gst_structure_get_string(&properties, key))
            return QString::fromUtf8(path);
    }
    return {};
}

} // namespace rollcall::capture
