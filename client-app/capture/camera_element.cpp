#include "capture/camera_element.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rollcall::capture {

std::expected<media::GstRef<GstElement>, media::Error> makeCameraElement(const QString &id)
{
    const std::vector<ConnectedCamera> connected = connectedCameras();
    QList<Camera> cameras;
    std::transform(connected.begin(), connected.end(), std::back_inserter(cameras), [](const ConnectedCamera &one) { return one.camera; });
    const auto found = findCamera(cameras, id);
    if (!found && !id.isEmpty())
        return makeElementForPath(id);
    auto element = found ? media::GstRef<GstElement>::retain(gst_device_create_element(connected[size_t(*found)].device.get(), nullptr))
                         : media::GstRef<GstElement>();
    if (!element)
        return std::unexpected(media::Error{media::Error::Code::SourceFailed, u"No camera is connected to this machine."_s, {}, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_NOT_FOUND});
    return element;
}

} // namespace rollcall::capture
