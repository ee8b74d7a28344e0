#pragma once

#include "pairing/paired_camera.h"
#include "pairing/secret_keeper.h"

#include <QList>

namespace rollcall::pairing {

// What this machine is paired with: pairings.json in a folder of the user, tokens apart from it where secrets belong. One thread, the
// one of its answers.
class PairingBook {
public:
    PairingBook(QString folder, KeyStore keyStore);

    // Without tokens. A damaged file is put aside, and the problem is a sentence about that.
    [[nodiscard]] const QList<PairedCamera> &cameras() const { return m_cameras; }
    [[nodiscard]] const QString &problem() const { return m_problem; }

    // The one of this server and camera; either may be empty for "any". The error is a sentence: there is none, or several.
    [[nodiscard]] std::expected<PairedCamera, QString> find(const QString &server, const QString &camera) const;

    [[nodiscard]] qsizetype fits(const QString &server, const QString &camera) const { return fitting(server, camera).size(); }

    // In place of an earlier one of the same camera and server. `place`: where the token lies, in words; `why` not in the key store.
    void add(const PairedCamera &camera, SecretKeeper::Kept done);
    void remove(const PairedCamera &camera, SecretStore::Done done);
    using WithToken = std::function<void(const std::expected<PairedCamera, QString> &camera)>;
    void withToken(const PairedCamera &camera, WithToken done);

    // Where it is by default: rollcall in the user's folder of settings.
    [[nodiscard]] static QString usualFolder();

private:
    [[nodiscard]] QList<PairedCamera> fitting(const QString &server, const QString &camera) const;
    void load();
    [[nodiscard]] std::expected<void, QString> save() const;
    [[nodiscard]] QString path() const;

    const QString m_folder;
    SecretKeeper m_secrets;
    QList<PairedCamera> m_cameras;
    QString m_problem;
};

} // namespace rollcall::pairing
