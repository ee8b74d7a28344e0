#include "window/camera_directory.h"

#include <QThreadPool>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace rollcall::window {

namespace {

constexpr std::chrono::milliseconds lookInterval{1500};

} // namespace

CameraDirectory::CameraDirectory(QObject *parent)
    : QObject(parent)
    , m_owner(this)
{
    connect(&m_devices, &QMediaDevices::videoInputsChanged, this, &CameraDirectory::ask);
    // Where one kind of device cannot be watched (no udev, no sound server), GStreamer's monitor tells of none, and Qt of nothing:
    // so the list is looked at now and then.
    connect(&m_look, &QTimer::timeout, this, &CameraDirectory::ask);
    m_look.start(lookInterval);
    ask();
}

CameraDirectory::~CameraDirectory()
{
    m_owner.cut();
}

void CameraDirectory::ask()
{
    if (std::exchange(m_asking, true)) {
        m_askAgain = true;
        return;
    }
    QThreadPool::globalInstance()->start([this, owner = m_owner] {
        owner.post([this, cameras = capture::listCameras()] { take(cameras); });
    });
}

void CameraDirectory::take(const QList<capture::Camera> &cameras)
{
    m_asking = false;
    const bool first = !std::exchange(m_known, true);
    const QList<ListedCamera> now = joined(cameras, QMediaDevices::defaultVideoInput().description());
    if (std::exchange(m_cameras, now) != now || first)
        Q_EMIT changed();
    if (std::exchange(m_askAgain, false))
        ask();
}

QList<ListedCamera> joined(const QList<capture::Camera> &cameras, const QString &defaultName)
{
    QList<ListedCamera> listed;
    for (const capture::Camera &camera : cameras)
        listed.append({camera, false});
    const auto found = std::find_if(listed.begin(), listed.end(), [&](const ListedCamera &one) { return one.camera.name == defaultName; });
    if (found != listed.end())
        found->isDefault = true;
    else if (!listed.isEmpty())
        listed.first().isDefault = true;
    return listed;
}

QList<PictureChoice> choicesOf(const capture::Camera &camera)
{
    QList<PictureChoice> choices;
    for (const capture::CameraMode &mode : camera.modes) {
        for (const double rate : mode.frameRates) {
            const PictureChoice choice{mode.width, mode.height, int(std::lround(rate)), {mode.format}};
            const auto same = std::find_if(choices.begin(), choices.end(), [&](const PictureChoice &one) {
                return one.width == choice.width && one.height == choice.height && one.frameRate == choice.frameRate;
            });
            if (same == choices.end())
                choices.append(choice);
            else if (!same->formats.contains(mode.format))
                same->formats.append(mode.format);
        }
    }
    std::stable_sort(choices.begin(), choices.end(), [](const PictureChoice &a, const PictureChoice &b) {
        return std::pair(a.width * a.height, a.frameRate) > std::pair(b.width * b.height, b.frameRate);
    });
    return choices;
}

} // namespace rollcall::window
