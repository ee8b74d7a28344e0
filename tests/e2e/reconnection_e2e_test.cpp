// Fifty connections of one camera to one server, broken by the network between them: nothing may pile up on either side.

#include "e2e/running_server.h"
#include "support/tcp_relay.h"
#include "support/wait.h"

using namespace rollcall::testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr int rounds = 50;
constexpr int settled = 10;  // rounds after which everything that is made once has been made

struct Snapshot {
    ProcessFigures server;
    ProcessFigures camera;
};

void print(const char *when, const Snapshot &s)
{
    std::printf("%-16s server: %2d threads, %3d descriptors, %6.1f MiB   camera: %2d threads, %3d descriptors, %6.1f MiB\n", when,
                s.server.threads, s.server.descriptors, double(s.server.residentBytes) / 1048576, s.camera.threads,
                s.camera.descriptors, double(s.camera.residentBytes) / 1048576);
}

} // namespace

TEST(Reconnection, fiftyRoundsLeaveNothingBehind)
{
    RunningServer server({u"--recognition=false"_s});
    ASSERT_NO_FATAL_FAILURE(server.start());
    TcpRelay network(quint16(server.url().port()));
    const auto camera = startCamera(QUrl(u"http://127.0.0.1:%1"_s.arg(network.port())), u"door"_s, u"test"_s);

    // A round is over when a new session streams; pipelines of the old one may still be ending in the background, so figures
    // are taken once they stand still.
    const auto look = [&] {
        Snapshot now{*figuresOf(server.program().pid()), *figuresOf(camera->pid())};
        waitUntil([&] {
            const Snapshot later{*figuresOf(server.program().pid()), *figuresOf(camera->pid())};
            const bool still = later.server.threads == now.server.threads && later.camera.threads == now.camera.threads
                && later.server.descriptors == now.server.descriptors && later.camera.descriptors == now.camera.descriptors;
            now = later;
            return still;
        }, 2s);
        return now;
    };
    const QByteArray sessions = "rollcall_sessions_opened_total";
    const QByteArray packets = "rollcall_rtp_packets_received_total{camera=\"door\"}";
    Snapshot early;
    double sessionsSeen = 0;
    double packetsSeen = 0;
    for (int round = 1; round <= rounds; ++round) {
        ASSERT_TRUE(waitUntil([&] { return server.http().metric(sessions) > sessionsSeen && server.cameraState(u"door"_s) == u"streaming"_s; }, 15s))
            << "round " << round << '\n' << camera->output().toStdString();
        ASSERT_TRUE(waitUntil([&] { return server.http().metric(packets) > packetsSeen; }, 10s)) << "round " << round;
        sessionsSeen = server.http().metric(sessions);
        packetsSeen = server.http().metric(packets);
        if (round == settled) {
            early = look();
            print("after 10 rounds", early);
        }
        if (round < rounds)
            network.cut();
    }
    const Snapshot late = look();
    print("after 50 rounds", late);
    EXPECT_LE(late.server.threads, early.server.threads + 2);
    EXPECT_LE(late.camera.threads, early.camera.threads + 2);
    // A few sockets more or less are the moment's; forty connections that each left one would be forty.
    EXPECT_LE(late.server.descriptors, early.server.descriptors + 10);
    EXPECT_LE(late.camera.descriptors, early.camera.descriptors + 10);
    // Memory that the allocator keeps is not a leak of forty connections, which would be megabytes each.
    EXPECT_LE(late.server.residentBytes, early.server.residentBytes + 12 * 1048576);
    EXPECT_LE(late.camera.residentBytes, early.camera.residentBytes + 12 * 1048576);
    EXPECT_EQ(camera->terminate(), 0);
    EXPECT_EQ(server.program().terminate(3s), 0);
}
