#include "bench/enlarged_source.h"

#include "capture/source_bin.h"

namespace rollcall::bench {

using media::GstRef;

std::expected<GstRef<GstElement>, media::Error> EnlargedSource::makeElement(const capture::PictureFormat &wish)
{
    auto inner = m_source->makeElement(wish);
    if (!inner)
        return inner;
    auto bin = capture::makeSourceBin("enlarged-source");
    gst_bin_add(GST_BIN(bin.get()), inner->get());
    const auto scale = capture::addTo(bin.get(), "videoscale");
    const auto size = scale ? capture::addTo(bin.get(), "capsfilter") : scale;
    if (!size)
        return std::unexpected(size.error());
    // The cheapest way: the load shares the machine with what is measured.
    gst_util_set_object_arg(G_OBJECT(*scale), "method", "nearest-neighbour");
    const auto caps = GstRef<GstCaps>::adopt(gst_caps_new_simple("video/x-raw", "width", G_TYPE_INT, wish.width, "height", G_TYPE_INT, wish.height,
                                                                 "pixel-aspect-ratio", GST_TYPE_FRACTION, 1, 1, nullptr));
    g_object_set(*size, "caps", caps.get(), nullptr);
    gst_element_link_many(inner->get(), *scale, *size, nullptr);
    capture::expose(bin.get(), *size);
    return bin;
}

} // namespace rollcall::bench
