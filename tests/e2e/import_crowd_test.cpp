// A thousand people in one go: that it is whole, how fast it goes, and how much memory it takes.

#include "crowd.h"
#include "e2e/running_server.h"
#include "support/wait.h"

#include <QElapsedTimer>

#include <filesystem>

using namespace rollcall::testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

TEST(ImportCrowd, aThousandPeopleInOneGo)
{
    constexpr int people = 1'000;
    QTemporaryDir pictures;
    const std::filesystem::path folder = pictures.path().toStdString();
    for (int person = 0; person < people; ++person)
        writeFile(folder / ("Person " + std::to_string(person)) / "photo.jpg", jpegOf(crowdPhoto(std::uint64_t(person), 0)));

    QTemporaryDir data;
    Program import(u"rollcall-server"_s, {u"people"_s, u"import"_s, pictures.path(), u"--data-dir"_s, data.path(), u"--allow-duplicates"_s});
    QElapsedTimer clock;
    clock.start();
    import.start();
    int64_t mostMemory = 0;
    ASSERT_TRUE(waitUntil([&] {
        if (const auto figures = figuresOf(import.pid()))
            mostMemory = std::max(mostMemory, figures->residentBytes);
        return !import.isRunning();
    }, 1'200s));
    const double seconds = double(clock.elapsed()) / 1'000;
    std::printf("%s%d people in %.1f s, %.1f a second, at most %.0f MiB\n", qPrintable(import.output()), people, seconds, people / seconds, double(mostMemory) / 1'048'576);
    EXPECT_TRUE(import.output().contains(u"1000 of 1000 people"_s));
    EXPECT_LT(mostMemory, int64_t{700} << 20);

    Program again(u"rollcall-server"_s, {u"people"_s, u"import"_s, pictures.path(), u"--data-dir"_s, data.path(), u"--allow-duplicates"_s});
    clock.restart();
    again.start();
    ASSERT_TRUE(again.waitForEnd(600s).has_value());
    std::printf("%sagain in %.1f s\n", qPrintable(again.output()), double(clock.elapsed()) / 1'000);
    EXPECT_TRUE(again.output().contains(u" 0 enrolled, 0 got more photos"_s));
}
