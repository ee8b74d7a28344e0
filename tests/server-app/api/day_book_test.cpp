// Judged days that are kept are those that would be judged now, whatever happened in between and in whatever order.
#include "api/day_book.h"
#include "store/correction_records.h"
#include "store/migrations.h"
#include "store/people_records.h"
#include "store/schedule_records.h"
#include "store/sighting_decisions.h"
#include "store/sqlite_database.h"

#include <gtest/gtest.h>

#include <QJsonDocument>

#include <functional>
#include <random>

using namespace rollcall;
using namespace rollcall::api;
using namespace std::chrono_literals;
using attendance::Day;
using attendance::PersonId;
using attendance::UtcMs;

namespace {

constexpr Day day = std::chrono::year{2026} / 11 / 24;
const UtcMs midnight = std::chrono::sys_days(day);
constexpr int people = 12;

PersonId person(int number) { return PersonId("p" + std::to_string(100 + number)); }

class DayBookTest : public ::testing::Test {
protected:
    void SetUp() override
    {
        auto opened = store::SqliteDatabase::open(":memory:", store::SqliteDatabase::Check::None);
        ASSERT_TRUE(opened && store::migrate(**opened, store::builtInMigrations(store::Dialect::Sqlite)));
        m_register = std::make_unique<store::Register>(std::move(*opened));
        for (int i = 0; i < people; ++i) {
            store::Person one{.id = person(i), .name = "Person " + std::to_string(i), .created = midnight - 24h * 30};
            one.groups = {i % 2 ? "odd" : "even"};
            ASSERT_TRUE(m_register->addPerson(one, {}, {}));
        }
        addShift("early", 6h, 14h, "even");
        addShift("night", 22h, 6h, "odd");
    }
    void addShift(const char *id, std::chrono::minutes start, std::chrono::minutes end, const char *group)
    {
        attendance::Shift shift;
        shift.id = attendance::ShiftId(id);
        shift.name = id;
        shift.start = start;
        shift.end = end;
        shift.days.bits = 0x7f;
        shift.lateGrace = 5min;
        store::ScheduleRecords schedules(m_register->database());
        ASSERT_TRUE(schedules.addShift(shift));
        ASSERT_TRUE(schedules.addAssignment({.id = id, .who = attendance::GroupName(group), .shift = shift.id, .validity = {}}));
    }
    [[nodiscard]] reports::ReportSite site() const
    {
        return {.zone = attendance::LocalZone([](UtcMs) { return 1h; }), .zoneName = "UTC+1", .debounce = 60s, .now = m_now};
    }
    // Everybody's day and its figures, as text.
    [[nodiscard]] std::string shown(DayBook &book, Day of)
    {
        const auto counts = book.counts(*m_register, of, site());
        EXPECT_TRUE(counts);
        std::string text = std::to_string(counts->counts.here) + ' ' + std::to_string(counts->counts.late) + ' ' + std::to_string(counts->counts.absent) + ' '
            + std::to_string(counts->counts.notYet) + ' ' + std::to_string(counts->counts.left) + (counts->isOver ? " over\n" : "\n");
        std::optional<std::string> cursor;
        do {
            const auto page = book.page(*m_register, {.day = of, .everybody = true, .site = site(), .page = {.limit = 5, .cursor = cursor}});
            EXPECT_TRUE(page);
            for (const DayItem &item : page->items)
                text += QJsonDocument(toJson(item)).toJson(QJsonDocument::Compact).toStdString() + '\n';
            cursor = page->next;
        } while (cursor);
        return text;
    }
    void see(int whom, UtcMs when)
    {
        store::Sighting seen{.id = m_ids.next(when), .person = person(whom), .camera = store::CameraId("door"), .firstSeen = when, .lastSeen = when + 5s, .confidence = 0.9, .track = 1};
        if (m_random() % 3 == 0)
            seen.status = attendance::SightingStatus::Suggested;
        ASSERT_TRUE(m_register->record(std::vector{seen})->front());
        m_seen.push_back(seen);
    }
    // Something that happens, by chance.
    void happen();

