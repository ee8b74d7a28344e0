// While the database is away its alert is kept in memory, told at once, and not told again.
#include "alerts/alert_keeper.h"

#include "store/database_address.h"
#include "support/wait.h"

#include <QTcpServer>
#include <QTemporaryDir>

#include <gtest/gtest.h>

using namespace rollcall;
using namespace rollcall::alerts;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using rollcall::testing::waitUntil;

namespace {

class Heard final : public events::Bus {
public:
    void post(const events::Event &event) override { types.append(event.type); }
    QStringList types;
};

class NoCameras final : public api::CameraDirectory {
public:
    QList<api::LiveCamera> liveCameras() const override { return {}; }
};

attendance::UtcMs clockNow()
{
    return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

class AlertKeeperTest : public ::testing::Test {
protected:
    void open(const store::Store::Config &config)
    {
        auto opened = store::Store::open(config);
        ASSERT_TRUE(opened) << opened.error().message;
        m_store = std::move(*opened);
        m_keeper = std::make_unique<AlertKeeper>(AlertKeeper::Parts{.store = *m_store, .cameras = m_cameras, .days = std::make_shared<api::DayBook>(), .events = m_bus,
                                                                    .calendar = api::LocalCalendar(QTimeZone::utc()), .attendance = {}, .now = clockNow,
                                                                    .disk = [this] { return std::optional(m_disk); }});
        QObject::connect(m_keeper.get(), &AlertKeeper::mailUnstored, m_keeper.get(), [this] { ++m_direct; });
        QObject::connect(m_keeper.get(), &AlertKeeper::mailWaits, m_keeper.get(), [this] { ++m_stored; });
        QObject::connect(m_keeper.get(), &AlertKeeper::looked, m_keeper.get(), [this] { ++m_looks; });
    }
    void lookAndWait()
    {
        const int before = m_looks;
        m_keeper->look();
        ASSERT_TRUE(waitUntil([&] { return m_looks > before; }));
    }

    QTemporaryDir m_folder;
    NoCameras m_cameras;
    Heard m_bus;
    DiskSpace m_disk{u"/"_s, 1'000, 900};
    std::unique_ptr<store::Store> m_store;
    std::unique_ptr<AlertKeeper> m_keeper;
    int m_direct = 0;
    int m_stored = 0;
    int m_looks = 0;
};

} // namespace

TEST_F(AlertKeeperTest, theRegisterThatIsAwayIsToldOfAtOnceAndOnce)
{
    QTcpServer closed;
    ASSERT_TRUE(closed.listen(QHostAddress::LocalHost));
    const auto address = store::parseDatabaseAddress("postgresql://nobody@127.0.0.1:" + std::to_string(closed.serverPort()) + "/nothing");
    closed.close();
    ASSERT_TRUE(address);
    open({.file = m_folder.filePath(u"outbox.sqlite"_s).toStdString(), .elsewhere = std::get<store::PostgresAddress>(*address)});
    ASSERT_TRUE(waitUntil([this] { return m_store->health().outbox && !m_store->health().outbox->problem.empty(); }));
    ASSERT_NO_FATAL_FAILURE(lookAndWait());
    ASSERT_TRUE(waitUntil([this] { return m_direct == 1; }));
    ASSERT_EQ(m_keeper->underWay().size(), 1U);
    EXPECT_EQ(m_keeper->underWay().front().kind, "register");
    for (int i = 0; i < 3; ++i)
        ASSERT_NO_FATAL_FAILURE(lookAndWait());
    EXPECT_EQ(m_direct, 1);
    EXPECT_EQ(m_bus.types, QStringList{u"alert"_s});
}

TEST_F(AlertKeeperTest, anAlertBeginsIsWrittenDownAndGoesOnAfterARestart)
{
    const store::Store::Config config{.file = m_folder.filePath(u"register.sqlite"_s).toStdString()};
    ASSERT_NO_FATAL_FAILURE(open(config));
    m_disk.freeBytes = 50;
    ASSERT_NO_FATAL_FAILURE(lookAndWait());
    ASSERT_TRUE(waitUntil([this] { return m_stored == 1; }));
    const std::string id = m_keeper->underWay().front().id;
    m_keeper.reset();
    m_store.reset();
    ASSERT_NO_FATAL_FAILURE(open(config));
    ASSERT_NO_FATAL_FAILURE(lookAndWait());
    ASSERT_EQ(m_keeper->underWay().size(), 1U);
    EXPECT_EQ(m_keeper->underWay().front().id, id);
    EXPECT_EQ(m_bus.types, QStringList{u"alert"_s});
    m_disk.freeBytes = 900;
    ASSERT_NO_FATAL_FAILURE(lookAndWait());
    EXPECT_TRUE(m_keeper->underWay().empty());
    EXPECT_EQ(m_bus.types, (QStringList{u"alert"_s, u"alert-ended"_s}));
    EXPECT_EQ(m_direct, 0);
}
