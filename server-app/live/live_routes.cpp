#include "live/live_routes.h"

#include "live/mjpeg_stream.h"

#include <QTimer>

using namespace Qt::StringLiterals;

namespace rollcall::live {

using net::Method;
using net::Request;
using net::Responder;
using net::Right;

namespace {

constexpr auto snapshotPatience = std::chrono::seconds(2);
constexpr int highestRate = 30;
constexpr int leastWidth = 16;
constexpr int greatestWidth = 7680;

struct Range {
    int lowest = 0;
    int highest = 0;
};

std::expected<int, QString> number(const Request &request, const QString &name, int absent, Range range)
{
    const auto text = request.queryValue(name);
    if (!text)
        return absent;
    bool isNumber = false;
    const int value = text->toInt(&isNumber);
    if (!isNumber || value < range.lowest || value > range.highest)
        return std::unexpected(u"\"%1\" must be a whole number from %2 to %3."_s.arg(name).arg(range.lowest).arg(range.highest));
    return value;
}

std::expected<JpegWish, QString> parseWish(const Request &request, const JpegWish &usual)
{
    const auto rate = number(request, u"rate"_s, usual.picturesPerSecond, {1, highestRate});
    if (!rate)
        return std::unexpected(rate.error());
    const auto quality = number(request, u"quality"_s, usual.quality, {JpegEncoder::lowestQuality, JpegEncoder::highestQuality});
    if (!quality)
        return std::unexpected(quality.error());
    const auto width = number(request, u"width"_s, usual.width, {leastWidth, greatestWidth});
    if (!width)
        return std::unexpected(width.error());
    const auto overlay = number(request, u"overlay"_s, usual.overlay ? 1 : 0, {0, 1});
    if (!overlay)
        return std::unexpected(overlay.error());
    return JpegWish{.picturesPerSecond = *rate, .quality = *quality, .width = *width, .overlay = *overlay == 1};
}

void refuseUnknown(Responder &responder, const protocol::CameraId &id)
{
    responder.problem(404, u"No camera \u201c%1\u201d has been here since the server started. /api/v1/cameras lists those that are known."_s.arg(id.toString()));
}

// One picture for one request.
class Snapshot : public QObject {
public:
    Snapshot(std::unique_ptr<JpegTaker> taker, Responder responder, QObject *parent)
        : QObject(parent)
        , m_responder(std::move(responder))
        , m_taker(std::move(taker))
    {
        connect(m_taker.get(), &JpegTaker::picture, this, [this](const JpegPicture &picture) {
            finish({.status = 200, .contentType = "image/jpeg", .body = picture.bytes});
        });
        connect(m_taker.get(), &JpegTaker::ended, this, [this] { finish(net::problemAnswer(503, u"The camera was removed just now."_s)); });
        QTimer::singleShot(snapshotPatience, this, [this] {
            finish(net::problemAnswer(504, u"The camera sent no picture within two seconds. Look whether it is paused or its network is slow, then try again."_s));
        });
    }

private:
    void finish(const net::Answer &answer)
    {
        if (std::exchange(m_finished, true))
            return;
        m_responder.send(answer);
        deleteLater();
    }
    Responder m_responder;
    std::unique_ptr<JpegTaker> m_taker;
    bool m_finished = false;
};

} // namespace

LiveRoutes::LiveRoutes(ingest::CameraRegistry &cameras, const JpegWish &usual, MarkedFrames *marked, QObject *parent)
    : QObject(parent)
    , m_cameras(cameras)
    , m_usual(usual)
    , m_feeds(cameras, marked)
{
}

void LiveRoutes::addRoutes(net::Router &router)
{
    router.add(Method::Get, u"/snapshot/{camera}.jpg"_s, Right::ViewLive,
               [this](const Request &request, Responder responder) { sendSnapshot(request, std::move(responder)); });
    router.add(Method::Get, u"/mjpeg/{camera}"_s, Right::ViewLive,
               [this](const Request &request, Responder responder) { sendMjpeg(request, std::move(responder)); });
}

void LiveRoutes::sendSnapshot(const Request &request, Responder responder)
{
    const protocol::CameraId id(request.parameter(u"camera"_s));
    const ingest::Camera *camera = m_cameras.find(id);
    if (!camera)
        return refuseUnknown(responder, id);
    const auto wish = parseWish(request, m_usual);
    if (!wish)
        return responder.problem(400, wish.error());
    if (camera->state() == ingest::Camera::State::Away)
        return responder.problem(503, u"Camera \u201c%1\u201d is away. Start it, or look at its network."_s.arg(camera->name()), {{"Retry-After", "5"}});
    new Snapshot(m_feeds.take(id, *wish), std::move(responder), this);
}

void LiveRoutes::sendMjpeg(const Request &request, Responder responder)
{
    const protocol::CameraId id(request.parameter(u"camera"_s));
    if (!m_cameras.find(id))
        return refuseUnknown(responder, id);
    const auto wish = parseWish(request, m_usual);
    if (!wish)
        return responder.problem(400, wish.error());
    auto writer = responder.beginStream(MjpegStream::contentType);
    if (!writer)
        return;
    auto *stream = new MjpegStream(std::move(writer), m_feeds.take(id, *wish), this);
    connect(stream, &MjpegStream::finished, stream, &QObject::deleteLater);
}

} // namespace rollcall::live
