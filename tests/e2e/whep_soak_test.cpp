// Viewers that join and leave at random: what they took is given back.
#include "e2e/running_server.h"
#include "server-app/whep/player.h"
#include "support/wait.h"

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
    void SetUp() override
    {
        server.start();
        camera = startCamera(server.url(), u"door"_s, u"test"_s);
        ASSERT_TRUE(waitUntil([&] { return server.http().metric("rollcall_frames_received_total{camera=\"door\"}") > 0; }, 30s)) << camera->output().toStdString();
    }
    // Every viewer stays one to eight seconds; some just go, as closed laptops do.
    void comeAndGo(std::chrono::seconds time)
    {
        const auto end = std::chrono::steady_clock::now() + time;
        while (std::chrono::steady_clock::now() < end) {
            if (std::ssize(viewers) < mostViewers)
                come();
            waitUntil([] { return false; }, 50ms);
            const auto now = std::chrono::steady_clock::now();
            for (auto &viewer : viewers) {
                if (now >= viewer.leaves)
                    go(viewer);
            }
            std::erase_if(viewers, [](const Viewer &viewer) { return !viewer.player; });
        }
        for (auto &viewer : viewers)
            go(viewer);
        viewers.clear();
    }
    ProcessFigures rest()
    {
        EXPECT_TRUE(waitUntil([&] { return server.http().metric("rollcall_viewers{camera=\"door\"}") == 0; }, 90s)) << "those that just went are forgotten";
        waitUntil([] { return false; }, 2s);  // pipelines end in the background
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

private:
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
    std::mt19937 random{11};
};

} // namespace

TEST_F(WhepSoakTest, sixtyViewersThatComeAndGoLeaveNothingBehind)
{
    comeAndGo(20s);  // what is made once, is made now
    const ProcessFigures before = rest();
    comeAndGo(120s);
    const ProcessFigures after = rest();
    std::printf("%d viewers came, %d saw packets, %d were refused; before: %s; after: %s\n", came, played, refused, qPrintable(text(before)), qPrintable(text(after)));
    EXPECT_EQ(refused, 0);
    EXPECT_GE(played, came * 9 / 10);
    EXPECT_NEAR(after.threads, before.threads, 3);
    EXPECT_NEAR(after.descriptors, before.descriptors, 5);
    EXPECT_LT(double(after.residentBytes - before.residentBytes) / 1e6, 30);
}
