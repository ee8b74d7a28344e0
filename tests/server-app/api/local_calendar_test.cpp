// The rules' own reckoning of local time against Qt's, in places with unusual clocks.
#include "api/local_calendar.h"

#include <QDateTime>

#include <gtest/gtest.h>

using namespace rollcall;
using namespace std::chrono_literals;
using attendance::LocalZone;
using attendance::UtcMs;

namespace {

class Places : public testing::TestWithParam<const char *> {
protected:
    void SetUp() override
    {
        if (!QTimeZone(GetParam()).isValid())
            GTEST_SKIP() << "this machine does not know " << GetParam();
    }
};

} // namespace

TEST_P(Places, daysAndClocksAreThoseOfQt)
{
    const QTimeZone qt(GetParam());
    const LocalZone zone = api::LocalCalendar(qt).zone();
    for (UtcMs when = std::chrono::sys_days{std::chrono::year{2010} / 12 / 1}; when < UtcMs(std::chrono::sys_days{std::chrono::year{2028} / 4 / 1}); when += 7h + 13min) {
        const QDateTime local = QDateTime::fromMSecsSinceEpoch(when.time_since_epoch().count(), qt);
        ASSERT_EQ(zone.dayOf(when), api::toDay(local.date())) << local.toString(Qt::ISODate).toStdString();
        const auto ofDay = zone.local(when) - std::chrono::local_days(zone.dayOf(when));
        ASSERT_EQ(std::chrono::floor<std::chrono::minutes>(ofDay).count(), local.time().msecsSinceStartOfDay() / 60'000);
        // Back again: one of the instants at which the clock shows this.
        const auto minutes = std::chrono::floor<std::chrono::minutes>(ofDay);
        const UtcMs first = zone.toUtc(zone.dayOf(when), minutes, LocalZone::Occurrence::First);
        const UtcMs last = zone.toUtc(zone.dayOf(when), minutes, LocalZone::Occurrence::Last);
        ASSERT_TRUE(when == first || when == last) << local.toString(Qt::ISODate).toStdString();
    }
}

TEST_P(Places, everyDayBeginsWithItsFirstMoment)
{
    const api::LocalCalendar calendar{QTimeZone(GetParam())};
    for (attendance::Day day = std::chrono::year{2010} / 12 / 1; day < std::chrono::year{2028} / 4 / 1; day = attendance::addDays(day, 1)) {
        const auto [first, end] = calendar.bounds(day);
        if (first == end)
            continue;  // a day that the place left out
        ASSERT_EQ(calendar.dayOf(first), day) << api::toDate(day).toString(Qt::ISODate).toStdString();
        ASSERT_LT(calendar.dayOf(first - 1ms), day);
        ASSERT_EQ(calendar.dayOf(end - 1ms), day);
        ASSERT_EQ(calendar.bounds(attendance::addDays(day, 1)).first, end);
    }
}

// Half an hour of daylight saving; clocks set at midnight; a day left out; a war's double summer time is long past; odd offsets.
INSTANTIATE_TEST_SUITE_P(World, Places, testing::Values("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "Asia/Beirut", "Africa/Cairo",
                                                        "Pacific/Apia", "Asia/Kathmandu", "America/St_Johns", "Africa/Casablanca", "Asia/Gaza"));
