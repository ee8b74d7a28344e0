// A disk that is really full: a small tmpfs of the test's own, which only root may mount.

#include "store/store.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/mount.h>
#include <unistd.h>

using namespace rollcall::store;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class FullDiskTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_next = m_written = m_refused = 0;
        m_folder = std::make_unique<QTemporaryDir>();
        m_mounted = geteuid() == 0 && ::mount("tmpfs", m_folder->path().toUtf8().constData(), "tmpfs", 0, "size=16m") == 0;
        if (!m_mounted)
            QSKIP("a tmpfs of a few megabytes can only be mounted by root");
    }
    void cleanup()
    {
        m_store.reset();
        if (m_mounted)
            ::umount(m_folder->path().toUtf8().constData());
        m_folder.reset();
    }

    void sightingsWaitAndAreAllWrittenWhenThereIsRoom_data()
    {
        QTest::addColumn<bool>("outbox");
        QTest::newRow("register") << false;
        QTest::newRow("outbox") << true;
    }
    void sightingsWaitAndAreAllWrittenWhenThereIsRoom()
    {
        QFETCH(bool, outbox);
        Store::Config config{.file = m_folder->filePath(u"register.sqlite"_s).toStdString(), .maxWaitingEvents = 3'000, .retryDelay = 20ms};
        if (outbox)  // on its way to a server that is not there
            config.elsewhere = std::get<PostgresAddress>(*parseDatabaseAddress("postgresql://127.0.0.1:1/rollcall"));
        open(config);
        QList<StoreHealth::State> states;
        connect(m_store.get(), &Store::stateChanged, this, [&](StoreHealth::State state) { states.append(state); });
        if (!outbox) {
            bool added = false;
            m_store->call([](Register &records) { return records.addPerson({.id = PersonId("ada"), .name = "Ada", .created = {}}, {}, {}); }, this,
                          [&](const auto &result) { added = result.has_value(); });
            QTRY_VERIFY(added);
        }
        record(50);
        QTRY_COMPARE(m_written, 50);

        fillDisk();
        record(1'000);
        QTRY_COMPARE_WITH_TIMEOUT(m_store->health().state, StoreHealth::State::Retrying, 20'000);
        QVERIFY2(m_store->health().problem.find("room") != std::string::npos, m_store->health().problem.c_str());
        record(5'000);
        QTRY_VERIFY_WITH_TIMEOUT(m_refused > 0, 20'000);  // beyond the bound it says so rather than grow
        const int accepted = 50 + 1'000 + 5'000 - m_refused;
        QVERIFY(int(m_store->health().waiting) <= 3'000);

        QVERIFY(QFile::remove(fillFile()));
        QTRY_COMPARE_WITH_TIMEOUT(m_written, accepted, 20'000);
        QTRY_COMPARE(states, (QList{StoreHealth::State::Retrying, StoreHealth::State::Working}));
        m_store.reset();
        open(config);
        std::optional<std::size_t> kept;
        m_store->recentSightings(UtcMs{}, UtcMs{1h}, this, [&](const Store::Sightings &found) { kept = found ? found->size() : 0; });
        QTRY_COMPARE_WITH_TIMEOUT(kept, std::optional<std::size_t>(accepted), 20'000);
    }

private:
    [[nodiscard]] QString fillFile() const { return m_folder->filePath(u"fill"_s); }
    void open(const Store::Config &config)
    {
        auto opened = Store::open(config);
        QVERIFY2(opened, opened ? "" : opened.error().message.c_str());
        m_store = std::move(*opened);
    }
    // Until not a byte more fits.
    void fillDisk()
    {
        QFile file(fillFile());
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        for (qint64 size = 1 << 20; size > 0;) {
            if (file.write(QByteArray(size, 'x')) < size)
                size /= 2;
        }
    }
    void record(int count)
    {
        for (int i = 0; i < count; ++i) {
            const UtcMs when{std::chrono::milliseconds(m_next++)};
            m_store->record({.id = m_ids.next(when), .person = PersonId("ada"), .camera = CameraId("door"), .firstSeen = when, .lastSeen = when, .confidence = 1, .track = 1},
                            this, [this](const auto &result) { ++(result ? m_written : m_refused); });
        }
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Store> m_store;
    rollcall::attendance::UuidGenerator m_ids{rollcall::attendance::systemRandom()};
    bool m_mounted = false;
    int m_next = 0;
    int m_written = 0;
    int m_refused = 0;
};

QTEST_GUILESS_MAIN(FullDiskTest)
#include "full_disk_test.moc"
