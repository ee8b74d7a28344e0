// Signatures, waiting times, where webhooks may lead, and what of a day is told: pure functions.

#include "webhooks/address_rule.h"
#include "webhooks/events.h"
#include "webhooks/retry.h"
#include "webhooks/signature.h"

#include <gtest/gtest.h>

#include <chrono>

using namespace rollcall::webhooks;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// The example of the Standard Webhooks specification.
TEST(Signature, isTheOneOfTheSpecification)
{
    const QByteArray key = QByteArray::fromBase64("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    const rollcall::store::Blob secret(key.begin(), key.end());
    EXPECT_EQ(signatureOf(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, R"({"test": 2432232314})"), "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    EXPECT_EQ(secretText(secret), u"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"_s);
    EXPECT_EQ(newSecret().size(), 32U);
    EXPECT_NE(newSecret(), newSecret());
}

TEST(Retry, waitsEverLongerUpToABound)
{
    const Retry retry;
    EXPECT_EQ(waitAfter(1, retry, 0.5), 5s);
    EXPECT_EQ(waitAfter(2, retry, 0.5), 20s);
    EXPECT_EQ(waitAfter(5, retry, 0.5), 1280s);
    EXPECT_EQ(waitAfter(50, retry, 0.5), 6h);
    EXPECT_EQ(waitAfter(1, retry, 0), 3750ms);
    EXPECT_LT(waitAfter(1, retry, 0.999), 6250ms);
}

TEST(AddressRule, takesTheInternetOverTlsAndThisMachine)
{
    for (const auto &url : {u"https://example.com/hook?x=1"_s, u"https://93.184.216.34/"_s, u"http://127.0.0.1:9000/x"_s, u"http://localhost:9000/"_s, u"http://[::1]:1/"_s,
                            u"https://[2606:2800:220:1::1]/"_s})
        EXPECT_TRUE(checkUrl(QUrl(url), {})) << url.toStdString();
    for (const auto &url : {u""_s, u"example.com"_s, u"ftp://example.com/"_s, u"http://example.com/"_s, u"https://user:pw@example.com/"_s, u"https://example.com/#x"_s,
                            u"https://10.0.0.8/"_s, u"https://192.168.1.1/"_s, u"https://169.254.169.254/latest/"_s, u"https://[::ffff:10.0.0.8]/"_s, u"https://[fe80::1]/"_s,
                            u"https://[fd00::1]/"_s, u"https://0.0.0.0/"_s, u"https://100.64.0.1/"_s, u"https://[64:ff9b::a00:8]/"_s, u"https:///nohost"_s, u"file:///etc/passwd"_s})
        EXPECT_FALSE(checkUrl(QUrl(url), {})) << url.toStdString();
}

TEST(AddressRule, opensPrivateNetworksOnlyWhereItIsAllowed)
{
    const AddressRule inside{.privateNetworks = true, .plainHttp = true};
    EXPECT_TRUE(checkUrl(QUrl(u"http://10.0.0.8/"_s), inside));
    EXPECT_TRUE(checkUrl(QUrl(u"https://[fd00::1]/"_s), inside));
    EXPECT_FALSE(checkUrl(QUrl(u"http://169.254.169.254/"_s), inside));  // never
    EXPECT_FALSE(checkUrl(QUrl(u"http://[::]/"_s), inside));
}

TEST(AddressRule, looksAtWhereANameLeads)
{
    const QUrl name(u"https://hooks.example.com/"_s);
    EXPECT_TRUE(isAllowed(QHostAddress(u"93.184.216.34"_s), name, {}));
    EXPECT_FALSE(isAllowed(QHostAddress(u"10.1.2.3"_s), name, {}));
    EXPECT_TRUE(isAllowed(QHostAddress(u"10.1.2.3"_s), name, {.privateNetworks = true}));
    EXPECT_FALSE(isAllowed(QHostAddress(u"127.0.0.1"_s), name, {.privateNetworks = true}));  // a name of elsewhere
    EXPECT_FALSE(isAllowed(QHostAddress(u"::ffff:127.0.0.1"_s), name, {.privateNetworks = true}));
    EXPECT_TRUE(isAllowed(QHostAddress(u"127.0.0.1"_s), QUrl(u"http://localhost/"_s), {}));
}

namespace {

using namespace rollcall::attendance;

constexpr Day friday = std::chrono::year{2026} / 11 / 20;
constexpr Day saturday = std::chrono::year{2026} / 11 / 21;

WorkDay dayOf(std::optional<int> in, std::optional<int> out)
{
    const auto at = [](int hour) { return UtcMs(std::chrono::sys_days(friday)) + std::chrono::hours(hour); };
    WorkDay day;
    day.person = PersonId("ada");
    day.day = friday;
    if (in) {
        day.checkIn = at(*in);
        day.checkInSource = Source::Face;
    }
    if (out) {
        day.checkOut = at(*out);
        day.checkOutSource = Source::Face;
    }
    return day;
}

WorkDay shiftOf(const char *shift, std::optional<int> in, std::optional<int> out, std::vector<Mark> marks)
{
    WorkDay day = dayOf(in, out);
    day.shift = ShiftId(shift);
    for (const Mark mark : marks)
        day.marks.add(mark);
    return day;
}

// "check-in 8", "check-out 16 final"
std::vector<std::string> told(const std::vector<WorkDay> &days, Day today, const std::vector<Correction> &corrections = {})
{
    std::vector<std::string> texts;
    for (const DayEvent &event : eventsOf(days, corrections, today)) {
        const auto hour = std::chrono::duration_cast<std::chrono::hours>(event.when - UtcMs(std::chrono::sys_days(friday))).count();
        texts.push_back(std::string(event.name) + ' ' + std::to_string(hour) + (event.isFinal ? " final" : "") + (event.isClosedByRule ? " by rule" : ""));
    }
    return texts;
}

using Texts = std::vector<std::string>;

} // namespace

TEST(DayEvents, aSuggestionIsToldOnceSomebodyAgrees)
{
    WorkDay day = dayOf(8, 16);
    day.certainty = SightingStatus::Suggested;
    EXPECT_EQ(told({day}, saturday), Texts());
    day.checkInSource = Source::Manual;  // what somebody entered needs nobody's agreement
    EXPECT_EQ(told({day}, friday), Texts{"check-in 8"});
    day = dayOf(8, 16);
    EXPECT_EQ(told({day}, friday), Texts{"check-in 8"});
    EXPECT_EQ(told({day}, saturday), (Texts{"check-in 8", "check-out 16 final"}));
}

TEST(DayEvents, severalShiftsOfADayAreOneDay)
{
    const WorkDay morning = shiftOf("morning", 8, 12, {Mark::Late});
    EXPECT_EQ(told({morning, shiftOf("evening", {}, {}, {Mark::InProgress})}, friday), (Texts{"check-in 8", "late 8"}));
    EXPECT_EQ(told({morning, shiftOf("evening", 17, {}, {Mark::InProgress, Mark::Late})}, friday), (Texts{"check-in 8", "late 8"}));
    EXPECT_EQ(told({morning, shiftOf("evening", 17, 22, {Mark::ClosedByRule})}, friday), (Texts{"check-in 8", "late 8", "check-out 22 final by rule"}));
    EXPECT_EQ(told({morning, shiftOf("evening", {}, {}, {})}, saturday), (Texts{"check-in 8", "late 8", "check-out 12 final"}));
}

TEST(DayEvents, aStatusThatSomebodySetIsNotLate)
{
    Correction excused;
    excused.person = PersonId("ada");
    excused.day = friday;
    excused.kind = Correction::Kind::SetStatus;
    excused.status = DayStatus::Excused;
    const WorkDay behind = shiftOf("day", 10, {}, {Mark::Late, Mark::InProgress});
    EXPECT_EQ(told({behind}, friday, {excused}), Texts{"check-in 10"});
    excused.shift = ShiftId("another");
    EXPECT_EQ(told({behind}, friday, {excused}), (Texts{"check-in 10", "late 10"}));
}

TEST(DayEvents, aDayThatStaysOpenHasNoEnd)
{
    EXPECT_EQ(told({shiftOf("day", 8, {}, {Mark::MissingCheckOut})}, saturday), Texts{"check-in 8"});
    EXPECT_EQ(told({shiftOf("day", {}, {}, {})}, saturday), Texts());
}

TEST(DayEvents, eachDepartureIsOneOfItsOwn)
{
    WorkDay day = dayOf(8, 16);
    day.departures = {{*day.checkIn + 4h, Source::Face}, {*day.checkOut, Source::Manual}};
    EXPECT_EQ(told({day}, friday), (Texts{"check-in 8", "check-out 12", "check-out 16"}));
    const auto events = eventsOf(std::vector{day}, {}, saturday);
    ASSERT_EQ(events.size(), 4U);
    EXPECT_NE(events[1].subject, events[2].subject);
    EXPECT_EQ(events[2].source, Source::Manual);
    EXPECT_EQ(events[3].subject, events[0].subject);  // the day itself
}
