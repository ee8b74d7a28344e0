#include "pairing/paired_cameras.h"

#include "pairing/spake2.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>
#include <QRandomGenerator>
#include <QSaveFile>

#include <array>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcPaired, "rollcall.pairing", QtInfoMsg)

namespace rollcall::pairing {

namespace {

constexpr std::size_t tokenWords = 8;  // 256 bits

QByteArray newToken()
{
    std::array<quint32, tokenWords> bits{};
    QRandomGenerator::system()->generate(bits.begin(), bits.end());
    return QByteArray(reinterpret_cast<const char *>(bits.data()), sizeof bits).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QByteArray bytesOf(const store::Blob &blob)
{
    return QByteArray(reinterpret_cast<const char *>(blob.data()), qsizetype(blob.size()));
}

store::Blob blobOf(const QByteArray &bytes)
{
    return store::Blob(bytes.begin(), bytes.end());
}

QByteArray hashOf(const QByteArray &token)
{
    return QCryptographicHash::hash(token, QCryptographicHash::Sha256);
}

} // namespace

PairedCameras::PairedCameras(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
    readCopy();
    connect(&m_timer, &QTimer::timeout, this, &PairedCameras::refresh);
    m_timer.start(m_parts.interval);
    refresh();
}

PairedCameras::Verdict PairedCameras::check(const QString &camera, const QByteArray &token) const
{
    if (!m_isLoaded)
        return Verdict::NotKnownYet;
    const auto known = m_cameras.find(camera.toStdString());
    if (known == m_cameras.end())
        return m_isCurrent ? Verdict::NotPaired : Verdict::NotKnownYet;
    if (!sameBytes(hashOf(token), bytesOf(known->second.tokenHash)))
        return m_isCurrent ? Verdict::Wrong : Verdict::NotKnownYet;
    return known->second.revoked ? Verdict::Revoked : Verdict::Good;
}

void PairedCameras::pair(const attendance::CameraId &camera, const QString &from, Paired done)
{
    const QByteArray token = newToken();
    const store::CameraPairing pairing{.camera = camera, .tokenHash = blobOf(hashOf(token)), .paired = m_parts.now(), .pairedFrom = from.toStdString()};
    m_parts.store.call([pairing](store::Register &records) -> std::expected<std::vector<store::CameraPairing>, store::StoreError> {
        store::CameraPairings pairings(records.database());
        if (auto paired = pairings.pair(pairing); !paired)
            return std::unexpected(std::move(paired.error()));
        return pairings.pairings();
    }, this, [this, token, done = std::move(done)](const std::expected<std::vector<store::CameraPairing>, store::StoreError> &pairings) {
        if (!pairings)
            return done(std::unexpected(pairings.error()));
        apply(*pairings);
        done(token);
    });
}

void PairedCameras::revoke(const attendance::CameraId &camera, const std::string &actor, Revoked done)
{
    m_parts.store.call([camera, actor, now = m_parts.now()](store::Register &records) -> std::expected<std::vector<store::CameraPairing>, store::StoreError> {
        store::CameraPairings pairings(records.database());
        if (auto revoked = pairings.revoke(camera, actor, now); !revoked)
            return std::unexpected(std::move(revoked.error()));
        return pairings.pairings();
    }, this, [this, done = std::move(done)](const std::expected<std::vector<store::CameraPairing>, store::StoreError> &pairings) {
        if (!pairings)
            return done(std::unexpected(pairings.error()));
        apply(*pairings);
        done({});
    });
}

void PairedCameras::refresh()
{
    if (std::exchange(m_isReading, true))
        return;
    m_parts.store.call([](store::Register &records) { return store::CameraPairings(records.database()).pairings(); }, this,
                       [this](const std::expected<std::vector<store::CameraPairing>, store::StoreError> &pairings) {
        m_isReading = false;
        m_isCurrent = pairings.has_value();
        if (pairings)
            apply(*pairings);
    });
}

void PairedCameras::apply(const std::vector<store::CameraPairing> &pairings)
{
    Cameras now;
    for (const store::CameraPairing &pairing : pairings)
        now.emplace(pairing.camera.toString(), Known{pairing.tokenHash, pairing.revoked.has_value()});
    if (now == m_cameras) {
        m_isLoaded = true;
        return;
    }
    const bool isFirst = !std::exchange(m_isLoaded, true);
    const Cameras before = std::exchange(m_cameras, std::move(now));
    writeCopy();
    for (const auto &[camera, known] : before) {
        const auto current = m_cameras.find(camera);
        if (known.revoked || (current != m_cameras.end() && current->second == known))
            continue;
        const bool isPairedAnew = current != m_cameras.end() && !current->second.revoked;
        const QString name = QString::fromStdString(camera);
        qCInfo(lcPaired).noquote() << u"camera %1 %2"_s.arg(name, isPairedAnew ? u"was paired anew"_s : u"was revoked"_s);
        Q_EMIT lost(name, isPairedAnew ? u"This camera was paired anew, and what this one was given does not count any more. Pair it again to use it."_s
                                       : u"This camera's pairing was revoked on the server. Pair it again to use it."_s);
    }
    if (!isFirst)
        tellChanges(before);
}

void PairedCameras::tellChanges(const Cameras &before)
{
    QStringList cameras;  // who is told may change the list
    for (const auto &[camera, known] : m_cameras) {
        const auto was = before.find(camera);
        if (was == before.end() || was->second != known)
            cameras.append(QString::fromStdString(camera));
    }
    for (const auto &[camera, known] : before) {
        if (!m_cameras.contains(camera))
            cameras.append(QString::fromStdString(camera));
    }
    for (const QString &camera : std::as_const(cameras))
        Q_EMIT changed(camera);
}

void PairedCameras::readCopy()
{
    if (!m_parts.copy)
        return;
    QFile file(QString::fromStdString(m_parts.copy->string()));
    if (!file.open(QIODevice::ReadOnly))
        return;
    for (const QJsonValue &one : QJsonDocument::fromJson(file.readAll())[u"cameras"_s].toArray()) {
        const QByteArray hash = QByteArray::fromHex(one[u"tokenHash"_s].toString().toLatin1());
        m_cameras.insert_or_assign(one[u"id"_s].toString().toStdString(), Known{blobOf(hash), one[u"revoked"_s].toBool()});
    }
    m_isLoaded = true;
}

void PairedCameras::writeCopy() const
{
    if (!m_parts.copy)
        return;
    QJsonArray cameras;
    for (const auto &[camera, known] : m_cameras)
        cameras.append(QJsonObject{{u"id"_s, QString::fromStdString(camera)}, {u"tokenHash"_s, QString::fromLatin1(bytesOf(known.tokenHash).toHex())}, {u"revoked"_s, known.revoked}});
    QSaveFile file(QString::fromStdString(m_parts.copy->string()));
    const QByteArray json = QJsonDocument(QJsonObject{{u"cameras"_s, cameras}}).toJson();
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) || file.write(json) != json.size() || !file.flush() || !file.commit())
        qCWarning(lcPaired).noquote() << file.fileName() << "was not written:" << file.errorString();
}

} // namespace rollcall::pairing
