// rollcall-view-load: many viewers of one camera by WHEP, as the load of tests/bench/run. The first decodes, and notes how long after its
// capture each picture is there; all others count packets. They join one after the other. At SIGTERM it says what it saw, as JSON.
#include "media/gstreamer.h"
#include "media/pipeline.h"
#include "media/video_decoder.h"
#include "media/webrtc_peer.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSocketNotifier>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <mutex>
#include <sys/signalfd.h>
#include <vector>

using namespace Qt::StringLiterals;
using namespace rollcall;

namespace {

// A joining viewer decodes until its first picture; the one that measures goes on.
class Viewer : public QObject {
public:
    enum class Kind { Measuring, Counting };
    Viewer(QUrl view, Kind kind, QNetworkAccessManager &network, std::function<void()> playing)
        : m_view(std::move(view))
        , m_network(network)
        , m_playing(std::move(playing))
    {
        m_peer = std::make_unique<media::WebRtcPeer>(media::WebRtcPeer::Config{.role = media::WebRtcPeer::Role::Receiver,
                                                                               .gathering = media::WebRtcPeer::Gathering::BeforeDescription,
                                                                               .localAddresses = {u"127.0.0.1"_s},
                                                                               .begins = media::WebRtcPeer::Begins::Receiver});
        m_seen->goesOn = kind == Kind::Measuring;
        m_seen->decoder = std::make_shared<media::VideoDecoder>(this, media::VideoDecoder::Callbacks{
            .frame = [seen = m_seen, owner = m_owner, this](const media::DecodedFrame &frame) {
                const std::scoped_lock lock{seen->mutex};
                if (seen->frames++ == 0)
                    owner.post([this] { firstPicture(); });
                if (const auto age = media::sinceCapture(frame.captured))
                    seen->latencies.push_back(std::chrono::duration<double, std::milli>(*age).count());
            },
            .keyframeNeeded = [owner = m_owner, this] { owner.post([this] { m_peer->requestKeyframe(); }); },
            .failed = [](const media::Error &error) { end(error.message); }});
        m_peer->setRtpSink(m_seen);
        connect(m_peer.get(), &media::WebRtcPeer::localDescription, this, [this](media::SdpType, const QString &sdp) { post(sdp.toUtf8()); });
        connect(m_peer.get(), &media::WebRtcPeer::failed, this, [](const media::Error &error) { end(error.message); });
        m_peer->start();
    }
    ~Viewer() override
    {
        m_owner.cut();
        m_peer.reset();
        m_seen->decoder->stop();
    }
    [[nodiscard]] double joinedMs() const { return m_joinedMs; }
    [[nodiscard]] std::vector<double> latencies() const
    {
        const std::scoped_lock lock{m_seen->mutex};
        return m_seen->latencies;
    }
    [[nodiscard]] double playedSeconds() const { return double(m_joining.elapsed()) / 1000 - m_joinedMs / 1000; }

private:
    struct Seen : media::RtpSink {
        void setFormat(const media::RtpFormat &format) override { decoder->setFormat(format); }
        void consume(const media::RtpPacket &packet) override
        {
            if (goesOn || !isJoined)
                decoder->consume(packet);
        }
        bool goesOn = false;
        std::atomic<bool> isJoined{false};
        std::shared_ptr<media::VideoDecoder> decoder;
        std::mutex mutex;  // guards the following
        uint64_t frames = 0;
        std::vector<double> latencies;
    };

    static void end(const QString &reason)
    {
        std::fputs((u"rollcall-view-load: "_s + reason + u'\n').toUtf8().constData(), stderr);
        QCoreApplication::exit(1);
    }
    void post(const QByteArray &offer)
    {
        m_joining.start();
        QNetworkRequest request(m_view);
        request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArray("application/sdp"));
        QNetworkReply *reply = m_network.post(request, offer);
        connect(reply, &QNetworkReply::finished, this, [this, reply] {
            reply->deleteLater();
            const QString body = QString::fromUtf8(reply->readAll());
            if (reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() != 201)
                return end(u"no view: %1 %2"_s.arg(reply->errorString(), body));
            if (const auto taken = m_peer->setRemoteDescription(media::SdpType::Answer, body); !taken)
                end(taken.error().message);
        });
    }
    void firstPicture()
    {
        m_joinedMs = double(m_joining.nsecsElapsed()) / 1e6;
        m_seen->isJoined = true;
        if (!m_seen->goesOn)
            m_seen->decoder->stop();
        m_playing();
    }

    const QUrl m_view;
    QNetworkAccessManager &m_network;
    const std::function<void()> m_playing;
    const media::OwnerHandle m_owner{this};
    const std::shared_ptr<Seen> m_seen = std::make_shared<Seen>();
    std::unique_ptr<media::WebRtcPeer> m_peer;
    QElapsedTimer m_joining;
    double m_joinedMs = 0;
};

double quantile(std::vector<double> values, double q)
{
    if (values.empty())
        return 0;
    std::ranges::sort(values);
    return values[size_t(q * double(values.size() - 1))];
}

QByteArray figures(const std::vector<std::unique_ptr<Viewer>> &viewers)
{
    std::vector<double> joins;
    for (const auto &viewer : viewers)
        joins.push_back(viewer->joinedMs());
    const auto latencies = viewers.front()->latencies();
    return QJsonDocument(QJsonObject{{u"joinP50"_s, quantile(joins, 0.5)}, {u"joinP95"_s, quantile(joins, 0.95)}, {u"latencyP50"_s, quantile(latencies, 0.5)},
                                     {u"latencyP95"_s, quantile(latencies, 0.95)}, {u"framesPerSecond"_s, double(latencies.size()) / viewers.front()->playedSeconds()}})
        .toJson(QJsonDocument::Compact);
}

// Blocks SIGTERM for all threads made from here on; it comes by this descriptor.
int stopSignals()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    return signalfd(-1, &signals, SFD_CLOEXEC);
}

} // namespace

int main(int argc, char **argv)
{
    const int signalled = stopSignals();
    QCoreApplication application(argc, argv);
    QSocketNotifier stop(signalled, QSocketNotifier::Read);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Many viewers of one camera by WHEP."_s);
    parser.addHelpOption();
    parser.addOptions({{u"view"_s, u"address of the view"_s, u"url"_s}, {u"viewers"_s, u"how many"_s, u"number"_s, u"1"_s}});
    parser.process(application);
    if (const auto ready = media::initialiseGStreamer(); !ready) {
        std::fputs((ready.error().message + u'\n').toUtf8().constData(), stderr);
        return 1;
    }
    const int wanted = std::clamp(parser.value(u"viewers"_s).toInt(), 1, 1'000);
    QNetworkAccessManager network;
    std::vector<std::unique_ptr<Viewer>> viewers;
    std::function<void()> next = [&] {
        if (int(viewers.size()) == wanted) {
            std::puts("viewing");
            std::fflush(stdout);
            return;
        }
        const auto kind = viewers.empty() ? Viewer::Kind::Measuring : Viewer::Kind::Counting;
        viewers.push_back(std::make_unique<Viewer>(QUrl(parser.value(u"view"_s)), kind, network, next));
    };
    QObject::connect(&stop, &QSocketNotifier::activated, &application, [&] {
        std::puts(figures(viewers).constData());
        std::fflush(stdout);
        QCoreApplication::quit();
    });
    QMetaObject::invokeMethod(&application, next, Qt::QueuedConnection);
    const int code = QCoreApplication::exec();
    viewers.clear();
    media::waitForStoppedPipelines(std::chrono::seconds(5));
    return code;
}
