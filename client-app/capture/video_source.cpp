#include "capture/video_source.h"

#include "capture/camera_source.h"
#include "capture/custom_source.h"
#include "capture/file_source.h"
#include "capture/rtsp_source.h"
#include "capture/test_source.h"

namespace rollcall::capture {

namespace {

struct Maker {
    std::unique_ptr<VideoSource> operator()(const TestPicture &spec) const { return std::make_unique<TestSource>(spec); }
    std::unique_ptr<VideoSource> operator()(const VideoFile &spec) const { return std::make_unique<FileSource>(spec); }
    std::unique_ptr<VideoSource> operator()(const CameraDevice &spec) const { return std::make_unique<CameraSource>(spec); }
    std::unique_ptr<VideoSource> operator()(const RtspAddress &spec) const { return std::make_unique<RtspSource>(spec); }
    std::unique_ptr<VideoSource> operator()(const CustomPipeline &spec) const { return std::make_unique<CustomSource>(spec); }
};

} // namespace

std::unique_ptr<VideoSource> makeSource(const SourceSpec &spec)
{
    return std::visit(Maker{}, spec);
}

} // namespace rollcall::capture
