#include "capture/camera_source.h"

#include "capture/camera_element.h"
#include "capture/source_bin.h"

using namespace Qt::StringLiterals;

namespace rollcall::capture {

using media::GstRef;

namespace {

// `reported`: its domain and reason stay, so that a window can say more than the sentence.
media::Error failed(const QString &message, const media::Error &reported = {})
{
    return media::Error{media::Error::Code::SourceFailed, message, reported.details, reported.domain, reported.reason};
}

// In the order of liking: raw in the wished format, MJPEG in the wished format, then whatever the camera has.
GstRef<GstCaps> wishedCaps(const PictureFormat &wish)
{
    auto caps = GstRef<GstCaps>::adopt(gst_caps_new_empty());
    for (const char *type : {"video/x-raw", "image/jpeg"}) {
        gst_caps_append(caps.get(), gst_caps_new_simple(type, "width", G_TYPE_INT, wish.width, "height", G_TYPE_INT, wish.height, "framerate",
                                                        GST_TYPE_FRACTION_RANGE, wish.frameRate, 1, wish.frameRate + 1, 1, nullptr));
    }
    for (const char *type : {"video/x-raw", "image/jpeg", "video/x-h264"})
        gst_caps_append(caps.get(), gst_caps_new_empty_simple(type));
    return caps;
}

} // namespace

CameraSource::CameraSource(CameraDevice spec)
    : CameraSource(std::move(spec), makeCameraElement)
{
}

CameraSource::CameraSource(CameraDevice spec, ElementMaker maker)
    : m_spec(std::move(spec))
    , m_maker(std::move(maker))
{
}

QString CameraSource::name() const
{
    return describe(m_spec);
}

std::expected<GstRef<GstElement>, media::Error> CameraSource::makeElement(const PictureFormat &wish)
{
    auto camera = m_maker(m_spec.id);
    if (!camera)
        return camera;
    auto bin = makeSourceBin("camera-source");
    gst_bin_add(GST_BIN(bin.get()), camera->get());
    const auto format = addTo(bin.get(), "capsfilter");
    const auto decoder = format ? addTo(bin.get(), "decodebin") : format;
    if (!decoder)
        return std::unexpected(decoder.error());
    g_object_set(*format, "caps", wishedCaps(wish).get(), nullptr);
    gst_element_link_many(camera->get(), *format, *decoder, nullptr);
    exposeWhenDecoded(*decoder);
    return bin;
}

media::Error CameraSource::explain(const media::Error &reported) const
{
    switch (reasonOf(reported)) {
    case Reason::Busy:
        return failed(u"The camera is in use by another program ("_s + name() + u"). Close that program."_s, reported);
    case Reason::NotFound:
        return failed(u"The camera is gone ("_s + name() + u"). Check its cable; --list-cameras shows what is connected."_s, reported);
    case Reason::CannotOpen:
    case Reason::NotAuthorised:
        return failed(u"The camera cannot be opened ("_s + name() + u"). Another program may be using it, or this user may not: on Linux, users of cameras belong to the group \u201cvideo\u201d."_s, reported);
    default:
        return failed(u"The camera stopped ("_s + name() + u"). Check its cable."_s, reported);
    }
}

media::Error CameraSource::explainSilence() const
{
    return failed(u"The camera opened but gives no picture ("_s + name() + u"). Another program may be using it, its privacy switch may be on, or its cable may be loose."_s);
}

media::Error CameraSource::explainEnd() const
{
    return failed(u"The camera was unplugged ("_s + name() + u"). Connect it again."_s);
}

} // namespace rollcall::capture
