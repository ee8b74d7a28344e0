#include "recognize/sighting_run.h"

#include <QJsonArray>

#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace rollcall::recognize {

namespace {

using recognition::FaceState;
using recognition::TrackedFace;

// One look at every face decides.
recognition::RecognizerSettings pictureSettings(const recognition::Engine &engine)
{
    recognition::RecognizerSettings settings;
    settings.looksPerFrame = std::numeric_limits<int>::max();
    settings.minimumFace = engine.minimumEnrolmentFace();
    settings.votes.leastLooks = 1;
    settings.votes.namesNeeded = 0;
    settings.votes.nameSpan = {};
    settings.votes.strangersNeeded = 0;
    settings.votes.strangerSpan = {};
    return settings;
}

double rounded(double value, double steps)
{
    return std::round(value * steps) / steps;
}

QString stateText(FaceState state)
{
    switch (state) {
    case FaceState::Tentative:
        return u"tentative"_s;
    case FaceState::Unknown:
        return u"unknown"_s;
    case FaceState::Recognised:
        break;
    }
    return u"recognised"_s;
}

} // namespace

SightingRun::SightingRun(std::shared_ptr<const recognition::Engine> engine, recognition::Gallery gallery,
    std::unique_ptr<recognition::Workspace> workspace)
    : m_engine(std::move(engine))
    , m_gallery(std::move(gallery))
    , m_workspace(std::move(workspace))
{
}

std::expected<void, std::string> SightingRun::run(FrameFile &file, const Listener &listener)
{
    const auto settings = file.isVideo() ? recognition::RecognizerSettings{} : pictureSettings(*m_engine);
    recognition::CameraRecognizer recognizer(m_engine, settings);
    while (const auto picture = file.next()) {
        const auto result = recognizer.process(frameOf(picture->bgr, picture->time), *m_workspace, m_gallery);
        if (!result)
            return std::unexpected(result.error().message);
        listener(*picture, *result);
    }
    return {};
}

bool isSighting(const TrackedFace &face)
{
    return face.justConfirmed || face.justUnknown;
}

QJsonObject sightingJson(const std::filesystem::path &file, std::chrono::nanoseconds time, const TrackedFace &face)
{
    const auto pixels = [](float value) { return rounded(value, 10); };
    return {{u"file"_s, QString::fromStdString(file.string())},
        {u"t"_s, rounded(std::chrono::duration<double>(time).count(), 1000)},
        {u"person"_s, face.person ? QJsonValue(QString::fromStdString(*face.person)) : QJsonValue()},
        {u"confidence"_s, rounded(face.confidence, 1000)},
        {u"box"_s, QJsonArray{pixels(face.box.x), pixels(face.box.y), pixels(face.box.width), pixels(face.box.height)}},
        {u"track"_s, static_cast<qint64>(face.track)}};
}

QJsonObject faceJson(const std::filesystem::path &file, std::chrono::nanoseconds time, const TrackedFace &face)
{
    QJsonObject json = sightingJson(file, time, face);
    json.insert(u"state"_s, stateText(face.state));
    json.insert(u"confirmed"_s, isSighting(face));
    const std::string_view fault = face.fault ? text(*face.fault) : std::string_view();
    json.insert(u"fault"_s,
        face.fault ? QJsonValue(QString::fromUtf8(fault.data(), static_cast<qsizetype>(fault.size()))) : QJsonValue());
    return json;
}

} // namespace rollcall::recognize
