#include "app/camera_book.h"

#include "store/camera_records.h"

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
