#include "capture/source_bin.h"

#include "media/gstreamer.h"

#include <string_view>

namespace rollcall::capture {

using media::GstRef;

namespace {

void setTarget(GstElement *bin, GstPad *target)
{
    const auto ghost = GstRef<GstPad>::adopt(gst_element_get_static_pad(bin, "src"));
    gst_ghost_pad_set_target(GST_GHOST_PAD(ghost.get()), target);
}

bool isVideo(GstPad *pad)
{
    auto caps = GstRef<GstCaps>::adopt(gst_pad_get_current_caps(pad));
    if (!caps)
        caps = GstRef<GstCaps>::adopt(gst_pad_query_caps(pad, nullptr));
    if (gst_caps_is_empty(caps.get()) || gst_caps_is_any(caps.get()))
        return false;
    return std::string_view(gst_structure_get_name(gst_caps_get_structure(caps.get(), 0))).starts_with("video/");
}

bool hasTarget(GstElement *bin)
{
    const auto ghost = GstRef<GstPad>::adopt(gst_element_get_static_pad(bin, "src"));
    return bool(GstRef<GstPad>::adopt(gst_ghost_pad_get_target(GST_GHOST_PAD(ghost.get()))));
}

// Streaming thread. The bin is asked for at the time, so that nothing is captured that could be gone.
void onPadAdded(GstElement *decodebin, GstPad *pad, gpointer)
{
    const auto bin = GstRef<GstElement>::adopt(GST_ELEMENT(gst_object_get_parent(GST_OBJECT(decodebin))));
    if (bin && isVideo(pad) && !hasTarget(bin.get()))
        setTarget(bin.get(), pad);
}

Reason reasonOfResource(int code)
{
    switch (code) {
    case GST_RESOURCE_ERROR_NOT_FOUND:
        return Reason::NotFound;
    case GST_RESOURCE_ERROR_BUSY:
        return Reason::Busy;
    case GST_RESOURCE_ERROR_NOT_AUTHORIZED:
        return Reason::NotAuthorised;
    case GST_RESOURCE_ERROR_OPEN_READ:
    case GST_RESOURCE_ERROR_OPEN_READ_WRITE:
    case GST_RESOURCE_ERROR_OPEN_WRITE:
        return Reason::CannotOpen;
    default:
        return Reason::Other;
    }
}

Reason reasonOfStream(int code)
{
    switch (code) {
    case GST_STREAM_ERROR_TYPE_NOT_FOUND:
    case GST_STREAM_ERROR_WRONG_TYPE:
    case GST_STREAM_ERROR_DEMUX:
    case GST_STREAM_ERROR_FAILED:
        return Reason::NotVideo;
    case GST_STREAM_ERROR_CODEC_NOT_FOUND:
        return Reason::MissingCodec;
    default:
        return Reason::Other;
    }
}

} // namespace

GstRef<GstElement> makeSourceBin(const char *name)
{
    auto bin = GstRef<GstElement>::retain(gst_bin_new(name));
    gst_element_add_pad(bin.get(), gst_ghost_pad_new_no_target("src", GST_PAD_SRC));
    return bin;
}

std::expected<GstElement *, media::Error> addTo(GstElement *bin, const char *factory)
{
    auto element = media::makeElement(factory);
    if (!element)
        return std::unexpected(element.error());
    gst_bin_add(GST_BIN(bin), element->get());
    return element->get();
}

void expose(GstElement *bin, GstElement *element)
{
    const auto pad = GstRef<GstPad>::adopt(gst_element_get_static_pad(element, "src"));
    setTarget(bin, pad.get());
}

void exposeWhenDecoded(GstElement *decodebin)
{
    g_signal_connect(decodebin, "pad-added", G_CALLBACK(onPadAdded), nullptr);
}

Reason reasonOf(const media::Error &reported)
{
    if (reported.domain == GST_RESOURCE_ERROR)
        return reasonOfResource(reported.reason);
    if (reported.domain == GST_STREAM_ERROR)
        return reasonOfStream(reported.reason);
    if (reported.domain == GST_CORE_ERROR && reported.reason == GST_CORE_ERROR_MISSING_PLUGIN)
        return Reason::MissingCodec;
    return Reason::Other;
}

} // namespace rollcall::capture