    std::unique_ptr<store::Register> m_register;
    UtcMs m_now = midnight + 5h;
    attendance::UuidGenerator m_ids{attendance::systemRandom()};
    std::minstd_rand m_random{20261124};
    std::vector<store::Sighting> m_seen;
};

void DayBookTest::happen()
{
    const auto any = [this](int below) { return static_cast<int>(m_random() % static_cast<unsigned>(below)); };
    const UtcMs when = m_now - std::chrono::minutes(any(36 * 60));
    switch (any(10)) {
    case 0:
        if (m_seen.empty())
            return;
        {
            store::Sighting &grown = m_seen[static_cast<std::size_t>(any(static_cast<int>(m_seen.size())))];
            grown.lastSeen += std::chrono::minutes(any(200));
            ASSERT_TRUE(m_register->record(std::vector{grown})->front());
        }
        return;
    case 1: {
        if (m_seen.empty())
            return;
        const store::Sighting &one = m_seen[static_cast<std::size_t>(any(static_cast<int>(m_seen.size())))];
        const auto local = std::chrono::floor<std::chrono::days>(one.firstSeen + 1h);
        const auto bounds = std::pair(UtcMs(local) - 1h, UtcMs(local) + 23h);
        const std::array<store::Value, 4> values{one.id.toString(), std::string(any(2) ? "confirmed" : "rejected"), bounds.first.time_since_epoch().count(),
                                                 bounds.second.time_since_epoch().count()};
        ASSERT_TRUE(m_register->database().execute("UPDATE sightings SET decision = ?2, decided_at = 1, decided_by = 'me', decision_reason = '', covers_from = ?3, covers_until = ?4 "
                                                   "WHERE id = ?1", values));
        return;
    }
    case 2: {
        attendance::Correction correction;
        correction.id = m_ids.next(m_now);
        correction.person = person(any(people));
        correction.day = any(2) ? day : attendance::addDays(day, -1);
        correction.kind = attendance::Correction::Kind::SetStatus;
        correction.status = attendance::DayStatus::Excused;
        correction.reason = "ill";
        correction.by = "me";
        correction.made = m_now;
        ASSERT_TRUE(store::CorrectionRecords(m_register->database()).add(correction));
        return;
    }
    case 3:
        if (!m_seen.empty()) {
            const std::array<store::Value, 1> which{m_seen.back().id.toString()};
            ASSERT_TRUE(m_register->database().execute("DELETE FROM sightings WHERE id = ?1", which));
            m_seen.pop_back();
        }
        return;
    case 4:
        ASSERT_TRUE(store::RegisterChanges(m_register->database()).purge(3));
        return;
    case 5:
        m_now += std::chrono::minutes(any(90));
        return;
    case 6:
        if (any(4) == 0) {
            ASSERT_TRUE(store::ScheduleRecords(m_register->database()).setCamera(store::CameraId("door"), {.direction = any(2) ? attendance::Direction::Out : attendance::Direction::Both, .place = {}}));
        }
        return;
    default:
        see(any(people), when);
    }
}

} // namespace

TEST_F(DayBookTest, whatIsKeptIsWhatWouldBeJudgedNow)
{
    DayBook kept;
    for (int step = 0; step < 400; ++step) {
        ASSERT_NO_FATAL_FAILURE(happen());
        for (const Day of : {day, attendance::addDays(day, -1)}) {
            DayBook fresh;
            ASSERT_EQ(shown(kept, of), shown(fresh, of)) << "after step " << step;
        }
    }
    EXPECT_GT(m_seen.size(), 50U);
    // A clock that is set back.
    m_now -= 5h;
    DayBook fresh;
    EXPECT_EQ(shown(kept, day), shown(fresh, day));
}

TEST_F(DayBookTest, asManyDaysMayBeTurnedToAsPeopleLike)
{
    DayBook book;
    for (int i = 0; i < 20; ++i)
        see(i % people, midnight - 24h * i);
    for (int round = 0; round < 2; ++round) {
        for (int i = 0; i < 20; ++i) {
            DayBook fresh;
            ASSERT_EQ(shown(book, attendance::addDays(day, -i)), shown(fresh, attendance::addDays(day, -i)));
        }
    }
}
