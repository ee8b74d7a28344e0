#include "media/gstreamer.h"

#include <array>
#include <string_view>

using namespace Qt::StringLiterals;

namespace rollcall::media {

namespace {

struct PackagedElement {
    std::string_view factory;
    const char *package;
};

// Where Debian 12 keeps the elements that we use (dpkg -S on its plug-in files).
constexpr std::array packagedElements{
    PackagedElement{"webrtcbin", "gstreamer1.0-plugins-bad"},
    PackagedElement{"dtlsdec", "gstreamer1.0-plugins-bad"},
    PackagedElement{"dtlsenc", "gstreamer1.0-plugins-bad"},
    PackagedElement{"srtpdec", "gstreamer1.0-plugins-bad"},
    PackagedElement{"srtpenc", "gstreamer1.0-plugins-bad"},
    PackagedElement{"sctpdec", "gstreamer1.0-plugins-bad"},
    PackagedElement{"h264parse", "gstreamer1.0-plugins-bad"},
    PackagedElement{"openh264enc", "gstreamer1.0-plugins-bad"},
    PackagedElement{"openh264dec", "gstreamer1.0-plugins-bad"},
    PackagedElement{"vah264enc", "gstreamer1.0-plugins-bad"},
    PackagedElement{"nicesrc", "gstreamer1.0-nice"},
    PackagedElement{"nicesink", "gstreamer1.0-nice"},
    PackagedElement{"rtpbin", "gstreamer1.0-plugins-good"},
    PackagedElement{"rtpvp8pay", "gstreamer1.0-plugins-good"},
    PackagedElement{"rtpvp8depay", "gstreamer1.0-plugins-good"},
    PackagedElement{"rtph264pay", "gstreamer1.0-plugins-good"},
    PackagedElement{"rtph264depay", "gstreamer1.0-plugins-good"},
    PackagedElement{"vp8enc", "gstreamer1.0-plugins-good"},
    PackagedElement{"vp8dec", "gstreamer1.0-plugins-good"},
    PackagedElement{"v4l2src", "gstreamer1.0-plugins-good"},
    PackagedElement{"v4l2h264enc", "gstreamer1.0-plugins-good"},
    PackagedElement{"jpegdec", "gstreamer1.0-plugins-good"},
    PackagedElement{"rtspsrc", "gstreamer1.0-plugins-good"},
    PackagedElement{"udpsrc", "gstreamer1.0-plugins-good"},
    PackagedElement{"matroskademux", "gstreamer1.0-plugins-good"},
    PackagedElement{"qtdemux", "gstreamer1.0-plugins-good"},
    PackagedElement{"x264enc", "gstreamer1.0-plugins-ugly"},
    PackagedElement{"avdec_h264", "gstreamer1.0-libav"},
    PackagedElement{"vaapih264enc", "gstreamer1.0-vaapi"},
    PackagedElement{"vaapivp8enc", "gstreamer1.0-vaapi"},
    PackagedElement{"nvh264enc", "gstreamer1.0-plugins-bad"},
    PackagedElement{"qsvh264enc", "gstreamer1.0-plugins-bad"},
    PackagedElement{"videoconvert", "gstreamer1.0-plugins-base"},
    PackagedElement{"videoscale", "gstreamer1.0-plugins-base"},
    PackagedElement{"videorate", "gstreamer1.0-plugins-base"},
    PackagedElement{"videotestsrc", "gstreamer1.0-plugins-base"},
    PackagedElement{"uridecodebin", "gstreamer1.0-plugins-base"},
    PackagedElement{"decodebin", "gstreamer1.0-plugins-base"},
    PackagedElement{"timeoverlay", "gstreamer1.0-plugins-base"},
    PackagedElement{"appsrc", "gstreamer1.0-plugins-base"},
    PackagedElement{"appsink", "gstreamer1.0-plugins-base"},
    PackagedElement{"glupload", "gstreamer1.0-gl"},
    PackagedElement{"glcolorconvert", "gstreamer1.0-gl"},
    PackagedElement{"qml6glsink", "gstreamer1.0-qt6"},
};

Error missing(const char *factory)
{
    const QString name = QString::fromUtf8(factory);
    const QString package = debianPackageOf(factory);
    const QString mend = package.isEmpty() ? u"Install the GStreamer plug-in that has it."_s
                                           : u"Install it with: apt-get install "_s + package;
    return Error{Error::Code::MissingPlugin, u"The GStreamer element \u201c"_s + name + u"\u201d is not installed. "_s + mend, {}};
}

} // namespace

std::expected<void, Error> initialiseGStreamer()
{
    gst_segtrap_set_enabled(FALSE);
    GError *raw = nullptr;
    if (!gst_init_check(nullptr, nullptr, &raw)) {
        const GErrorPtr error(raw);
        return std::unexpected(fromGError(Error::Code::MissingPlugin, u"GStreamer cannot start."_s, error.get()));
    }
    return {};
}

bool elementExists(const char *factory)
{
    return bool(GstRef<GstElementFactory>::adopt(gst_element_factory_find(factory)));
}

QString debianPackageOf(const char *factory)
{
    for (const PackagedElement &known : packagedElements) {
        if (known.factory == factory)
            return QString::fromLatin1(known.package);
    }
    return {};
}

std::expected<GstRef<GstElement>, Error> makeElement(const char *factory, const char *name)
{
    // A new element is floating: retain sinks it, so that it is ours until a bin holds it as well.
    auto element = GstRef<GstElement>::retain(gst_element_factory_make(factory, name));
    if (!element)
        return std::unexpected(missing(factory));
    return element;
}

std::expected<void, Error> requireElements(std::initializer_list<const char *> factories)
{
    for (const char *factory : factories) {
        if (!elementExists(factory))
            return std::unexpected(missing(factory));
    }
    return {};
}

Error fromGError(Error::Code code, const QString &what, const GError *error, const char *debug)
{
    QString details = error ? QString::fromUtf8(error->message) : QString();
    if (debug)
        details += u" ("_s + QString::fromUtf8(debug) + u")"_s;
    return Error{code, what, details, error ? error->domain : 0, error ? error->code : 0};
}

} // namespace rollcall::media
