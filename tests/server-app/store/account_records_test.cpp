#include "server-app/store/database_under_test.h"
#include "store/audit_log.h"
#include "store/token_records.h"

#include <gtest/gtest.h>

using namespace std::chrono_literals;

namespace rollcall::store {
namespace {

using testing::DatabaseUnderTest;
using Code = StoreError::Code;

constexpr UtcMs now{1'800'000'000s};

AccountWithPassword account(const char *id, const char *name, Role role = Role::Admin, std::optional<std::vector<std::string>> cameras = {})
{
    return {.account = {.id = id, .name = name, .role = role, .cameras = std::move(cameras), .language = {}, .created = now}, .passwordHash = std::string("hash of ") + name};
}

AccountSession session(const char *id, const char *account, uint8_t byte, UtcMs when = now)
{
    return {.id = id, .account = account, .tokenHash = Blob(32, byte), .created = when, .lastUsed = when, .address = "192.0.2.9", .agent = "Browser"};
}

ApiToken token(const char *id, const char *name, uint8_t byte)
{
    return {.id = id, .name = name, .role = Role::Operator, .cameras = {}, .tokenHash = Blob(32, byte), .created = now, .createdBy = "ana"};
}

class AccountRecordsTest : public ::testing::TestWithParam<Dialect> {
protected:
    void SetUp() override
    {
        if (const auto reason = DatabaseUnderTest::missing(GetParam()))
            GTEST_SKIP() << *reason;
        m_database.emplace(GetParam());
        m_register.emplace(m_database->openRegister());
    }
    [[nodiscard]] Database &database() { return m_register->database(); }
    [[nodiscard]] AccountRecords accounts() { return AccountRecords(database()); }
    [[nodiscard]] SessionRecords sessions() { return SessionRecords(database()); }
    [[nodiscard]] TokenRecords tokens() { return TokenRecords(database()); }
    [[nodiscard]] std::vector<std::string> audited()
    {
        std::vector<std::string> lines;
        const auto entries = AuditLog(database()).list({}, {});
        for (const AuditEntry &entry : entries->items)
            lines.push_back(entry.action + " by " + entry.actor + ": " + entry.details);
        return lines;
    }
    [[nodiscard]] int64_t version() { return (*readAccess(database(), {}))->version; }

    std::optional<DatabaseUnderTest> m_database;
    std::optional<Register> m_register;
};

TEST_P(AccountRecordsTest, areReadAsTheyWereAddedByName)
{
    ASSERT_TRUE(accounts().add(account("2", "zoe"), "set-up"));
    ASSERT_TRUE(accounts().add(account("1", "Ana", Role::Viewer, std::vector<std::string>{"door", "exit"}), "zoe"));
    ASSERT_TRUE(accounts().add(account("3", "bob", Role::Operator, std::vector<std::string>{}), "zoe"));
    const auto all = accounts().accounts();
    ASSERT_TRUE(all) << all.error().message;
    EXPECT_EQ(*all, (std::vector{account("1", "Ana", Role::Viewer, std::vector<std::string>{"door", "exit"}).account,
                                 account("3", "bob", Role::Operator, std::vector<std::string>{}).account, account("2", "zoe").account}));
    EXPECT_EQ(audited().front(), "account:add by zoe: account=3 role=operator cameras=0");
    EXPECT_EQ(accounts().withPassword("1")->passwordHash, "hash of Ana");
    EXPECT_EQ(accounts().account("9").error().code, Code::NotFound);
}

TEST_P(AccountRecordsTest, areFoundUnderTheirNameHoweverItIsTyped)
{
    ASSERT_TRUE(accounts().add(account("1", "Jos\u00e9"), "set-up"));  // é in one character
    for (const char *typed : {"Jos\u00e9", "JOS\u00c9", "jose\u0301", "Ｊosé"})  // in two; full width
        EXPECT_TRUE(accounts().named(typed)->has_value()) << typed;
    EXPECT_FALSE(accounts().named("jose")->has_value());
    const auto twice = accounts().add(account("2", "jos\u00c9"), "set-up");
    ASSERT_FALSE(twice);
    EXPECT_EQ(twice.error().code, Code::Conflict);
}

TEST_P(AccountRecordsTest, beginWithAnAdminAndAlwaysHaveOne)
{
    EXPECT_EQ(accounts().add(account("1", "ana", Role::Operator), "x").error().code, Code::Invalid);
    EXPECT_EQ(accounts().add(account("1", "ana", Role::Admin, std::vector<std::string>{"door"}), "x").error().code, Code::Invalid);
    ASSERT_TRUE(accounts().add(account("1", "ana"), "set-up", AccountRecords::If::NoneExists));
    EXPECT_EQ(accounts().add(account("2", "bob"), "set-up", AccountRecords::If::NoneExists).error().code, Code::Conflict);
    ASSERT_TRUE(accounts().add(account("2", "bob", Role::Viewer), "ana"));

    Account demoted = *accounts().account("1");
    demoted.role = Role::Operator;
    EXPECT_EQ(accounts().change({.account = demoted}, "ana", now).error().code, Code::Conflict);
    EXPECT_EQ(accounts().remove("1", {}, "ana", now).error().code, Code::Conflict);
    EXPECT_EQ(accounts().account("1")->role, Role::Admin);  // as before, whole
    Account promoted = *accounts().account("2");
    promoted.role = Role::Admin;
    ASSERT_TRUE(accounts().change({.account = promoted}, "ana", now));
    ASSERT_TRUE(accounts().remove("1", {}, "bob", now));
    EXPECT_EQ(audited().front(), "account:remove by bob: account=1 role=admin");
}

TEST_P(AccountRecordsTest, areNotOverwrittenByWhoReadThemEarlier)
{
    ASSERT_TRUE(accounts().add(account("1", "ana"), "set-up"));
    ASSERT_TRUE(accounts().add(account("2", "bob", Role::Viewer), "ana"));
    Account first = *accounts().account("2");
    const Account second = first;
    first.name = "Bob B.";
    first.cameras = std::vector<std::string>{"exit"};
    const auto changed = accounts().change({.account = first}, "ana", now);
    ASSERT_TRUE(changed) << changed.error().message;
    EXPECT_EQ(changed->version, 2);
    EXPECT_EQ(changed->cameras, (std::vector<std::string>{"exit"}));
    EXPECT_EQ(accounts().change({.account = second}, "ana", now).error().code, Code::Stale);
    EXPECT_EQ(accounts().remove("2", 1, "ana", now).error().code, Code::Stale);
    Account taken = *changed;
    taken.name = "ANA";
    EXPECT_EQ(accounts().change({.account = taken}, "ana", now).error().code, Code::Conflict);
    EXPECT_TRUE(accounts().remove("2", 2, "ana", now));
}

TEST_P(AccountRecordsTest, aNewPasswordEndsOtherSessions)
{
    ASSERT_TRUE(accounts().add(account("1", "ana"), "set-up"));
    for (const auto &[id, byte] : {std::pair{"a", uint8_t{1}}, std::pair{"b", uint8_t{2}}})
        ASSERT_TRUE(sessions().open(session(id, "1", byte), "ana"));
    ASSERT_TRUE(accounts().change({.account = *accounts().account("1"), .passwordHash = "new", .keptSession = "b"}, "ana", now));
    const auto left = sessions().sessions();
    ASSERT_EQ(left->size(), 1U);
    EXPECT_EQ(left->front(), session("b", "1", 2));
    EXPECT_EQ(accounts().withPassword("1")->passwordHash, "new");
    EXPECT_EQ(audited().front(), "account:change by ana: account=1 role=admin password");
}

TEST_P(AccountRecordsTest, sessionsBelongToTheirAccountAndEndWithIt)
{
    ASSERT_TRUE(accounts().add(account("1", "ana"), "set-up"));
    ASSERT_TRUE(accounts().add(account("2", "bob", Role::Viewer), "ana"));
    ASSERT_TRUE(sessions().open(session("a", "1", 1, now + 1h), "ana"));
    ASSERT_TRUE(sessions().open(session("b", "2", 2), "bob"));
    EXPECT_EQ(accounts().account("1")->lastSignIn, now + 1h);
    EXPECT_EQ(sessions().open(session("c", "9", 3), "nobody").error().code, Code::NotFound);
    EXPECT_EQ(sessions().close("a", "2", "bob", now).error().code, Code::NotFound);  // not his
    ASSERT_TRUE(sessions().close("a", {}, "ana", now));
    EXPECT_EQ(audited().front(), "session:close by ana: session=a");
    EXPECT_EQ(sessions().close("a", {}, "ana", now).error().code, Code::NotFound);
    ASSERT_TRUE(accounts().remove("2", {}, "ana", now));
    EXPECT_TRUE(sessions().sessions()->empty());
}

TEST_P(AccountRecordsTest, anAccountHasSoManySessionsAtMost)
{
    ASSERT_TRUE(accounts().add(account("1", "ana"), "set-up"));
    for (int i = 0; i <= SessionRecords::mostPerAccount; ++i)
        ASSERT_TRUE(sessions().open(session(std::to_string(i).c_str(), "1", uint8_t(i), now + std::chrono::minutes(i)), "ana"));
    const auto left = sessions().sessions();
    EXPECT_EQ(int64_t(left->size()), SessionRecords::mostPerAccount);
    EXPECT_EQ(left->front().id, "1");  // the oldest went
}

TEST_P(AccountRecordsTest, usesAreNotedForwardOnlyAndCountAsNoChange)
{
    ASSERT_TRUE(accounts().add(account("1", "ana"), "set-up"));
    ASSERT_TRUE(sessions().open(session("a", "1", 1), "ana"));
    ASSERT_TRUE(sessions().open(session("b", "1", 2), "ana"));
    ASSERT_TRUE(tokens().add(token("t", "shop", 3)));
    const int64_t before = version();
    ASSERT_TRUE(sessions().use({{"a", now + 1h}, {"gone", now}}));
    ASSERT_TRUE(sessions().use({{"a", now + 1min}}));
    ASSERT_TRUE(tokens().use({{"t", now + 2h}}));
    ASSERT_TRUE(tokens().use({{"t", now + 1h}}));
    EXPECT_EQ(sessions().sessions()->front().lastUsed, now + 1h);
    EXPECT_EQ(tokens().tokens()->front().lastUsed, now + 2h);
    EXPECT_EQ(version(), before);
    EXPECT_EQ(sessions().purge(now - 1h, now + 1s).value(), 1);  // b was not used since
    EXPECT_EQ(sessions().purge(now + 1s, now - 1h).value(), 1);  // a is too old
}

TEST_P(AccountRecordsTest, tokensAreKeptByNameAndRevoked)
{
    ApiToken limited = token("1", "Shop", 1);
    limited.cameras = std::vector<std::string>{"door"};
    limited.expires = now + 24h;
    ASSERT_TRUE(tokens().add(limited));
    ASSERT_TRUE(tokens().add(token("2", "prometheus", 2)));
    EXPECT_EQ(tokens().add(token("3", "SHOP", 3)).error().code, Code::Conflict);
    EXPECT_EQ(*tokens().tokens(), (std::vector{token("2", "prometheus", 2), limited}));
    EXPECT_EQ(audited().back(), "token:add by ana: token=1 role=operator cameras=1");
    ASSERT_TRUE(tokens().remove("1", "bob", now));
    EXPECT_EQ(audited().front(), "token:revoke by bob: token=1");
    EXPECT_EQ(tokens().remove("1", "bob", now).error().code, Code::NotFound);
}

TEST_P(AccountRecordsTest, aSnapshotIsReadOnlyWhereSomethingChanged)
{
    const auto empty = readAccess(database(), {});
    ASSERT_TRUE(empty && *empty);
    EXPECT_TRUE((*empty)->accounts.empty());
    EXPECT_FALSE(readAccess(database(), (*empty)->version)->has_value());
    ASSERT_TRUE(accounts().add(account("1", "ana"), "set-up"));
    const auto one = readAccess(database(), (*empty)->version);
    ASSERT_TRUE(one && *one);
    EXPECT_EQ((*one)->accounts.size(), 1U);
    const int64_t seen = (*one)->version;
    ASSERT_TRUE(sessions().open(session("a", "1", 1), "ana"));
    ASSERT_TRUE(accounts().setLanguage("1", "de"));
    EXPECT_EQ(accounts().account("1")->language, "de");
    EXPECT_EQ(accounts().account("1")->version, 1);  // theirs alone
    EXPECT_EQ(version(), seen + 2);
}

INSTANTIATE_TEST_SUITE_P(Sqlite, AccountRecordsTest, ::testing::Values(Dialect::Sqlite));
INSTANTIATE_TEST_SUITE_P(PostgreSql, AccountRecordsTest, ::testing::Values(Dialect::PostgreSql));

} // namespace
} // namespace rollcall::store
