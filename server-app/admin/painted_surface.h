#pragma once

#include "admin/video_surface.h"

#include "admin/picture_converter.h"

namespace rollcall::admin {

// Pictures painted by the processor: works everywhere. GUI thread.
class PaintedSurface final : public VideoSurface {
    Q_OBJECT

public:
    explicit PaintedSurface(QWidget *parent = nullptr);

    void showPicture(const media::DecodedFrame &frame) override;
    void setStill(const QImage &still) override;
    [[nodiscard]] QRectF pictureRect() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    PictureConverter m_converter;
    QImage m_image;
    QSize m_picture;
};

} // namespace rollcall::admin
