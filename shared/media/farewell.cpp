#include "media/farewell.h"

#include "media/gst_ref.h"

#include <chrono>
#include <future>
#include <memory>

namespace rollcall::media {

namespace {

constexpr auto patience = std::chrono::milliseconds(200);
constexpr gint connectedState = 4;  // of GstDtlsConnectionState, for which GStreamer has no header

// Whether a probe of this kind is called in time. GStreamer may call one that ends itself a second time, from another thread.
class Passage {
public:
    Passage(GstPad *pad, GstPadProbeType type)
    {
        const auto call = [](GstPad *, GstPadProbeInfo *, gpointer data) {
            (*static_cast<std::shared_ptr<std::binary_semaphore> *>(data))->release();
            return GST_PAD_PROBE_REMOVE;
        };
        gst_pad_add_probe(pad, type, call, new std::shared_ptr(m_called), [](gpointer data) { delete static_cast<std::shared_ptr<std::binary_semaphore> *>(data); });
    }
    [[nodiscard]] bool isSeen() { return m_called->try_acquire_for(patience); }

private:
    const std::shared_ptr<std::binary_semaphore> m_called = std::make_shared<std::binary_semaphore>(0);
};

// The encoder makes the packet of the end of its input, and sends it on a thread of its own: first it is seen on its way, then the way is
// free again.
void closeWriting(GstElement *encoder)
{
    gint state = 0;
    g_object_get(encoder, "connection-state", &state, nullptr);
    if (state != connectedState)
        return;  // the other side said goodbye first, or never came
    const auto input = GstRef<GstPad>::adopt(gst_element_get_static_pad(encoder, "sink"));  // of data channels, which there are none of
    const auto output = GstRef<GstPad>::adopt(gst_element_get_static_pad(encoder, "src"));
    const auto next = GstRef<GstPad>::adopt(gst_pad_get_peer(output.get()));
    if (!input || !next)
        return;
    Passage packet(next.get(), GST_PAD_PROBE_TYPE_BUFFER);
    gst_pad_send_event(input.get(), gst_event_new_eos());
    if (packet.isSeen())
        static_cast<void>(Passage(output.get(), GST_PAD_PROBE_TYPE_IDLE).isSeen());
}

} // namespace

void sayGoodbye(GstBin *bin)
{
    GValue item = G_VALUE_INIT;
    GstIterator *iterator = gst_bin_iterate_all_by_element_factory_name(bin, "dtlsenc");
    while (gst_iterator_next(iterator, &item) == GST_ITERATOR_OK) {
        closeWriting(GST_ELEMENT(g_value_get_object(&item)));
        g_value_unset(&item);
    }
    gst_iterator_free(iterator);
}

} // namespace rollcall::media
