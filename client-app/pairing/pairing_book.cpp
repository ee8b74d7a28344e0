#include "pairing/pairing_book.h"

#include "pairing/fingerprint.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace rollcall::pairing {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Pairing)
};

QJsonObject toJson(const PairedCamera &camera)
{
    QJsonObject json{{u"server"_s, camera.server.toString()}, {u"camera"_s, camera.camera.toString()}, {u"pairedAt"_s, camera.paired.toString(Qt::ISODate)}};
    if (!camera.trust.fingerprint.isEmpty())
        json.insert(u"fingerprint"_s, fingerprintText(camera.trust.fingerprint));
    if (camera.trust.orAuthorities)
        json.insert(u"orAuthorities"_s, true);
    return json;
}

// Nothing where it is not one of ours. TLS without a fingerprint would be trust in whoever answers.
std::optional<PairedCamera> fromJson(const QJsonObject &json)
{
    PairedCamera camera{.server = QUrl(json.value("server"_L1).toString(), QUrl::StrictMode), .camera = protocol::CameraId(json.value("camera"_L1).toString()),
                        .trust = {}, .paired = QDateTime::fromString(json.value("pairedAt"_L1).toString(), Qt::ISODate), .token = {}};
    const auto fingerprint = parseFingerprint(json.value("fingerprint"_L1).toString());
    camera.trust = {.fingerprint = fingerprint.value_or(QByteArray()), .orAuthorities = json.value("orAuthorities"_L1).toBool()};
    const bool isSound = camera.server.isValid() && !camera.server.host().isEmpty() && !camera.camera.isEmpty()
        && (camera.server.scheme() == u"ws" || (camera.server.scheme() == u"wss" && fingerprint));
    return isSound ? std::optional(camera) : std::nullopt;
}

// "host", "host:port", with or without a scheme; the port counts where it is written.
bool names(const QString &server, const QUrl &url)
{
    const bool hasScheme = server.contains(u"://"_s);
    const QUrl wanted(hasScheme ? server : QString(u"wss://"_s + server));
    return wanted.host() == url.host() && (wanted.port() < 0 || wanted.port() == url.port());
}

} // namespace

PairingBook::PairingBook(QString folder, KeyStore keyStore)
    : m_folder(std::move(folder))
    , m_secrets(secretKeeper(keyStore, m_folder))
{
    load();
}

QString PairingBook::usualFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/rollcall"_s;
}

QString PairingBook::path() const
{
    return m_folder + u"/pairings.json"_s;
}

void PairingBook::load()
{
    QFile file(path());
    if (!file.exists())
        return;
    if (!file.open(QIODevice::ReadOnly)) {
        m_problem = Words::tr("%1 cannot be read: %2.").arg(path(), file.errorString());
        return;
    }
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll());
    bool isDamaged = !document.object().value("cameras"_L1).isArray();
    for (const QJsonValue &one : document[u"cameras"_s].toArray()) {
        if (const auto camera = fromJson(one.toObject()))
            m_cameras.append(*camera);
        else
            isDamaged = true;
    }
    if (!isDamaged)
        return;
    const QString aside = path() + u".damaged"_s;
    QFile::remove(aside);
    const bool isKept = QFile::copy(path(), aside);
    m_problem = isKept ? Words::tr("%1 is damaged; a copy is kept as %2. What cannot be read of it has to be paired anew.").arg(path(), aside)
                       : Words::tr("%1 is damaged. What cannot be read of it has to be paired anew.").arg(path());
}

std::expected<void, QString> PairingBook::save() const
{
    QDir().mkpath(m_folder);
    QJsonArray cameras;
    for (const PairedCamera &camera : m_cameras)
        cameras.append(toJson(camera));
    const QByteArray json = QJsonDocument(QJsonObject{{u"cameras"_s, cameras}}).toJson();
    QSaveFile file(path());
    if (!file.open(QIODevice::WriteOnly) || file.write(json) != json.size() || !file.flush() || !file.commit())
        return std::unexpected(Words::tr("%1 cannot be written: %2.").arg(path(), file.errorString()));
    return {};
}

QList<PairedCamera> PairingBook::fitting(const QString &server, const QString &camera) const
{
    QList<PairedCamera> found;
    for (const PairedCamera &known : m_cameras) {
        if ((server.isEmpty() || names(server, known.server)) && (camera.isEmpty() || known.camera.toString() == camera))
            found.append(known);
    }
    return found;
}

std::expected<PairedCamera, QString> PairingBook::find(const QString &server, const QString &camera) const
{
    const QList<PairedCamera> found = fitting(server, camera);
    if (found.size() == 1)
        return found.first();
    QStringList keys;
    for (const PairedCamera &known : m_cameras)
        keys.append(known.key());
    if (m_cameras.isEmpty())
        return std::unexpected(u"This machine is not paired with a server. Pair it: rollcall-camera pair LINK."_s);
    if (found.isEmpty())
        return std::unexpected(u"This machine is not paired so. It is paired as %1."_s.arg(keys.join(u", "_s)));
    return std::unexpected(u"This machine is paired more than once: %1. Say which with --camera-id and --server."_s.arg(keys.join(u", "_s)));
}

void PairingBook::add(const PairedCamera &camera, SecretKeeper::Kept done)
{
    m_secrets.write(camera.key(), camera.token, [this, camera, done = std::move(done)](const std::expected<QString, QString> &place, const QString &why) {
        if (!place)
            return done(place, why);
        m_cameras.removeIf([&](const PairedCamera &known) { return known.key() == camera.key(); });
        m_cameras.append(camera);
        m_cameras.last().token.clear();
        if (const auto saved = save(); !saved)
            return done(std::unexpected(saved.error()), why);
        done(place, why);
    });
}

void PairingBook::remove(const PairedCamera &camera, SecretStore::Done done)
{
    const QString key = camera.key();  // `camera` may be the very one that goes
    m_cameras.removeIf([&](const PairedCamera &known) { return known.key() == key; });
    if (const auto saved = save(); !saved)
        return done(saved);
    m_secrets.remove(key, std::move(done));
}

void PairingBook::withToken(const PairedCamera &camera, WithToken done)
{
    m_secrets.read(camera.key(), [camera, done = std::move(done)](const std::expected<std::optional<QString>, QString> &secret) {
        if (!secret)
            return done(std::unexpected(secret.error()));
        if (!*secret)
            return done(std::unexpected(Words::tr("The token of %1 is not where it was kept. Pair this camera again.").arg(camera.key())));
        PairedCamera whole = camera;
        whole.token = **secret;
        done(whole);
    });
}

} // namespace rollcall::pairing
