#include "window/pairings.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rollcall::window {

namespace {

bool isOf(const pairing::PairedCamera &camera, const QUrl &server)
{
    return camera.server.host() == server.host() && camera.server.port() == server.port();
}

} // namespace

Pairings::Pairings(const QString &folder, pairing::KeyStore keyStore, QObject *parent)
    : QObject(parent)
    , m_book(folder, keyStore)
    , m_problem(m_book.problem())
{
    for (const pairing::PairedCamera &camera : m_book.cameras()) {
        m_book.withToken(camera, [this](const std::expected<pairing::PairedCamera, QString> &whole) {
            whole ? take(*whole) : complain(whole.error());
        });
    }
    m_isListenedTo = true;
}

// A file answers at once, when nobody listens yet; a key store later.
void Pairings::complain(const QString &sentence)
{
    if (m_isListenedTo)
        Q_EMIT tokenMissing(sentence);
    else if (!m_problem.contains(sentence))
        m_problem += (m_problem.isEmpty() ? QString() : u" "_s) + sentence;
}

void Pairings::take(const pairing::PairedCamera &camera)
{
    m_cameras.removeIf([&](const pairing::PairedCamera &known) { return known.key() == camera.key(); });
    m_cameras.append(camera);
    Q_EMIT changed();
}

std::optional<pairing::PairedCamera> Pairings::find(const QUrl &server, const QString &cameraId) const
{
    const auto found = std::find_if(m_cameras.begin(), m_cameras.end(), [&](const pairing::PairedCamera &camera) {
        return isOf(camera, server) && camera.camera.toString() == cameraId;
    });
    return found == m_cameras.end() ? std::nullopt : std::optional(*found);
}

QStringList Pairings::cameraIds(const QUrl &server) const
{
    QStringList ids;
    for (const pairing::PairedCamera &camera : m_book.cameras()) {
        if (isOf(camera, server))
            ids.append(camera.camera.toString());
    }
    return ids;
}

void Pairings::pair(const QString &linkOrCode, const QString &server)
{
    const auto invitation = pairing::parseInvitation(linkOrCode, server);
    if (!invitation) {
        Q_EMIT failed(invitation.error());
        return;
    }
    m_client = std::make_unique<pairing::PairingClient>(*invitation);
    connect(m_client.get(), &pairing::PairingClient::paired, this, &Pairings::keep);
    connect(m_client.get(), &pairing::PairingClient::failed, this, [this](const pairing::PairingError &error) { Q_EMIT failed(error.text); });
    m_client->start();
}

void Pairings::keep(const pairing::PairedCamera &camera)
{
    m_book.add(camera, [this, camera](const std::expected<QString, QString> &place, const QString &) {
        if (!place) {
            Q_EMIT failed(tr("%1 The code is used up: make another one on the server when this is mended.").arg(place.error()));
            return;
        }
        take(camera);
        Q_EMIT paired(camera.server.host() + u':' + QString::number(camera.server.port(443)), camera.camera.toString());
    });
}

} // namespace rollcall::window
