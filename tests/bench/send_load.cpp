// rollcall-send-load: many cameras from one encoder, as the load of tests/bench/run. All of them send the same picture at the
// same instant, which is the worst case for the server's latency, and the encoder costs the machine what one camera costs.
#include "app/options.h"
#include "app/stop_signal.h"
#include "bench/enlarged_source.h"
#include "bench/load_session.h"
#include "capture/capture.h"
#include "media/gstreamer.h"
#include "media/pipeline.h"
#include "send/encoder_pipeline.h"
#include "settings/load.h"

#include <QCoreApplication>

#include <cstdio>
#include <vector>

using namespace Qt::StringLiterals;
using namespace rollcall;

namespace {

int fail(const QString &message)
{
    std::fputs((u"rollcall-send-load: "_s + message + u'\n').toUtf8().constData(), stderr);
    return 1;
}

// One capture and one encoder whose packets go to all sessions.
class Load : public QObject {
public:
    explicit Load(const app::Assignment &assignment)
        : m_encoder(assignment.sending)
        , m_capture(std::make_unique<bench::EnlargedSource>(capture::makeSource(assignment.source)), assignment.capture, m_encoder.frameInput())
    {
        connect(&m_encoder, &send::EncoderPipeline::failed, this, [](const media::Error &error) { end(error.message); });
        connect(&m_capture, &capture::Capture::waiting, this, [](const media::Error &error) { end(error.message); });
        connect(&m_capture, &capture::Capture::failed, this, [](const media::Error &error) { end(error.message); });
    }

    void start(const app::Assignment &assignment, int streams)
    {
        if (const auto started = m_encoder.start(); !started)
            return end(started.error().message);
        m_encoder.setOutput(m_packets);
        m_capture.start();
        for (int i = 1; i <= streams; ++i)
            addSession(assignment, protocol::CameraId(u"cam%1"_s.arg(i)), streams);
    }

private:
    static void end(const QString &reason)
    {
        QCoreApplication::exit(fail(reason));
    }

    void addSession(const app::Assignment &assignment, const protocol::CameraId &camera, int streams)
    {
        protocol::Hello hello = assignment.hello;
        hello.camera = camera;
        hello.name = camera.toString();
        bench::LoadSession::Callbacks callbacks{.streaming = [this, streams] { countStreaming(streams); },
                                                .keyframeRequested = [this] { m_encoder.requestKeyframe(); },
                                                .failed = [](const QString &reason) { end(reason); }};
        m_sessions.push_back(std::make_unique<bench::LoadSession>(assignment.server, std::move(hello), m_encoder.format(), *m_packets, std::move(callbacks)));
    }

    void countStreaming(int wanted)
    {
        if (++m_streaming != wanted)
            return;
        std::puts("streaming");
        std::fflush(stdout);
    }

    const std::shared_ptr<ingest::RtpFanout> m_packets = std::make_shared<ingest::RtpFanout>();
    send::EncoderPipeline m_encoder;
    capture::Capture m_capture;
    std::vector<std::unique_ptr<bench::LoadSession>> m_sessions;
    int m_streaming = 0;
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    app::Options options;
    int streams = 1;
    settings::Table table = app::optionTable(options);
    table.add(u"streams"_s, u"cameras; their ids are cam1, cam2 …"_s, streams, settings::Range{1, 64});
    const auto loaded = settings::load(table, argc, argv);
    if (!loaded)
        return fail(loaded.error().message);
    if (loaded->printAndExit) {
        std::fputs(loaded->printAndExit->toUtf8().constData(), stdout);
        return 0;
    }
    const auto assignment = app::understand(options);
    if (!assignment)
        return fail(assignment.error());
    if (const auto ready = media::initialiseGStreamer(); !ready)
        return fail(ready.error().message);
    auto load = std::make_unique<Load>(*assignment);
    app::onStopSignal(&application, [] { QCoreApplication::quit(); });
    // From within the event loop, which an early failure has to end.
    QMetaObject::invokeMethod(load.get(), [&] { load->start(*assignment, streams); }, Qt::QueuedConnection);
    const int code = QCoreApplication::exec();
    load.reset();
    media::waitForStoppedPipelines(std::chrono::seconds(1));
    return code;
}
