// Viewers that join and leave at random: what they took is given back.
#include "e2e/running_server.h"
#include "server-app/whep/player.h"
#include "support/wait.h"

#include <QProcess>

#include <random>

using namespace rollcall;
using namespace rollcall::testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr int mostViewers = 60;

QString text(const ProcessFigures &figures)
{
    return u"%1 threads, %2 descriptors, %3 MB"_s.arg(figures.threads).arg(figures.descriptors).arg(double(figures.residentBytes) / 1e6, 0, 'f', 1);
}

class WhepSoakTest : public ::testing::Test {
protected:
    enum class Laptops { None, Closed };
    void SetUp() override
    {
        server.start();
        camera = startCamera(server.url(), u"door"_s, u"test"_s);
        ASSERT_TRUE(waitUntil([&] { return server.http().metric("rollcall_frames_received_total{camera=\"door\"}") > 0; }, 30s)) << camera->output().toStdString();
    }
    // Every viewer stays one to eight seconds; some just go, as closed tabs do. Now and then one is not heard of any more, as of a closed
    // laptop.
    void comeAndGo(std::chrono::seconds time, Laptops laptops)
    {
        auto nextLaptop = laptops == Laptops::Closed ? std::chrono::steady_clock::now() : std::chrono::steady_clock::time_point::max();
        const auto end = std::chrono::steady_clock::now() + time;
        while (std::chrono::steady_clock::now() < end) {
            if (std::ssize(viewers) < mostViewers)
                come();
            waitUntil([] { return false; }, 50ms);
            const auto now = std::chrono::steady_clock::now();
            if (now >= nextLaptop) {
                nextLaptop = now + 15s;
                openAnother();
            }
            for (auto &viewer : viewers) {
                if (now >= viewer.leaves)
                    go(viewer);
            }
            std::erase_if(viewers, [](const Viewer &viewer) { return !viewer.player; });
        }
        for (auto &viewer : viewers)
            go(viewer);
        viewers.clear();
        close();
    }
    ProcessFigures rest()
    {
        EXPECT_TRUE(waitUntil([&] { return server.http().metric("rollcall_viewers{camera=\"door\"}") == 0; }, 90s)) << "those that just went are forgotten";
        waitUntil([] { return false; }, 7s);  // pipelines end in the background; then free memory is given back
        return figuresOf(server.program().pid()).value();
    }

    RunningServer server{QStringList{u"--recognition=false"_s}};
    std::unique_ptr<Program> camera;
    struct Viewer {
        std::unique_ptr<Player> player;
        std::chrono::steady_clock::time_point leaves;
    };
    std::vector<Viewer> viewers;
    int came = 0;
    int played = 0;
    int refused = 0;
    int vanished = 0;

private:
    // A program of its own, which is killed in the middle of its view: nobody says goodbye.
    void openAnother()
    {
        close();
        laptop = std::make_unique<QProcess>();
        laptop->start(u"/usr/bin/python3"_s, {qEnvironmentVariable("ROLLCALL_WHEP_PLAYER"), server.url().resolved(QUrl(u"/whep/door"_s)).toString()});
    }
    void close()
    {
        if (!laptop)
            return;
        vanished += laptop->readAll().contains("frames ") ? 1 : 0;
        laptop->kill();
        laptop->waitForFinished();
        laptop.reset();
    }
    void come()
    {
        auto player = std::make_unique<Player>(media::WebRtcPeer::Gathering::BeforeDescription, Player::Pictures::Counted);
        ++came;
        if (!player->view(server.url().resolved(QUrl(u"/whep/door"_s)))) {
            ++refused;
            std::printf("refused: %s\n", qPrintable(player->failure()));
            return;
        }
        viewers.push_back({std::move(player), std::chrono::steady_clock::now() + std::chrono::milliseconds(std::uniform_int_distribution(1'000, 8'000)(random))});
    }
    void go(Viewer &viewer)
    {
        played += viewer.player->seen().packets > 0 ? 1 : 0;
        if (std::uniform_int_distribution(0, 3)(random) != 0)
            viewer.player->leave();
        viewer.player.reset();
    }
    std::unique_ptr<QProcess> laptop;
    std::mt19937 random{11};
};

} // namespace

TEST_F(WhepSoakTest, sixtyViewersThatComeAndGoLeaveNothingBehind)
{
    comeAndGo(20s, Laptops::None);  // what is made once, is made now
    const ProcessFigures before = rest();
    comeAndGo(120s, Laptops::Closed);
    const ProcessFigures after = rest();
    std::printf("%d viewers came, %d saw packets, %d were refused, %d laptops were closed; before: %s; after: %s\n", came, played, refused, vanished, qPrintable(text(before)), qPrintable(text(after)));
    EXPECT_EQ(refused, 0);
    EXPECT_GE(played, came * 9 / 10);
    EXPECT_NEAR(after.threads, before.threads, 3);
    EXPECT_NEAR(after.descriptors, before.descriptors, 5);
    EXPECT_LT(double(after.residentBytes - before.residentBytes) / 1e6, 30);
}
