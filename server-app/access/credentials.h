#pragma once

#include <QObject>  // first: moc 6.4 stumbles over <compare> before any header of Qt
#include <QHash>
#include <QSet>
#include <QTimer>

#include "attendance/uuid.h"
#include "net/caller.h"
#include "store/store.h"
#include "store/token_records.h"

#include <filesystem>
#include <functional>

namespace rollcall::access {

// How long a browser stays signed in.
struct SessionRule {
    std::chrono::seconds idle = std::chrono::hours(12);      // without a request
    std::chrono::seconds longest = std::chrono::days(30);    // whatever it does
};

// Which sessions and tokens are good, and whose they are, in memory: requests are judged at once, and also while the register is away.
// Follows the register, which other servers and commands change too. Lives on the network thread; the store outlives it.
class Credentials : public QObject {
    Q_OBJECT

public:
    struct Parts {
        store::Store &store;
        std::function<attendance::UtcMs()> now;
        SessionRule rule = {};
        // Kept on this machine for a start while the register elsewhere is away; hashes alone.
        std::optional<std::filesystem::path> copy = {};
        std::chrono::milliseconds interval{700};
    };
    // The session of callers on this machine while there are no accounts.
    [[nodiscard]] static QString thisMachine() { return QStringLiteral("this-machine"); }

    explicit Credentials(const Parts &parts, QObject *parent = nullptr);
    ~Credentials() override;

    enum class Accounts { NotKnownYet, None, Some };
    [[nodiscard]] Accounts accounts() const;

    // Nothing where the secret is none, or what it stood for is over. Counts as use.
    [[nodiscard]] std::optional<net::Caller> ofSession(const QByteArray &secret) const;
    [[nodiscard]] std::optional<net::Caller> ofToken(const QByteArray &secret) const;
    [[nodiscard]] std::optional<store::Account> account(const QString &id) const;
    // As they are now, with their last use. Sessions: the newest first; tokens: by name.
    [[nodiscard]] std::vector<store::AccountSession> sessionsOf(const QString &account) const;
    [[nodiscard]] std::vector<store::ApiToken> tokens() const;
    [[nodiscard]] const SessionRule &rule() const { return m_parts.rule; }

    // A new session; the secret is given to `done` and nowhere else.
    struct Opening {
        std::string account;
        std::string name;     // who signs in, for the audit log
        std::string address;
        std::string agent;
        // What the password was compared with: where it has been changed since, nobody is signed in by the old one.
        std::optional<std::string> passwordHash = {};
    };
    using Opened = std::function<void(const std::expected<QByteArray, store::StoreError> &secret)>;
    void open(const Opening &opening, Opened done);

    // Changes something in the register, then knows it: `done` comes when requests are judged by it, and those who lost something were
    // told of by sessionEnded.
    template <typename Work, typename Done>
    void change(Work work, QObject *context, Done done)
    {
        using Result = std::invoke_result_t<Work, store::Register &>;
        m_parts.store.call([work = std::move(work)](store::Register &records) mutable -> std::expected<std::pair<Result, Snapshot>, store::StoreError> {
            Result result = work(records);
            return std::pair<Result, Snapshot>(std::move(result), store::readAccess(records.database(), {}));
        }, context, [this, done = std::move(done)](const std::expected<std::pair<Result, Snapshot>, store::StoreError> &both) mutable {
            if (!both)
                return done(Result(std::unexpected(both.error())));
            take(both->second);
            done(both->first);
        });
    }

    // Reads the register now instead of at the next turn.
    void refresh();

Q_SIGNALS:
    // What this session (net::Caller::session) may do has ended or become another; it may come again. The reason is a sentence.
    void sessionEnded(const QString &session, const QString &reason);
    // It is known for the first time who may come in.
    void loaded();

private:
    using Snapshot = std::expected<std::optional<store::AccessSnapshot>, store::StoreError>;
    struct Known {
        QHash<QString, store::Account> accounts;            // by id
        QHash<QString, store::AccountSession> sessions;     // by id
        QHash<QString, store::ApiToken> tokens;             // by id
        QHash<QByteArray, QString> sessionIds;              // by the hash of the secret
        QHash<QByteArray, QString> tokenIds;
    };
    [[nodiscard]] static Known index(const store::AccessSnapshot &snapshot);
    [[nodiscard]] static std::optional<net::Caller> callerOf(const Known &known, const QString &session);
    void take(const Snapshot &snapshot);
    void apply(Known now);
    void sweep();
    void writeUses();
    [[nodiscard]] attendance::UtcMs lastUse(const store::AccountSession &session) const;
    void use(const QString &id) const;
    [[nodiscard]] bool isOver(const store::AccountSession &session, attendance::UtcMs now) const;
    void readCopy();
    void writeCopy() const;

    const Parts m_parts;
    attendance::UuidGenerator m_ids;
    Known m_known;
    std::optional<int64_t> m_version;  // of the register, as read last
    bool m_isLoaded = false;           // from the register or from its copy
    bool m_isReading = false;
    // The moments of use that this server saw, by id, and whose were not written yet. To ask is a use.
    mutable QHash<QString, attendance::UtcMs> m_uses;
    mutable QSet<QString> m_unwrittenUses;
    QTimer m_timer;
    QTimer m_useTimer;
};

} // namespace rollcall::access
