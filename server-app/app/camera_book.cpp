#include "app/camera_book.h"

#include "store/camera_presence.h"
#include "store/camera_records.h"

#include <QLoggingCategory>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcCameraBook, "rollcall.app.cameras", QtInfoMsg)

namespace rollcall::app {

namespace {

QString text(const attendance::CameraId &camera)
{
    return QString::fromStdString(camera.toString());
}

} // namespace

CameraBook::CameraBook(store::Store &store, QObject *parent)
    : QObject(parent)
    , m_store(store)
{
}

bool CameraBook::mayRemember(const ingest::Camera &camera)
{
    const auto found = m_forgotten.constFind(camera.id().toString());
    if (found == m_forgotten.cend())
        return true;
    if (!*found || camera.state() == ingest::Camera::State::Away)
        return false;
    m_forgotten.erase(found);
    return true;
}

void CameraBook::remember(const ingest::Camera &camera, attendance::UtcMs now)
{
    const QString id = camera.id().toString();
    if (!mayRemember(camera)) {
        m_written.remove(id);
        return;
    }
    const bool isAway = camera.state() == ingest::Camera::State::Away;
    const auto before = m_written.constFind(id);
    const bool isKnown = before != m_written.cend() && (isAway || !*before);
    m_written.insert(id, isAway);
    const auto left = std::chrono::time_point_cast<std::chrono::milliseconds>(camera.since());
    const store::Camera row{.id = store::CameraId(id.toStdString()), .name = camera.name().toStdString(), .lastSeen = isAway ? left : now};
    m_store.call([row, isKnown](store::Register &records) { return isKnown ? store::noteChanged(records.database(), row) : records.seeCamera(row); }, this,
                 [this, id](const std::expected<void, store::StoreError> &stored) {
        if (stored)
            return;
        m_written.remove(id);
        qCWarning(lcCameraBook).noquote() << u"camera was not remembered: "_s + QString::fromStdString(stored.error().message);
    });
}

void CameraBook::look()
{
    if (std::exchange(m_isReading, true))
        return;
    m_isOutdated = false;
    m_store.call([](store::Register &records) { return store::CameraRecords(records.database()).givenNames(); }, this,
                 [this](const std::expected<std::map<store::CameraId, std::string>, store::StoreError> &names) {
        m_isReading = false;
        if (names && !m_isOutdated)  // while the register is away names stay as they were
            apply(*names);
    });
}

void CameraBook::apply(const std::map<store::CameraId, std::string> &names)
{
    QHash<QString, QString> now;
    for (const auto &[camera, name] : names)
        now.insert(text(camera), QString::fromStdString(name));
    if (now == m_names)
        return;
    const QHash<QString, QString> before = std::exchange(m_names, now);
    for (const auto &[camera, name] : now.asKeyValueRange()) {
        if (before.value(camera) != name)
            Q_EMIT renamed(camera);
    }
    for (const auto &[camera, name] : before.asKeyValueRange()) {
        if (!now.contains(camera))
            Q_EMIT renamed(camera);
    }
}

void CameraBook::nameGiven(const attendance::CameraId &camera, const std::optional<std::string> &name)
{
    m_isOutdated = m_isReading;
    if (name)
        m_names.insert(text(camera), QString::fromStdString(*name));
    else
        m_names.remove(text(camera));
    Q_EMIT renamed(text(camera));
}

void CameraBook::letGo(const attendance::CameraId &camera)
{
    m_forgotten.insert(text(camera), false);
    Q_EMIT leaving(text(camera));
}

void CameraBook::wasForgotten(const attendance::CameraId &camera, bool isGone)
{
    if (!isGone) {
        m_forgotten.remove(text(camera));
        return;
    }
    m_isOutdated = m_isReading;
    m_forgotten.insert(text(camera), true);
    m_names.remove(text(camera));
    Q_EMIT forgotten(text(camera));
}

} // namespace rollcall::app
