// rollcall-bench-encoding [SECONDS [ENCODER WIDTHxHEIGHT]]: what sending one camera costs its machine, by encoder and size: the time from
// a picture's capture to its last packet, processor time, memory. The pictures are drawn beforehand, and each row is measured in a
// process of its own. Prints a table; nothing fails on a time.

#include "capture/capture.h"
#include "media/gstreamer.h"
#include "media/pipeline.h"
#include "send/encoder_pipeline.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QProcess>
#include <QRegularExpression>
#include <QTimer>

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <mutex>
#include <thread>
#include <vector>

using namespace Qt::StringLiterals;
using namespace rollcall;

namespace {

constexpr int frameRate = 30;
constexpr size_t picturesDrawn = 32;  // a whole turn of the wheel
constexpr double warmUpSeconds = 2;

struct Size {
    int width;
    int height;
};

using Pictures = std::vector<capture::VideoFrame>;

// Keeps the first pictures of a source.
class Album final : public capture::FrameSink {
public:
    void consume(const capture::VideoFrame &frame) override
    {
        const std::scoped_lock lock{m_mutex};
        if (m_pictures.size() < picturesDrawn)
            m_pictures.push_back(frame);
    }
    [[nodiscard]] bool isFull() const
    {
        const std::scoped_lock lock{m_mutex};
        return m_pictures.size() == picturesDrawn;
    }
    [[nodiscard]] Pictures take()
    {
        const std::scoped_lock lock{m_mutex};
        return std::exchange(m_pictures, {});
    }

private:
    mutable std::mutex m_mutex;
    Pictures m_pictures;
};

void wait(double seconds)
{
    QEventLoop loop;
    QTimer::singleShot(int(seconds * 1000), &loop, &QEventLoop::quit);
    loop.exec();
}

// A turning wheel of stripes: it moves everywhere, and after the last picture comes the first.
Pictures draw(Size size)
{
    const QString wheel = u"videotestsrc is-live=true pattern=zone-plate kx2=12 ky2=8 kt=8 ! video/x-raw,format=I420,width=%1,height=%2,framerate=%3/1"_s
                              .arg(size.width).arg(size.height).arg(frameRate);
    const auto album = std::make_shared<Album>();
    capture::Capture capture(capture::makeSource(capture::CustomPipeline{wheel}), {size.width, size.height, frameRate}, album);
    capture.start();
    for (int patience = 0; patience < 200 && !album->isFull(); ++patience)
        wait(0.1);
    capture.stop();
    return album->take();
}

// A camera whose pictures lie ready: giving them costs next to nothing.
class Camera {
public:
    Camera(Pictures pictures, std::shared_ptr<capture::FrameSink> sink)
        : m_thread([pictures = std::move(pictures), sink = std::move(sink)](const std::stop_token &stop) {
            auto due = std::chrono::steady_clock::now();
            for (size_t i = 0; !stop.stop_requested(); ++i) {
                std::this_thread::sleep_until(due += std::chrono::microseconds(1'000'000 / frameRate));
                capture::VideoFrame picture = pictures[i % pictures.size()];
                picture.captured = media::monotonicNow();
                sink->consume(picture);
            }
        })
    {
    }

private:
    std::jthread m_thread;
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

double percentile(std::vector<double> values, double share)
{
    if (values.empty())
        return 0;
    std::ranges::sort(values);
    return values[std::min(values.size() - 1, size_t(share * double(values.size())))];
}

bool measure(const send::EncoderKind &kind, Size size, double seconds)
{
    Pictures pictures = draw(size);
    if (pictures.size() < picturesDrawn) {
        std::fputs("The pictures could not be drawn.\n", stderr);
        return false;
    }
    send::EncoderPipeline encoder(send::SendSettings{.encoding = {kind.codec, size.width, size.height, frameRate, {}}, .encoder = QString::fromLatin1(kind.factory)});
    const double memoryBefore = residentMebibytes();
    if (const auto started = encoder.start(); !started) {
        std::fprintf(stderr, "%s\n", qPrintable(started.error().message));
        return false;
    }
    const auto ages = std::make_shared<Ages>();
    encoder.setOutput(ages);
    const Camera camera(std::move(pictures), encoder.frameInput());
    wait(warmUpSeconds);
    (void)ages->take();
    const send::SendCounters before = encoder.counters();
    const double processorBefore = processorSeconds();
    const auto start = media::monotonicNow();
    wait(seconds);
    const double passed = std::chrono::duration<double>(media::monotonicNow() - start).count();
    const double load = (processorSeconds() - processorBefore) / passed;
    const send::SendCounters after = encoder.counters();
    const auto measured = ages->take();
    std::printf("| %s | %dx%d | %.1f | %.1f | %.1f | %.3f | %.0f | %.0f |\n", encoder.encoder() ? encoder.encoder()->factory : "failed", size.width, size.height,
                double(after.frames - before.frames) / passed, percentile(measured, 0.5), percentile(measured, 0.95), load,
                double(after.bytes - before.bytes) * 8 / 1000 / passed, residentMebibytes() - memoryBefore);
    encoder.setOutput(nullptr);
    return true;
}

const send::EncoderKind *kindNamed(const QString &name)
{
    const auto known = send::knownEncoders();
    const auto found = std::ranges::find_if(known, [&](const send::EncoderKind &kind) { return name == QLatin1StringView(kind.factory); });
    return found == known.end() ? nullptr : &*found;
}

int measureOne(const QStringList &arguments, double seconds)
{
    const auto size = QRegularExpression(u"^(\\d+)x(\\d+)$"_s).match(arguments[3]);
    const send::EncoderKind *const kind = kindNamed(arguments[2]);
    if (!kind || !size.hasMatch()) {
        std::fputs("rollcall-bench-encoding SECONDS ENCODER WIDTHxHEIGHT, as in: 10 vp8enc 1280x720\n", stderr);
        return 2;
    }
    const bool done = measure(*kind, {size.captured(1).toInt(), size.captured(2).toInt()}, seconds);
    return media::waitForStoppedPipelines(std::chrono::seconds(10)) && done ? 0 : 1;
}

// Each in a process of its own: memory that one encoder gave back would hide what the next one takes.
int measureAll(const QString &seconds)
{
    std::puts("| encoder | picture | /s | p50 ms | p95 ms | CPU s/s | kbit/s | MiB |\n|---|---|---|---|---|---|---|---|");
    std::fflush(stdout);
    int failures = 0;
    for (const send::EncoderKind &kind : send::knownEncoders()) {
        if (!media::elementExists(kind.factory))
            continue;
        for (const QString &size : {u"640x480"_s, u"1280x720"_s})
            failures += QProcess::execute(QCoreApplication::applicationFilePath(), {seconds, QString::fromLatin1(kind.factory), size}) != 0;
    }
    return failures == 0 ? 0 : 1;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (const auto ready = media::initialiseGStreamer(); !ready) {
        std::fprintf(stderr, "%s\n", qPrintable(ready.error().message));
        return 1;
    }
    const QStringList arguments = QCoreApplication::arguments();
    const double seconds = arguments.size() > 1 ? arguments[1].toDouble() : 10;
    if (seconds < 1 || arguments.size() == 3 || arguments.size() > 4) {
        std::fputs("rollcall-bench-encoding [SECONDS [ENCODER WIDTHxHEIGHT]], at least 1 second\n", stderr);
        return 2;
    }
    return arguments.size() == 4 ? measureOne(arguments, seconds) : measureAll(QString::number(seconds));
}
