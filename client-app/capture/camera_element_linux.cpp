#include "capture/camera_element.h"

#include "media/gstreamer.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <initializer_list>

using namespace Qt::StringLiterals;

namespace rollcall::capture {

namespace {

QString firstOf(const GstStructure &properties, std::initializer_list<const char *> keys)
{
    for (const char *key : keys) {
        if (const gchar *text = gst_structure_get_string(&properties, key))
            return QString::fromUtf8(text);
    }
    return {};
}

QString lineOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readLine()).trimmed() : QString();
}

// The serial number of the USB device above the video node, from sysfs: the node's device is the interface, its parent the camera.
QString serialInSysfs(const QString &path)
{
    const QString device = QFileInfo(u"/sys/class/video4linux/"_s + QFileInfo(path).fileName() + u"/device"_s).canonicalFilePath();
    return device.isEmpty() ? QString() : lineOf(device + u"/../serial"_s);
}

// A camera with several sensors (colour and infrared) has a node for each at the same port.
QString sensorInSysfs(const QString &path)
{
    return lineOf(u"/sys/class/video4linux/"_s + QFileInfo(path).fileName() + u"/index"_s);
}

media::Error missing(const QString &message, int reason)
{
    return media::Error{media::Error::Code::SourceFailed, message, {}, GST_RESOURCE_ERROR, reason};
}

} // namespace

CameraIdentity identityOf(const GstStructure &properties)
{
    CameraIdentity identity;
    identity.path = firstOf(properties, {"device.path", "api.v4l2.path"});
    identity.serial = firstOf(properties, {"device.serial"});
    identity.place = firstOf(properties, {"v4l2.device.bus_info", "api.v4l2.cap.bus_info", "device.bus_path"});
    if (identity.serial.isEmpty())
        identity.serial = serialInSysfs(identity.path);
    if (const QString sensor = sensorInSysfs(identity.path); !sensor.isEmpty() && !identity.place.isEmpty())
        identity.place += u'.' + sensor;
    return identity;
}

std::expected<media::GstRef<GstElement>, media::Error> makeElementForPath(const QString &path)
{
    if (!path.startsWith(u"/dev/"))
        return std::unexpected(missing(u"The camera is not connected. Connect it; --list-cameras shows what is connected."_s, GST_RESOURCE_ERROR_NOT_FOUND));
    if (!QFileInfo::exists(path))
        return std::unexpected(missing(u"There is no camera at "_s + path + u". Connect it; --list-cameras shows what is connected."_s, GST_RESOURCE_ERROR_NOT_FOUND));
    if (!QFileInfo(path).isReadable())
        return std::unexpected(missing(u"This user may not open "_s + path + u". Add the user to the group \u201cvideo\u201d and log in again."_s, GST_RESOURCE_ERROR_NOT_AUTHORIZED));
    auto camera = media::makeElement("v4l2src");
    if (camera)
        g_object_set(camera->get(), "device", path.toUtf8().constData(), nullptr);
    return camera;
}

} // namespace rollcall::capture
