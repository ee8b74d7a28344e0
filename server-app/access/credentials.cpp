#include "access/credentials.h"

#include "access/credentials_copy.h"
#include "access/right_table.h"
#include "access/secrets.h"

#include <QLoggingCategory>

#include <algorithm>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcCredentials, "rollcall.access", QtInfoMsg)

namespace rollcall::access {

namespace {

constexpr auto writeUsesEvery = std::chrono::minutes(1);

QByteArray keyOf(const store::Blob &hash)
{
    return QByteArray(reinterpret_cast<const char *>(hash.data()), qsizetype(hash.size()));
}

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

std::optional<QSet<QString>> camerasOf(const std::optional<std::vector<std::string>> &cameras)
{
    if (!cameras)
        return std::nullopt;
    QSet<QString> set;
    for (const std::string &camera : *cameras)
        set.insert(text(camera));
    return set;
}

} // namespace

Credentials::Credentials(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_ids(attendance::systemRandom())
{
    readCopy();
    connect(&m_timer, &QTimer::timeout, this, [this] {
        sweep();
        refresh();
    });
    m_timer.start(m_parts.interval);
    connect(&m_useTimer, &QTimer::timeout, this, &Credentials::writeUses);
    m_useTimer.start(writeUsesEvery);
    refresh();
}

Credentials::~Credentials() = default;

Credentials::Accounts Credentials::accounts() const
{
    if (!m_isLoaded)
        return Accounts::NotKnownYet;
    return m_known.accounts.isEmpty() ? Accounts::None : Accounts::Some;
}

std::optional<net::Caller> Credentials::callerOf(const Known &known, const QString &session)
{
    if (const auto signedIn = known.sessions.constFind(session); signedIn != known.sessions.cend()) {
        const auto account = known.accounts.constFind(text(signedIn->account));
        if (account == known.accounts.cend())
            return std::nullopt;
        return net::Caller{.kind = net::Caller::Kind::Account, .id = text(account->id), .name = text(account->name), .session = session,
                           .rights = rightsOf(account->role, account->cameras.has_value()), .cameras = camerasOf(account->cameras)};
    }
    const auto token = known.tokens.constFind(session);
    if (token == known.tokens.cend())
        return std::nullopt;
    return net::Caller{.kind = net::Caller::Kind::Token, .id = session, .name = text(token->name), .session = session,
                       .rights = rightsOf(token->role, token->cameras.has_value()), .cameras = camerasOf(token->cameras)};
}

void Credentials::use(const QString &id) const
{
    m_uses.insert(id, m_parts.now());
    m_unwrittenUses.insert(id);
}

attendance::UtcMs Credentials::lastUse(const store::AccountSession &session) const
{
    return std::max(session.lastUsed, m_uses.value(text(session.id), session.lastUsed));
}

bool Credentials::isOver(const store::AccountSession &session, attendance::UtcMs now) const
{
    return now - session.created >= m_parts.rule.longest || now - lastUse(session) >= m_parts.rule.idle;
}

std::optional<net::Caller> Credentials::ofSession(const QByteArray &secret) const
{
    const QString id = m_known.sessionIds.value(keyOf(secretHash(secret)));
    const auto session = m_known.sessions.constFind(id);
    if (session == m_known.sessions.cend() || isOver(*session, m_parts.now()))
        return std::nullopt;
    use(id);
    return callerOf(m_known, id);
}

std::optional<net::Caller> Credentials::ofToken(const QByteArray &secret) const
{
    const QString id = m_known.tokenIds.value(keyOf(secretHash(secret)));
    const auto token = m_known.tokens.constFind(id);
    if (token == m_known.tokens.cend() || (token->expires && *token->expires <= m_parts.now()))
        return std::nullopt;
    use(id);
    return callerOf(m_known, id);
}

std::optional<store::Account> Credentials::account(const QString &id) const
{
    const auto found = m_known.accounts.constFind(id);
    return found == m_known.accounts.cend() ? std::nullopt : std::optional(*found);
}

std::vector<store::AccountSession> Credentials::sessionsOf(const QString &account) const
{
    std::vector<store::AccountSession> found;
    for (store::AccountSession session : m_known.sessions) {
        if (text(session.account) != account || isOver(session, m_parts.now()))
            continue;
        session.lastUsed = lastUse(session);
        found.push_back(std::move(session));
    }
    std::ranges::sort(found, [](const auto &a, const auto &b) { return std::pair(b.created, b.id) < std::pair(a.created, a.id); });
    return found;
}

std::vector<store::ApiToken> Credentials::tokens() const
{
    std::vector<store::ApiToken> found;
    for (store::ApiToken token : m_known.tokens) {
        if (const auto used = m_uses.constFind(text(token.id)); used != m_uses.cend() && (!token.lastUsed || *used > *token.lastUsed))
            token.lastUsed = *used;
        found.push_back(std::move(token));
    }
    std::ranges::sort(found, {}, [](const store::ApiToken &token) { return store::nameKey(token.name); });
    return found;
}

void Credentials::open(const Opening &opening, Opened done)
{
    const QByteArray secret = newSecret();
    const attendance::UtcMs now = m_parts.now();
    const store::AccountSession session{.id = m_ids.next(now).toString(), .account = opening.account, .tokenHash = secretHash(secret), .created = now,
                                        .lastUsed = now, .address = opening.address, .agent = opening.agent};
    const auto work = [session, opening](store::Register &records) -> std::expected<void, store::StoreError> {
        const auto known = store::AccountRecords(records.database()).withPassword(opening.account);
        if (known && opening.passwordHash && known->passwordHash != *opening.passwordHash)
            return std::unexpected(store::StoreError{store::StoreError::Code::Conflict, "The password was changed just now. Sign in with the new one."});
        return store::SessionRecords(records.database()).open(session, opening.name);
    };
    change(work, this, [secret, done = std::move(done)](const std::expected<void, store::StoreError> &opened) {
        if (!opened)
            return done(std::unexpected(opened.error()));
        done(secret);
    });
}

void Credentials::refresh()
{
    if (std::exchange(m_isReading, true))
        return;
    m_parts.store.call([known = m_version](store::Register &records) { return store::readAccess(records.database(), known); }, this, [this](const Snapshot &snapshot) {
        m_isReading = false;
        take(snapshot);
    });
}

// While the register is away, what is known stays.
void Credentials::take(const Snapshot &snapshot)
{
    if (!snapshot || !*snapshot)
        return;
    const store::AccessSnapshot &read = **snapshot;
    const bool isNews = m_version != read.version;
    m_version = read.version;
    apply(index(read));
    if (isNews)
        writeCopy();
}

Credentials::Known Credentials::index(const store::AccessSnapshot &snapshot)
{
    Known known;
    for (const store::Account &account : snapshot.accounts)
        known.accounts.insert(text(account.id), account);
    for (const store::AccountSession &session : snapshot.sessions) {
        known.sessions.insert(text(session.id), session);
        known.sessionIds.insert(keyOf(session.tokenHash), text(session.id));
    }
    for (const store::ApiToken &token : snapshot.tokens) {
        known.tokens.insert(text(token.id), token);
        known.tokenIds.insert(keyOf(token.tokenHash), text(token.id));
    }
    return known;
}

void Credentials::apply(Known now)
{
    const bool isFirst = !std::exchange(m_isLoaded, true);
    const Known before = std::exchange(m_known, std::move(now));
    if (isFirst) {
        Q_EMIT loaded();
        return;
    }
    if (before.accounts.isEmpty() && !m_known.accounts.isEmpty()) {
        qCInfo(lcCredentials) << "the server was set up: whoever uses it signs in from now on";
        Q_EMIT sessionEnded(thisMachine(), u"The server was set up. Sign in."_s);
    }
    for (const QString &session : before.sessions.keys() + before.tokens.keys()) {
        const auto was = callerOf(before, session);
        const auto is = callerOf(m_known, session);
        if (!was || (is && is->rights == was->rights && is->cameras == was->cameras))
            continue;
        if (!is)
            m_uses.remove(session);
        Q_EMIT sessionEnded(session, is ? u"What this account may do was changed."_s : u"This session was ended. Sign in again."_s);
    }
}

void Credentials::sweep()
{
    const attendance::UtcMs now = m_parts.now();
    QStringList over;
    for (const store::AccountSession &session : std::as_const(m_known.sessions)) {
        if (isOver(session, now))
            over += text(session.id);
    }
    for (const store::ApiToken &token : std::as_const(m_known.tokens)) {
        if (token.expires && *token.expires <= now && m_known.tokenIds.contains(keyOf(token.tokenHash)))
            over += text(token.id);
    }
    for (const QString &session : std::as_const(over)) {
        // An expired token stays in the list that people see; it is good for nothing.
        const auto isIts = [&](const std::pair<const QByteArray &, QString &> &entry) { return entry.second == session; };
        m_known.sessionIds.removeIf(isIts);
        m_known.tokenIds.removeIf(isIts);
        m_known.sessions.remove(session);
        m_uses.remove(session);
        Q_EMIT sessionEnded(session, u"This session has lasted as long as it may. Sign in again."_s);
    }
}

// Also reads everything anew: sessions may be in use on other servers.
void Credentials::writeUses()
{
    std::vector<std::pair<std::string, attendance::UtcMs>> sessions;
    std::vector<std::pair<std::string, attendance::UtcMs>> tokens;
    const QSet<QString> written = std::exchange(m_unwrittenUses, {});
    for (const QString &id : written)
        (m_known.tokens.contains(id) ? tokens : sessions).emplace_back(id.toStdString(), m_uses.value(id));
    const attendance::UtcMs now = m_parts.now();
    const SessionRule rule = m_parts.rule;
    m_version.reset();
    m_parts.store.call([sessions, tokens, now, rule](store::Register &records) -> std::expected<void, store::StoreError> {
        store::SessionRecords known(records.database());
        if (auto used = known.use(sessions); !used)
            return used;
        if (auto used = store::TokenRecords(records.database()).use(tokens); !used)
            return used;
        if (const auto purged = known.purge(now - rule.longest, now - rule.idle); !purged)
            return std::unexpected(purged.error());
        return {};
    }, this, [this, written](const std::expected<void, store::StoreError> &done) {
        if (done)
            return;
        m_unwrittenUses.unite(written);  // at the next turn
        qCInfo(lcCredentials).noquote() << "When sessions were used last was not written:" << text(done.error().message);
    });
}

void Credentials::readCopy()
{
    if (!m_parts.copy)
        return;
    if (const auto snapshot = readCredentialsCopy(*m_parts.copy)) {
        m_known = index(*snapshot);
        m_isLoaded = true;
    }
}

void Credentials::writeCopy() const
{
    if (!m_parts.copy)
        return;
    store::AccessSnapshot snapshot;
    snapshot.accounts.assign(m_known.accounts.cbegin(), m_known.accounts.cend());
    snapshot.sessions.assign(m_known.sessions.cbegin(), m_known.sessions.cend());
    snapshot.tokens.assign(m_known.tokens.cbegin(), m_known.tokens.cend());
    if (const auto written = writeCredentialsCopy(*m_parts.copy, snapshot); !written)
        qCWarning(lcCredentials).noquote() << written.error();
}

} // namespace rollcall::access
