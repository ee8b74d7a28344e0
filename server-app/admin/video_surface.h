#pragma once

#include <QWidget>

#include "media/video_decoder.h"

#include <QImage>

namespace rollcall::admin {

// Where a camera's pictures are seen. GUI thread.
class VideoSurface : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;

    virtual void showPicture(const media::DecodedFrame &frame) = 0;
    // Shows this instead, until the next picture; null: nothing.
    virtual void setStill(const QImage &still) = 0;
    // Where the picture lies in this widget.
    [[nodiscard]] virtual QRectF pictureRect() const = 0;

    // The largest rectangle of the picture's shape in the middle of `area`.
    [[nodiscard]] static QRectF fitted(QSize picture, const QRectF &area);

Q_SIGNALS:
    // This picture is what the next repaint shows.
    void shown(quint32 rtpTimestamp);
    // The surface cannot work here: another kind has to do.
    void failed(const QString &why);
};

enum class Drawing { Gpu, Software };
// OpenGl: also where the processor does OpenGL's work, which is slower than to paint by itself.
enum class DrawingWish { Auto, OpenGl, Software };

// The GPU where there is OpenGL and GStreamer's sink for it, else software; `why` then says what is missing.
[[nodiscard]] Drawing bestDrawing(DrawingWish wish, QString *why = nullptr);
// A driver can take the program down with it: a mark is in the settings from the first surface on the GPU until pictures are seen on it.
// Who finds it at the start lets the processor draw.
constexpr auto drawingBegun = "drawing/begun";
// Before the application is made.
void prepareDrawing();
[[nodiscard]] VideoSurface *makeSurface(Drawing drawing, QWidget *parent);

} // namespace rollcall::admin
