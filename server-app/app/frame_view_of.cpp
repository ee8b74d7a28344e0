#include "app/frame_view_of.h"

namespace rollcall::app {

recognition::FrameView viewOf(const media::DecodedFrame &frame)
{
    const media::VideoPicture &picture = *frame.picture;
    recognition::FrameView view;
    view.width = picture.width();
    view.height = picture.height();
    view.y = picture.plane(0);
    view.u = picture.plane(1);
    view.v = picture.plane(2);
    view.yStride = picture.stride(0);
    view.uStride = picture.stride(1);
    view.vStride = picture.stride(2);
    view.time = frame.received;
    view.keepAlive = frame.picture;
    return view;
}

} // namespace rollcall::app
