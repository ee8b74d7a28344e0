#include "admin/video_surface.h"

#include "admin/gl_surface.h"
#include "admin/painted_surface.h"
#include "media/gstreamer.h"

#include <QGuiApplication>
#include <QOffscreenSurface>
#include <QOpenGLContext>
#include <QOpenGLFunctions>
#include <QQuickWindow>
#include <QSettings>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rollcall::admin {

QRectF VideoSurface::fitted(QSize picture, const QRectF &area)
{
    if (picture.isEmpty() || area.isEmpty())
        return area;
    QRectF rect(QPointF(), QSizeF(picture).scaled(area.size(), Qt::KeepAspectRatio));
    rect.moveCenter(area.center());
    return rect;
}

void prepareDrawing()
{
    // GStreamer's sink and Qt Quick have to share one OpenGL; on X11 both of them do so by GLX.
    QQuickWindow::setGraphicsApi(QSGRendererInterface::OpenGL);
    if (!qEnvironmentVariableIsSet("QT_XCB_GL_INTEGRATION"))
        qputenv("QT_XCB_GL_INTEGRATION", "xcb_glx");
    QCoreApplication::setAttribute(Qt::AA_ShareOpenGLContexts);
}

namespace {

// Mesa without a card, and Windows without a driver.
bool isProcessors(const QString &renderer)
{
    static const QStringList known{u"llvmpipe"_s, u"softpipe"_s, u"SwiftShader"_s, u"GDI Generic"_s, u"Microsoft Basic Render"_s};
    return std::ranges::any_of(known, [&](const QString &name) { return renderer.contains(name, Qt::CaseInsensitive); });
}

} // namespace

Drawing bestDrawing(DrawingWish wish, QString *why)
{
    const auto because = [why](const QString &text) {
        if (why)
            *why = text;
        return Drawing::Software;
    };
    if (wish == DrawingWish::Software)
        return because(u"It was asked for."_s);
    if (wish == DrawingWish::Auto && QSettings().value(QLatin1String(drawingBegun)).toBool())
        return because(u"The program ended when OpenGL drew them the last time; --drawing=opengl tries again."_s);
    const QString platform = QGuiApplication::platformName();
    if (platform == u"offscreen" || platform == u"minimal" || platform == u"linuxfb" || platform == u"vnc")
        return because(u"The display %1 has no OpenGL."_s.arg(platform));
    QOpenGLContext context;
    QOffscreenSurface surface;
    surface.create();
    if (!context.create() || !context.makeCurrent(&surface))
        return because(u"OpenGL does not work here."_s);
    const auto *const renderer = context.functions()->glGetString(GL_RENDERER);
    const QString rendererName = QString::fromLatin1(renderer ? static_cast<const char *>(static_cast<const void *>(renderer)) : "");
    context.doneCurrent();
    if (wish == DrawingWish::Auto && isProcessors(rendererName))
        return because(u"There is no graphics card: OpenGL is done by %1."_s.arg(rendererName));
    if (const auto elements = media::requireElements({"glupload", "glcolorconvert", "qml6glsink"}); !elements)
        return because(elements.error().message);
    return Drawing::Gpu;
}

VideoSurface *makeSurface(Drawing drawing, QWidget *parent)
{
    if (drawing == Drawing::Gpu)
        return new GlSurface(parent);
    return new PaintedSurface(parent);
}

} // namespace rollcall::admin
