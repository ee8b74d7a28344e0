// What open pages are told by the real programs: boxes that sit on the faces of the clip, sightings, the register, a camera that goes.

#include "e2e/running_server.h"
#include "support/wait.h"

#include "demo/look.h"
#include "demo/scene.h"

#include <QDateTime>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <QWebSocket>

#include <algorithm>
#include <cmath>
#include <map>

using namespace rollcall;
using namespace rollcall::testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr double ticksPerFrame = 90'000.0 / demo::Scene::framesPerSecond;
constexpr auto clipLength = 30s;
constexpr uint64_t clipSeed = 1;  // of rollcall-draw-people

class Page : public QObject {
public:
    explicit Page(const QUrl &server)
    {
        connect(&socket, &QWebSocket::textMessageReceived, this, [this](const QString &text) {
            messages.append(QJsonDocument::fromJson(text.toUtf8()).object());
        });
        QUrl url = server;
        url.setScheme(u"ws"_s);
        url.setPath(u"/api/v1/events"_s);
        socket.open(url);
    }
    [[nodiscard]] QList<QJsonObject> of(const QString &type) const
    {
        QList<QJsonObject> found;
        std::ranges::copy_if(messages, std::back_inserter(found), [&](const QJsonObject &message) { return message["type"_L1] == type; });
        return found;
    }
    [[nodiscard]] bool hasHello() const { return !of(u"hello"_s).isEmpty(); }
    void subscribe(const QJsonValue &overlays)
    {
        socket.sendTextMessage(QString::fromUtf8(QJsonDocument(QJsonObject{{u"type"_s, u"subscribe"_s}, {u"overlays"_s, overlays}}).toJson()));
    }

    QWebSocket socket;
    QList<QJsonObject> messages;
};

// The engine without models suggests.
bool isNamed(const QJsonValue &face)
{
    return (face["state"_L1] == "known"_L1 || face["state"_L1] == "suggested"_L1) && face["name"_L1].isString();
}

cv::Rect2d boxOf(const QJsonValue &face)
{
    const QJsonArray box = face["box"_L1].toArray();
    const cv::Size size = demo::Scene::size;
    return {box[0].toDouble() * size.width, box[1].toDouble() * size.height, box[2].toDouble() * size.width, box[3].toDouble() * size.height};
}

// The clip knows of faces that are whole in the picture alone.
bool isAtTheEdge(const QJsonValue &face)
{
    const cv::Rect2d box = boxOf(face);
    const cv::Size size = demo::Scene::size;
    return box.x < 2 || box.y < 2 || box.br().x > size.width - 2 || box.br().y > size.height - 2;
}

double overlap(const cv::Rect2d &a, const cv::Rect2d &b)
{
    const double both = (a & b).area();
    return both / (a.area() + b.area() - both);
}

// Overlays that name somebody, against the clip: which part of them lies on that person's face when the first overlay is taken for this
// frame of the clip.
double partOnFaces(const demo::Scene &scene, const QList<QJsonObject> &overlays, int firstFrame)
{
    std::map<int, std::vector<demo::VisibleFace>> truths;
    int faces = 0;
    int right = 0;
    const auto first = quint32(overlays.first()["rtpTimestamp"_L1].toInteger());
    for (const QJsonObject &overlay : overlays) {
        const auto ticks = qint32(quint32(overlay["rtpTimestamp"_L1].toInteger()) - first);
        const int frame = (firstFrame + int(std::lround(ticks / ticksPerFrame))) % demo::Scene::frameCount;
        auto truth = truths.find(frame);
        if (truth == truths.end())
            truth = truths.emplace(frame, scene.faces(frame)).first;
        for (const QJsonValue &face : overlay["faces"_L1].toArray()) {
            if (!isNamed(face) || isAtTheEdge(face))
                continue;
            ++faces;
            right += std::ranges::any_of(truth->second, [&](const demo::VisibleFace &visible) {
                return face["person"_L1].toString().toStdString() == visible.person && overlap(boxOf(face), cv::Rect2d(visible.box)) > 0.3;
            });
        }
    }
    return faces > 0 ? double(right) / faces : 0;
}

} // namespace

