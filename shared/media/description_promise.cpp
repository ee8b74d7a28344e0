#include "media/description_promise.h"

namespace rollcall::media {

namespace {

// Reads a reply on webrtcbin's own thread; everything is copied out of the promise. It has its result here: nothing waits.
PromiseReply readReply(GstPromise *promise, const char *field)
{
    PromiseReply reply;
    const GstStructure *structure = gst_promise_wait(promise) == GST_PROMISE_RESULT_REPLIED
        ? gst_promise_get_reply(promise)
        : nullptr;
    if (structure && gst_structure_has_field(structure, "error")) {
        GError *raw = nullptr;
        gst_structure_get(structure, "error", G_TYPE_ERROR, &raw, nullptr);
        const GErrorPtr error(raw);
        reply.error = QString::fromUtf8(error ? error->message : "unknown error");
    } else if (structure && gst_structure_has_field(structure, field)) {
        GstWebRTCSessionDescription *description = nullptr;
        gst_structure_get(structure, field, GST_TYPE_WEBRTC_SESSION_DESCRIPTION, &description, nullptr);
        reply.description.reset(description);
    }
    return reply;
}

} // namespace

DescriptionPtr makeDescription(SdpType type, const QString &text)
{
    GstSDPMessage *sdp = nullptr;
    gst_sdp_message_new_from_text(text.toUtf8().constData(), &sdp);
    const auto gstType = type == SdpType::Offer ? GST_WEBRTC_SDP_TYPE_OFFER : GST_WEBRTC_SDP_TYPE_ANSWER;
    return DescriptionPtr(gst_webrtc_session_description_new(gstType, sdp));
}

GstRef<GstPromise> promiseTo(const OwnerHandle &owner, const char *field, std::function<void(std::shared_ptr<PromiseReply>)> then)
{
    struct Context {
        OwnerHandle owner;
        const char *field;
        std::function<void(std::shared_ptr<PromiseReply>)> then;
    };
    const auto changed = [](GstPromise *promise, gpointer data) {
        const auto *context = static_cast<Context *>(data);
        context->owner.post([then = context->then,
                             reply = std::make_shared<PromiseReply>(readReply(promise, context->field))] { then(reply); });
    };
    return GstRef<GstPromise>::adopt(gst_promise_new_with_change_func(
        changed, new Context{owner, field, std::move(then)}, [](gpointer data) { delete static_cast<Context *>(data); }));
}

} // namespace rollcall::media
