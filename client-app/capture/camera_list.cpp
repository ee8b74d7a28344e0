#include "capture/camera_list.h"

#include "capture/camera_element.h"

#include <algorithm>
#include <memory>
#include <string_view>

using namespace Qt::StringLiterals;

namespace rollcall::capture {

using media::GstRef;

namespace {

QString formatName(const GstStructure *structure)
{
    const std::string_view type = gst_structure_get_name(structure);
    if (type == "image/jpeg")
        return u"MJPEG"_s;
    if (type == "video/x-h264")
        return u"H.264"_s;
    if (type != "video/x-raw")
        return QString::fromLatin1(type);
    const gchar *format = gst_structure_get_string(structure, "format");
    return format ? QString(u"raw "_s + QString::fromUtf8(format)) : u"raw"_s;
}

double toDouble(const GValue *fraction)
{
    const int denominator = gst_value_get_fraction_denominator(fraction);
    return denominator ? double(gst_value_get_fraction_numerator(fraction)) / denominator : 0;
}

QList<double> frameRatesOf(const GstStructure *structure)
{
    QList<double> rates;
    const GValue *value = gst_structure_get_value(structure, "framerate");
    if (!value)
        return rates;
    if (GST_VALUE_HOLDS_FRACTION(value)) {
        rates.append(toDouble(value));
    } else if (GST_VALUE_HOLDS_FRACTION_RANGE(value)) {
        rates.append(toDouble(gst_value_get_fraction_range_max(value)));
    } else if (GST_VALUE_HOLDS_LIST(value)) {
        for (guint i = 0; i < gst_value_list_get_size(value); ++i) {
            const GValue *item = gst_value_list_get_value(value, i);
            if (GST_VALUE_HOLDS_FRACTION(item))
                rates.append(toDouble(item));
        }
    }
    std::sort(rates.begin(), rates.end(), std::greater<>());
    return rates;
}

// A size that is a range (a camera that scales) is shown by its largest.
int largest(const GstStructure *structure, const char *field)
{
    const GValue *value = gst_structure_get_value(structure, field);
    if (value && G_VALUE_HOLDS_INT(value))
        return g_value_get_int(value);
    return value && GST_VALUE_HOLDS_INT_RANGE(value) ? gst_value_get_int_range_max(value) : 0;
}

} // namespace

QList<CameraMode> modesOf(const GstCaps &caps)
{
    QList<CameraMode> modes;
    for (guint i = 0; i < gst_caps_get_size(&caps); ++i) {
        const GstStructure *structure = gst_caps_get_structure(&caps, i);
        const CameraMode mode{formatName(structure), largest(structure, "width"), largest(structure, "height"), frameRatesOf(structure)};
        if (mode.width > 0 && mode.height > 0 && !modes.contains(mode))
            modes.append(mode);
    }
    std::stable_sort(modes.begin(), modes.end(), [](const CameraMode &a, const CameraMode &b) { return a.width * a.height > b.width * b.height; });
    return modes;
}

QString CameraIdentity::id() const
{
    return serial.isEmpty() && place.isEmpty() ? path : QString(serial + u'@' + place);
}

std::vector<ConnectedCamera> connectedCameras()
{
    const auto monitor = GstRef<GstDeviceMonitor>::adopt(gst_device_monitor_new());
    gst_device_monitor_add_filter(monitor.get(), "Video/Source", nullptr);
    std::vector<ConnectedCamera> cameras;
    const std::unique_ptr<GList, void (*)(GList *)> devices(gst_device_monitor_get_devices(monitor.get()),
                                                            [](GList *list) { g_list_free_full(list, gst_object_unref); });
    for (const GList *link = devices.get(); link; link = link->next) {
        auto *device = GST_DEVICE(link->data);
        const media::GCharPtr name(gst_device_get_display_name(device));
        const auto caps = GstRef<GstCaps>::adopt(gst_device_get_caps(device));
        const media::GstStructurePtr properties(gst_device_get_properties(device));
        const CameraIdentity identity = properties ? identityOf(*properties) : CameraIdentity();
        // Several device providers may list the same camera.
        const bool known = std::any_of(cameras.begin(), cameras.end(), [&](const ConnectedCamera &one) { return one.camera.path == identity.path; });
        if (identity.path.isEmpty() || known)
            continue;
        cameras.push_back({Camera{identity.id(), identity.path, QString::fromUtf8(name.get()), caps ? modesOf(*caps.get()) : QList<CameraMode>()},
                           GstRef<GstDevice>::retain(device)});
    }
    std::sort(cameras.begin(), cameras.end(), [](const ConnectedCamera &a, const ConnectedCamera &b) { return a.camera.path < b.camera.path; });
    return cameras;
}

QList<Camera> listCameras()
{
    QList<Camera> cameras;
    for (ConnectedCamera &connected : connectedCameras())
        cameras.append(std::move(connected.camera));
    return cameras;
}

std::optional<qsizetype> findCamera(const QList<Camera> &cameras, const QString &id)
{
    std::optional<qsizetype> moved;
    int withSerial = 0;
    const QString serial = id.contains(u'@') ? id.section(u'@', 0, 0) : QString();
    for (qsizetype i = 0; i < cameras.size(); ++i) {
        if (id.isEmpty() || cameras[i].id == id || cameras[i].path == id)
            return i;
        if (!serial.isEmpty() && cameras[i].id.section(u'@', 0, 0) == serial) {
            moved = i;
            ++withSerial;
        }
    }
    return withSerial == 1 ? moved : std::nullopt;
}

} // namespace rollcall::capture