TEST(Events, tellWhatHappensWhileItHappens)
{
    RunningServer server;
    ASSERT_NO_FATAL_FAILURE(server.start());
    Page page(server.url());
    ASSERT_TRUE(waitUntil([&] { return page.hasHello(); }));
    EXPECT_TRUE(page.of(u"hello"_s).first()["cameras"_L1].toArray().isEmpty());
    EXPECT_TRUE(page.of(u"hello"_s).first()["register"_L1]["available"_L1].toBool());
    ASSERT_NO_FATAL_FAILURE(enrolDrawnPeople(server.http()));
    const auto added = [&] {
        QSet<QString> people;
        for (const QJsonObject &event : page.of(u"people"_s)) {
            for (const QJsonValue &id : event["ids"_L1].toArray())
                people.insert(event["change"_L1] == "added"_L1 ? id.toString() : QString());
        }
        return people.size();
    };
    EXPECT_TRUE(waitUntil([&] { return added() >= drawnPeople().size(); }));

    page.subscribe(QJsonArray{u"door"_s});
    auto camera = startCamera(server.url(), u"door"_s, drawnClip());
    const auto states = [&] {
        QStringList found;
        for (const QJsonObject &event : page.of(u"camera"_s))
            found.append(event["camera"_L1]["state"_L1].toString());
        return found;
    };
    ASSERT_TRUE(waitUntil([&] { return states().contains(u"streaming"_s); })) << camera->output().toStdString();
    ASSERT_TRUE(waitUntil([&] { return !page.of(u"sighting"_s).isEmpty() && !page.of(u"register"_s).isEmpty(); }, clipLength));
    const QJsonObject sighting = page.of(u"sighting"_s).first();
    EXPECT_EQ(sighting["change"_L1].toString(), u"opened"_s);
    const QString person = sighting["sighting"_L1]["person"_L1].toString();
    EXPECT_TRUE(page.of(u"register"_s).first()["people"_L1].toArray().contains(person));
    EXPECT_EQ(server.registered(), QStringList{person}) << "what is told can be fetched";

    const auto statistics = [&] {
        return std::ranges::any_of(page.of(u"camera"_s), [](const QJsonObject &event) {
            const QJsonValue figures = event["camera"_L1];
            return figures["framesPerSecond"_L1].toDouble() > 15 && figures["bitrateKbps"_L1].toDouble() > 10 && figures["latencyMs"_L1].isDouble();
        });
    };
    EXPECT_TRUE(waitUntil(statistics));
    ASSERT_TRUE(waitUntil([&] { return page.of(u"unknown-face"_s).size() > 0; }, clipLength)) << "the stranger";

    EXPECT_EQ(camera->terminate(), 0);
    EXPECT_TRUE(waitUntil([&] { return states().last() == u"offline"_s; }));
    camera.reset();
    QStringList order = states();
    order.erase(std::unique(order.begin(), order.end()), order.end());
    EXPECT_EQ(order, (QStringList{u"connecting"_s, u"streaming"_s, u"offline"_s}));

    const QString id = sighting["sighting"_L1]["id"_L1].toString();
    EXPECT_EQ(server.http().post(u"/api/v1/sightings/"_s + id + u"/reject"_s).status, 200);
    EXPECT_TRUE(waitUntil([&] { return page.of(u"sighting"_s).last()["change"_L1] == "corrected"_L1; }));
    EXPECT_EQ(page.of(u"sighting"_s).last()["sighting"_L1]["status"_L1].toString(), u"rejected"_s);
    EXPECT_EQ(server.http().remove(u"/api/v1/people/"_s + person).status, 200);
    EXPECT_TRUE(waitUntil([&] { return page.of(u"people"_s).last()["change"_L1] == "removed"_L1; }));
    for (const QJsonObject &message : page.messages)
        EXPECT_TRUE(message["at"_L1].toString().endsWith(u'Z')) << message["type"_L1].toString().toStdString();
}

TEST(Events, boxesSitOnTheFacesOfTheClipAtTheirRtpTime)
{
    RunningServer server;
    ASSERT_NO_FATAL_FAILURE(server.start());
    ASSERT_NO_FATAL_FAILURE(enrolDrawnPeople(server.http()));
    Page page(server.url());
    ASSERT_TRUE(waitUntil([&] { return page.hasHello(); }));
    page.subscribe(u"all"_s);
    const auto camera = startCamera(server.url(), u"door"_s, drawnClip());
    const auto withKnown = [&] {
        QList<QJsonObject> found;
        for (const QJsonObject &overlay : page.of(u"overlay"_s)) {
            const QJsonArray faces = overlay["faces"_L1].toArray();
            if (std::ranges::any_of(faces, isNamed))
                found.append(overlay);
        }
        return found;
    };
    ASSERT_TRUE(waitUntil([&] { return withKnown().size() >= 60; }, clipLength)) << camera->output().toStdString();

    // A picture with the box burnt in, to look at.
    const HttpAnswer snapshot = server.http().get(u"/snapshot/door.jpg?overlay=1"_s);
    EXPECT_EQ(snapshot.status, 200);
    QFile file(buildFolder() + u"/drawn/overlay.jpg"_s);
    EXPECT_TRUE(file.open(QIODevice::WriteOnly) && file.write(snapshot.body) == snapshot.body.size());

    // Which frame of the clip the first one is of is found by trying all; then every other one must fit, by its RTP timestamp alone.
    const demo::Scene scene(clipSeed);
    const QList<QJsonObject> overlays = withKnown();
    double best = 0;
    int bestFrame = 0;
    std::map<int, double> fits;
    for (int frame = 0; frame < demo::Scene::frameCount; ++frame) {
        fits[frame] = partOnFaces(scene, overlays, frame);
        if (fits[frame] > best) {
            best = fits[frame];
            bestFrame = frame;
        }
    }
    std::printf("%lld overlays with names, %.1f %% of their boxes on the face of that person at frame %d\n", static_cast<long long>(overlays.size()), 100 * best, bestFrame);
    EXPECT_GT(best, 0.9);
    // They came as soon as the frame was looked at: newest first, and never older than recognition takes.
    quint32 before = 0;
    for (const QJsonObject &overlay : page.of(u"overlay"_s)) {
        const auto now = quint32(overlay["rtpTimestamp"_L1].toInteger());
        EXPECT_TRUE(before == 0 || qint32(now - before) > 0);
        before = now;
        const auto captured = QDateTime::fromString(overlay["capturedAt"_L1].toString(), Qt::ISODateWithMs);
        const auto sent = QDateTime::fromString(overlay["at"_L1].toString(), Qt::ISODateWithMs);
        EXPECT_LT(captured.msecsTo(sent), 1'000);
    }
}
