#include "media/pipeline.h"

#include "media/gstreamer.h"

#include <QLoggingCategory>
#include <QThreadPool>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcPipeline, "rollcall.media.pipeline", QtInfoMsg)

namespace rollcall::media {

namespace {

// What the bus's sync handler holds: it runs on streaming threads and may outlive the Pipeline.
struct BusContext {
    OwnerHandle owner;
    std::weak_ptr<Pipeline::Handlers> handlers;
};

QString sourceName(GstMessage *message)
{
    const GCharPtr name(GST_MESSAGE_SRC(message) ? gst_object_get_name(GST_MESSAGE_SRC(message)) : nullptr);
    return QString::fromUtf8(name.get());
}

Error parseError(GstMessage *message)
{
    GError *error = nullptr;
    gchar *debug = nullptr;
    gst_message_parse_error(message, &error, &debug);
    const GErrorPtr ownedError(error);
    const GCharPtr ownedDebug(debug);
    return fromGError(Error::Code::Pipeline, sourceName(message) + u": "_s + QString::fromUtf8(error->message), error, debug);
}

template <typename Call>
void post(const BusContext &context, Call call)
{
    context.owner.post([handlers = context.handlers, call = std::move(call)] {
        if (const auto alive = handlers.lock())
            call(*alive);
    });
}

void logWarning(GstMessage *message)
{
    GError *error = nullptr;
    gchar *debug = nullptr;
    gst_message_parse_warning(message, &error, &debug);
    const GErrorPtr ownedError(error);
    const GCharPtr ownedDebug(debug);
    qCDebug(lcPipeline) << sourceName(message) << error->message << debug;
}

GstBusSyncReply onMessage(GstBus *, GstMessage *message, gpointer data)
{
    const auto &context = *static_cast<BusContext *>(data);
    switch (GST_MESSAGE_TYPE(message)) {
    case GST_MESSAGE_ERROR:
        post(context, [error = parseError(message)](Pipeline::Handlers &handlers) {
            if (handlers.error)
                handlers.error(error);
        });
        break;
    case GST_MESSAGE_EOS:
        post(context, [](Pipeline::Handlers &handlers) {
            if (handlers.endOfStream)
                handlers.endOfStream();
        });
        break;
    case GST_MESSAGE_ELEMENT:
        if (const GstStructure *structure = gst_message_get_structure(message)) {
            post(context, [copy = std::shared_ptr<GstStructure>(gst_structure_copy(structure), gst_structure_free),
                           source = sourceName(message)](Pipeline::Handlers &handlers) {
                if (handlers.element)
                    handlers.element(*copy, source);
            });
        }
        break;
    case GST_MESSAGE_WARNING:
        logWarning(message);
        break;
    default:
        break;
    }
    gst_message_unref(message);
    return GST_BUS_DROP;
}

} // namespace

Pipeline::Pipeline(const char *name, Timeline timeline, QObject *owner, Handlers handlers)
    : m_pipeline(GstRef<GstElement>::retain(gst_pipeline_new(name)))
    , m_owner(owner)
    , m_handlers(std::make_shared<Handlers>(std::move(handlers)))
{
    const auto clock = GstRef<GstClock>::adopt(gst_system_clock_obtain());
    gst_pipeline_use_clock(GST_PIPELINE(m_pipeline.get()), clock.get());
    if (timeline == Timeline::Monotonic) {
        gst_element_set_start_time(m_pipeline.get(), GST_CLOCK_TIME_NONE);
        gst_element_set_base_time(m_pipeline.get(), 0);
    }
    const auto bus = GstRef<GstBus>::adopt(gst_element_get_bus(m_pipeline.get()));
    gst_bus_set_sync_handler(bus.get(), onMessage, new BusContext{m_owner, m_handlers},
                             [](gpointer data) { delete static_cast<BusContext *>(data); });
}

Pipeline::~Pipeline()
{
    m_owner.cut();
    stop();
}

std::expected<GstElement *, Error> Pipeline::add(const char *factory, const char *name)
{
    auto element = makeElement(factory, name);
    if (!element)
        return std::unexpected(element.error());
    add(*element);
    return element->get();
}

void Pipeline::add(const GstRef<GstElement> &element)
{
    gst_bin_add(bin(), element.get());
}

std::expected<void, Error> Pipeline::play()
{
    if (gst_element_set_state(m_pipeline.get(), GST_STATE_PLAYING) == GST_STATE_CHANGE_FAILURE)
        return std::unexpected(Error{Error::Code::Pipeline, u"The media pipeline cannot start."_s, {}});
    return {};
}

void Pipeline::stop(std::function<void()> done, std::function<void(GstBin *)> first)
{
    m_handlers.reset();
    QThreadPool::globalInstance()->start(
        [pipeline = std::move(m_pipeline), owner = m_owner, done = std::move(done), first = std::move(first)]() mutable {
            if (pipeline && first)
                first(GST_BIN(pipeline.get()));
            if (pipeline)
                gst_element_set_state(pipeline.get(), GST_STATE_NULL);
            pipeline.reset();
            if (done)
                owner.post(std::move(done));
        });
}

bool waitForStoppedPipelines(std::chrono::milliseconds limit)
{
    return QThreadPool::globalInstance()->waitForDone(int(limit.count()));
}

} // namespace rollcall::media
