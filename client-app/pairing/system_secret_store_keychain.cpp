#include "pairing/system_secret_store.h"

#include <QCoreApplication>
#include <QPointer>
#include <QTimer>

#include <qt6keychain/keychain.h>

using namespace Qt::StringLiterals;

namespace rollcall::pairing {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Pairing)
};

// A key store that asks the user to unlock it is given time; one that hangs is given up.
constexpr auto patience = std::chrono::seconds(20);

QString service()
{
    return u"rollcall-camera"_s;
}

QString failure(const QKeychain::Job &job)
{
    return Words::tr("The key store of this system does not answer as it should: %1.").arg(job.errorString());
}

class KeychainStore final : public QObject, public SecretStore {
public:
    void read(const QString &key, Read done) override
    {
        auto *job = new QKeychain::ReadPasswordJob(service());
        run(job, key, [job, done = std::move(done)](const std::expected<void, QString> &went) {
            if (!went)
                return done(std::unexpected(went.error()));
            if (job->error() == QKeychain::EntryNotFound)
                return done(std::optional<QString>());
            done(std::optional(job->textData()));
        });
    }
    void write(const QString &key, const QString &secret, Done done) override
    {
        auto *job = new QKeychain::WritePasswordJob(service());
        job->setTextData(secret);
        run(job, key, std::move(done));
    }
    void remove(const QString &key, Done done) override { run(new QKeychain::DeletePasswordJob(service()), key, std::move(done)); }
    [[nodiscard]] QString place() const override { return Words::tr("the key store of this system"); }

private:
    // The job deletes itself. `done` is called once: when it ended, or when it took too long.
    void run(QKeychain::Job *job, const QString &key, Done done)
    {
        job->setKey(key);
        auto *timer = new QTimer(job);
        timer->setSingleShot(true);
        const auto once = std::make_shared<Done>(std::move(done));
        QObject::connect(timer, &QTimer::timeout, this, [once] {
            if (const Done call = std::exchange(*once, {}))
                call(std::unexpected(Words::tr("The key store of this system does not answer.")));
        });
        QObject::connect(job, &QKeychain::Job::finished, this, [once](QKeychain::Job *ended) {
            const Done call = std::exchange(*once, {});
            const bool went = ended->error() == QKeychain::NoError || ended->error() == QKeychain::EntryNotFound;
            if (call)
                call(went ? std::expected<void, QString>() : std::unexpected(failure(*ended)));
        });
        timer->start(patience);
        job->start();
    }
};

} // namespace

std::unique_ptr<SecretStore> systemSecretStore()
{
    return std::make_unique<KeychainStore>();
}

} // namespace rollcall::pairing
