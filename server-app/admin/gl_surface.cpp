#include "admin/gl_surface.h"

#include "media/gstreamer.h"
#include "media/rtp.h"

#include <QLabel>
#include <QQuickItem>
#include <QQuickWidget>
#include <QQuickWindow>
#include <QSettings>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace rollcall::admin {

namespace {

constexpr guint64 clockRate = 90'000;  // of every video payload (RFC 3551 §5)
constexpr int enoughPictures = 20;     // after which the driver is taken to be sound

} // namespace

GlSurface::GlSurface(QWidget *parent)
    : VideoSurface(parent)
{
    gst_video_info_init(&m_format);
    QSettings().setValue(QLatin1String(drawingBegun), true);
    QSettings().sync();
    // The element's plug-in brings the type of the item: it has to be there before the item is.
    const auto sink = media::makeElement("qml6glsink");
    m_quick = new QQuickWidget(this);
    m_quick->setResizeMode(QQuickWidget::SizeRootObjectToView);
    m_quick->setClearColor(Qt::black);
    m_quick->setFocusPolicy(Qt::NoFocus);
    m_quick->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_still = new QLabel(this);
    m_still->setAlignment(Qt::AlignCenter);
    m_still->setAutoFillBackground(true);
    m_still->setPalette(QPalette(Qt::white, Qt::black));
    m_still->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_still->hide();
    m_quick->setSource(QUrl(u"qrc:/qml/video_item.qml"_s));
    if (!sink || !m_quick->rootObject()) {
        QTimer::singleShot(0, this, [this] { fail(tr("GStreamer's sink for OpenGL is not installed.")); });
        return;
    }
    // Later: the item learns of its window's OpenGL in the slot that comes after this one.
    connect(m_quick->quickWindow(), &QQuickWindow::sceneGraphInitialized, this, [this] { QTimer::singleShot(0, this, &GlSurface::build); });
}

GlSurface::~GlSurface()
{
    m_owner.cut();
    QSettings().remove(QLatin1String(drawingBegun));
    m_source.reset();
    // The item must not go before the sink that draws into it has ended.
    if (m_pipeline)
        gst_element_set_state(m_pipeline->element(), GST_STATE_NULL);
    m_pipeline.reset();
}

void GlSurface::resizeEvent(QResizeEvent *event)
{
    VideoSurface::resizeEvent(event);
    m_quick->setGeometry(rect());
    m_still->setGeometry(rect());
    drawStill();
}

void GlSurface::build()
{
    if (m_pipeline || m_failed)
        return;
    m_pipeline = std::make_unique<media::Pipeline>("tile", media::Pipeline::Timeline::FromPlay, this,
                                                   media::Pipeline::Handlers{[this](const media::Error &error) { fail(error.message + u' ' + error.details); }, {}, {}});
    GstElement *last = nullptr;
    for (const char *factory : {"appsrc", "glupload", "glcolorconvert", "qml6glsink"}) {
        const auto element = m_pipeline->add(factory);
        if (!element || (last && !gst_element_link(last, *element)))
            return fail(element ? tr("OpenGL cannot show these pictures.") : element.error().message);
        if (!last)
            m_source = media::GstRef<GstAppSrc>::retain(GST_APP_SRC(*element));
        last = *element;
    }
    g_object_set(m_source.get(), "format", GST_FORMAT_TIME, "is-live", TRUE, "max-buffers", guint64(2), "leaky-type", GST_APP_LEAKY_TYPE_DOWNSTREAM, nullptr);
    // Without QoS: a camera's clock begins anew when its server does, and what is before the last picture's time would be dropped as late on its
    // way to the sink.
    g_object_set(last, "sync", FALSE, "async", FALSE, "qos", FALSE, "enable-last-sample", FALSE, "widget", m_quick->rootObject(), nullptr);
    watchSink(last);
    if (const auto playing = m_pipeline->play(); !playing)
        fail(playing.error().message + u' ' + playing.error().details);
}

// A picture that has reached the sink is what the item draws next.
void GlSurface::watchSink(GstElement *sink)
{
    struct Context {
        media::OwnerHandle owner;
        GlSurface *surface;
        std::shared_ptr<media::LatestValue<uint32_t>> reached;
    };
    const auto onBuffer = [](GstPad *, GstPadProbeInfo *info, gpointer given) {
        const auto *context = static_cast<Context *>(given);
        const GstClockTime time = GST_BUFFER_PTS(GST_PAD_PROBE_INFO_BUFFER(info));
        if (context->reached->put(uint32_t(gst_util_uint64_scale_round(time, clockRate, GST_SECOND))))
            context->owner.post([surface = context->surface] {
                if (const auto timestamp = surface->m_reached->take())
                    surface->tell(*timestamp);
            });
        return GST_PAD_PROBE_OK;
    };
    const auto pad = media::GstRef<GstPad>::adopt(gst_element_get_static_pad(sink, "sink"));
    gst_pad_add_probe(pad.get(), GST_PAD_PROBE_TYPE_BUFFER, onBuffer, new Context{m_owner, this, m_reached}, [](gpointer given) { delete static_cast<Context *>(given); });
}

void GlSurface::tell(uint32_t timestamp)
{
    if (++m_seen == enoughPictures)
        QSettings().remove(QLatin1String(drawingBegun));
    Q_EMIT shown(timestamp);
}

void GlSurface::showPicture(const media::DecodedFrame &frame)
{
    if (!std::exchange(m_stillPicture, QImage()).isNull())
        m_still->hide();
    m_picture = {frame.picture->width(), frame.picture->height()};
    if (!m_source)
        return;
    if (!gst_video_info_is_equal(&m_format, &frame.picture->info())) {
        m_format = frame.picture->info();
        const auto caps = media::GstRef<GstCaps>::adopt(gst_video_info_to_caps(&m_format));
        gst_app_src_set_caps(m_source.get(), caps.get());
    }
    auto buffer = media::GstRef<GstBuffer>::adopt(gst_buffer_copy(frame.picture->buffer()));
    GST_BUFFER_PTS(buffer.get()) = gst_util_uint64_scale_round(frame.rtpTimestamp, GST_SECOND, clockRate);
    GST_BUFFER_DTS(buffer.get()) = GST_CLOCK_TIME_NONE;
    gst_app_src_push_buffer(m_source.get(), buffer.release());
}

void GlSurface::setStill(const QImage &still)
{
    m_stillPicture = still;
    if (!still.isNull())
        m_picture = still.size();
    m_still->setVisible(!still.isNull());
    drawStill();
}

void GlSurface::drawStill()
{
    if (m_stillPicture.isNull() || size().isEmpty())
        return;
    QPixmap scaled = QPixmap::fromImage(m_stillPicture.scaled(size() * devicePixelRatioF(), Qt::KeepAspectRatio, Qt::SmoothTransformation));
    scaled.setDevicePixelRatio(devicePixelRatioF());
    m_still->setPixmap(scaled);
}

QRectF GlSurface::pictureRect() const
{
    return fitted(m_picture, rect());
}

void GlSurface::fail(const QString &why)
{
    if (std::exchange(m_failed, true))
        return;
    m_source.reset();
    Q_EMIT failed(why);
}

} // namespace rollcall::admin
