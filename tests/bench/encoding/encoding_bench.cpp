// rollcall-bench-encoding [SECONDS]: what sending one picture costs the camera's machine, by encoder and size: the time from the
// picture's capture to its last packet, processor time without that of the source, memory. Prints a table; nothing fails on a time.

#include "capture/capture.h"
#include "media/gstreamer.h"
#include "media/pipeline.h"
#include "send/encoder_pipeline.h"

#include <QCoreApplication>
#include <QTimer>

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <mutex>
#include <vector>

using namespace Qt::StringLiterals;
using namespace rollcall;

namespace {

struct Size {
    int width;
    int height;
};

// Notes how old each picture is when its last packet is there.
class Ages final : public media::RtpSink {
public:
    void setFormat(const media::RtpFormat &) override { }
    void consume(const media::RtpPacket &packet) override
    {
        uint8_t second = 0;
        gst_buffer_extract(packet.buffer.get(), 1, &second, 1);
        if (!(second & 0x80))  // the marker: last of a picture (RFC 3550 §5.1)
            return;
        const double age = std::chrono::duration<double, std::milli>(media::monotonicNow() - packet.time).count();
        const std::scoped_lock lock{m_mutex};
        m_ages.push_back(age);
    }
    [[nodiscard]] std::vector<double> take()
    {
        const std::scoped_lock lock{m_mutex};
        return std::exchange(m_ages, {});
    }

private:
    std::mutex m_mutex;
    std::vector<double> m_ages;
};

double processorSeconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval &time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double residentMebibytes()
{
    std::ifstream statm("/proc/self/statm");
    long pages = 0;
    long resident = 0;
    statm >> pages >> resident;
    return double(resident) * double(sysconf(_SC_PAGESIZE)) / 1048576;
}

void wait(double seconds)
{
    QTimer::singleShot(int(seconds * 1000), QCoreApplication::instance(), &QCoreApplication::quit);
    QCoreApplication::exec();
}

// Processor seconds a second, from now on.
double loadOver(double seconds)
{
    const double before = processorSeconds();
    const auto start = media::monotonicNow();
    wait(seconds);
    return (processorSeconds() - before) / std::chrono::duration<double>(media::monotonicNow() - start).count();
}

double percentile(std::vector<double> values, double share)
{
    if (values.empty())
        return 0;
    std::ranges::sort(values);
    return values[std::min(values.size() - 1, size_t(share * double(values.size())))];
}

void measure(const send::EncoderKind &kind, Size size, double seconds)
{
    // A turning wheel of stripes: it moves everywhere, and costs the source little.
    const QString picture = u"videotestsrc is-live=true pattern=zone-plate kx2=12 ky2=8 kt=1 ! video/x-raw,format=I420,width=%1,height=%2,framerate=30/1"_s.arg(size.width).arg(size.height);
    send::EncoderPipeline encoder(send::SendSettings{.encoding = {kind.codec, size.width, size.height, 30, {}}, .encoder = QString::fromLatin1(kind.factory)});
    capture::Capture capture(capture::makeSource(capture::CustomPipeline{picture}), {size.width, size.height, 30}, encoder.frameInput());
    if (const auto started = encoder.start(); !started) {
        std::fprintf(stderr, "%s\n", qPrintable(started.error().message));
        return;
    }
    capture.start();
    wait(2);
    const double sourceLoad = loadOver(seconds / 2);
    const double memoryBefore = residentMebibytes();
    const auto ages = std::make_shared<Ages>();
    encoder.setOutput(ages);
    wait(2);
    (void)ages->take();
    const send::SendCounters before = encoder.counters();
    const double load = loadOver(seconds);
    const send::SendCounters after = encoder.counters();
    const auto measured = ages->take();
    std::printf("| %s | %dx%d | %.1f | %.1f | %.1f | %.3f | %.0f | %.0f |\n", encoder.encoder() ? encoder.encoder()->factory : "failed", size.width, size.height,
                double(after.frames - before.frames) / seconds, percentile(measured, 0.5), percentile(measured, 0.95), load - sourceLoad,
                double(after.bytes - before.bytes) * 8 / 1000 / seconds, residentMebibytes() - memoryBefore);
    std::fflush(stdout);
    capture.stop();
    encoder.setOutput(nullptr);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (const auto ready = media::initialiseGStreamer(); !ready) {
        std::fprintf(stderr, "%s\n", qPrintable(ready.error().message));
        return 1;
    }
    const double seconds = argc > 1 ? std::atof(argv[1]) : 10;
    if (seconds < 1) {
        std::fputs("rollcall-bench-encoding [SECONDS], at least 1\n", stderr);
        return 2;
    }
    std::puts("| encoder | picture | /s | p50 ms | p95 ms | CPU s/s | kbit/s | MiB |\n|---|---|---|---|---|---|---|---|");
    for (const send::EncoderKind &kind : send::knownEncoders()) {
        for (const Size size : {Size{640, 480}, Size{1280, 720}}) {
            if (media::elementExists(kind.factory))
                measure(kind, size, seconds);
        }
    }
    return media::waitForStoppedPipelines(std::chrono::seconds(10)) ? 0 : 1;
}
