#pragma once

#include "admin/video_surface.h"

#include "media/latest_value.h"
#include "media/owner_handle.h"
#include "media/pipeline.h"

#include <gst/app/gstappsrc.h>

class QLabel;
class QQuickWidget;

namespace rollcall::admin {

// Pictures that go to the graphics card as they are and are converted and scaled there: qml6glsink in a QQuickWidget. GUI thread.
class GlSurface final : public VideoSurface {
    Q_OBJECT

public:
    explicit GlSurface(QWidget *parent = nullptr);
    ~GlSurface() override;

    void showPicture(const media::DecodedFrame &frame) override;
    void setStill(const QImage &still) override;
    [[nodiscard]] QRectF pictureRect() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void build();
    void watchSink(GstElement *sink);
    void tell(uint32_t timestamp);
    void drawStill();
    void fail(const QString &why);

    const media::OwnerHandle m_owner{this};
    QQuickWidget *m_quick;
    QLabel *m_still;
    std::unique_ptr<media::Pipeline> m_pipeline;
    media::GstRef<GstAppSrc> m_source;
    QImage m_stillPicture;
    GstVideoInfo m_format;  // of what the source said last
    QSize m_picture;
    int m_seen = 0;  // pictures
    bool m_failed = false;
    const std::shared_ptr<media::LatestValue<uint32_t>> m_reached = std::make_shared<media::LatestValue<uint32_t>>();
};

} // namespace rollcall::admin
