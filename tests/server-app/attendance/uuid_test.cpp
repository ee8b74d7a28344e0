#include "attendance/uuid.h"

#include <gtest/gtest.h>

#include <set>

using namespace rollcall::attendance;
using std::chrono::milliseconds;

namespace {

UtcMs at(int64_t ms) { return UtcMs(milliseconds(ms)); }

UuidGenerator::Random counting()
{
    return [n = uint64_t{0}]() mutable { return n += 0x9e3779b97f4a7c15ULL; };
}

} // namespace

TEST(Uuid, readsItsOwnText)
{
    const std::string text = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f";  // RFC 9562, appendix A.6
    const auto uuid = Uuid::parse(text);
    ASSERT_TRUE(uuid);
    EXPECT_EQ(uuid->toString(), text);
    EXPECT_EQ(uuid->version(), 7);
    EXPECT_EQ(uuid->time(), at(0x017F22E279B0));
    EXPECT_EQ(Uuid::parse("017F22E2-79B0-7CC3-98C4-DC0C0C07398F"), uuid);
}

TEST(Uuid, refusesOtherTexts)
{
    for (const char *text : {"", "017f22e2", "017f22e279b07cc398c4dc0c0c07398f", "017f22e2-79b0-7cc3-98c4-dc0c0c07398g",
                             "017f22e2-79b0-7cc3-98c4_dc0c0c07398f", "017f22e2-79b0-7cc3-98c4-dc0c0c07398f0", "{17f22e2-79b0-7cc3-98c4-dc0c0c073987}"})
        EXPECT_FALSE(Uuid::parse(text)) << text;
}

TEST(UuidGenerator, makesVersion7OfTheGivenTime)
{
    UuidGenerator generator(counting());
    const Uuid uuid = generator.next(at(1'763'700'000'123));
    EXPECT_EQ(uuid.version(), 7);
    EXPECT_EQ(uuid.bytes()[8] >> 6, 0b10);
    EXPECT_EQ(uuid.time(), at(1'763'700'000'123));
}

TEST(UuidGenerator, growsWithinAMillisecondAndWhenTheClockStepsBack)
{
    UuidGenerator generator(counting());
    std::set<Uuid> all;
    Uuid last;
    for (int i = 0; i < 30'000; ++i) {
        const Uuid next = generator.next(at(1'000'000 - i / 10'000 * 500));
        ASSERT_LT(last, next);
        last = next;
        all.insert(next);
    }
    EXPECT_EQ(all.size(), 30'000U);
}
