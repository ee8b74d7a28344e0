#include "support/shaped_network.h"

#include <QByteArray>

#include <arpa/inet.h>
#include <cstring>
#include <deque>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <optional>
#include <poll.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

using namespace Qt::StringLiterals;

namespace rollcall::testing {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int packetBytes = 65'536;
constexpr auto idle = std::chrono::milliseconds(50);

std::unexpected<QString> failure(const char *what)
{
    return std::unexpected(QString(QString::fromLatin1(what) + u": "_s + QString::fromLocal8Bit(std::strerror(errno))));
}

bool setUp(int socket, const char *device, const char *address)
{
    ifreq request{};
    std::strncpy(request.ifr_name, device, IFNAMSIZ - 1);
    sockaddr_in internet{};
    internet.sin_family = AF_INET;
    const auto set = [&](unsigned long what, const char *value) {
        inet_pton(AF_INET, value, &internet.sin_addr);
        std::memcpy(&request.ifr_addr, &internet, sizeof internet);
        return ioctl(socket, what, &request) == 0;
    };
    if (!set(SIOCSIFADDR, address) || !set(SIOCSIFNETMASK, "255.255.255.0"))
        return false;
    request.ifr_flags = IFF_UP | IFF_RUNNING;
    return ioctl(socket, SIOCSIFFLAGS, &request) == 0;
}

} // namespace

Descriptor::Descriptor(Descriptor &&other) noexcept
    : m_number(std::exchange(other.m_number, -1))
{
}

Descriptor &Descriptor::operator=(Descriptor &&other) noexcept
{
    std::swap(m_number, other.m_number);
    return *this;
}

Descriptor::~Descriptor()
{
    if (m_number >= 0)
        close(m_number);
}

// Carries packets between the two ends, on its thread.
class ShapedNetwork::Carrier {
public:
    explicit Carrier(ShapedNetwork &network)
        : m_network(network)
    {
    }

    void run(const std::stop_token &stop)
    {
        while (!stop.stop_requested()) {
            waitForWork();
            Line line;
            {
                const std::scoped_lock lock{m_network.m_mutex};
                line = m_network.m_line;
            }
            takeIn(line);
            transmit(line);
            deliver(m_towardsServer, m_network.m_server, true);
            deliver(m_towardsCamera, m_network.m_camera, false);
        }
    }

private:
    struct Travelling {
        Clock::time_point due;
        QByteArray bytes;
    };

    void waitForWork() const
    {
        auto until = Clock::now() + idle;
        if (!m_waiting.empty())
            until = std::min(until, m_lineFree);
        for (const auto *queue : {&m_towardsServer, &m_towardsCamera}) {
            if (!queue->empty())
                until = std::min(until, queue->front().due);
        }
        const auto wait = std::max(Clock::duration::zero(), until - Clock::now());
        const auto nanoseconds = std::chrono::duration_cast<std::chrono::nanoseconds>(wait).count();
        const timespec limit{nanoseconds / 1'000'000'000, nanoseconds % 1'000'000'000};
        pollfd ends[] = {{m_network.m_camera.device.number(), POLLIN, 0}, {m_network.m_server.device.number(), POLLIN, 0}};
        ppoll(ends, 2, &limit, nullptr);
    }

    static std::optional<QByteArray> read(const End &end)
    {
        QByteArray packet(packetBytes, Qt::Uninitialized);
        const auto size = ::read(end.device.number(), packet.data(), size_t(packet.size()));
        if (size <= 0)
            return std::nullopt;
        packet.truncate(size);
        return packet;
    }

    void takeIn(const Line &line)
    {
        while (auto packet = read(m_network.m_camera)) {
            if (m_chance(m_random) < line.loss || m_waitingBytes + packet->size() > line.queueBytes) {
                ++m_network.m_dropped;
                continue;
            }
            m_waitingBytes += packet->size();
            m_waiting.push_back(std::move(*packet));
        }
        while (auto packet = read(m_network.m_server))
            m_towardsCamera.push_back({Clock::now() + line.oneWay, std::move(*packet)});
    }

    // One packet after the other, as a line of that rate would take them.
    void transmit(const Line &line)
    {
        while (!m_waiting.empty() && m_lineFree <= Clock::now()) {
            QByteArray packet = std::move(m_waiting.front());
            m_waiting.pop_front();
            m_waitingBytes -= packet.size();
            const auto start = std::max(m_lineFree, Clock::now() - std::chrono::milliseconds(2));
            m_lineFree = start + std::chrono::microseconds(packet.size() * 8 * 1000 / line.kbps);
            m_towardsServer.push_back({m_lineFree + line.oneWay, std::move(packet)});
        }
    }

    void deliver(std::deque<Travelling> &queue, const End &end, bool counts)
    {
        while (!queue.empty() && queue.front().due <= Clock::now()) {
            const QByteArray packet = std::move(queue.front().bytes);
            queue.pop_front();
            if (::write(end.device.number(), packet.constData(), size_t(packet.size())) > 0 && counts)
                m_network.m_delivered += uint64_t(packet.size());
        }
    }

    ShapedNetwork &m_network;
    std::deque<QByteArray> m_waiting;
    qsizetype m_waitingBytes = 0;
    Clock::time_point m_lineFree{};
    std::deque<Travelling> m_towardsServer;
    std::deque<Travelling> m_towardsCamera;
    std::mt19937 m_random{5};
    std::uniform_real_distribution<double> m_chance{0, 1};
};

std::expected<ShapedNetwork::End, QString> ShapedNetwork::makeEnd(const char *address)
{
    // On a thread of its own: only that one leaves the namespace it was in.
    std::expected<End, QString> end;
    std::jthread([&] {
        if (unshare(CLONE_NEWNET) != 0) {
            end = failure("a network namespace cannot be made");
            return;
        }
        End made;
        made.space = Descriptor(open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC));
        made.device = Descriptor(open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC));
        ifreq request{};
        std::strncpy(request.ifr_name, "line0", IFNAMSIZ - 1);
        request.ifr_flags = IFF_TUN | IFF_NO_PI;
        const Descriptor socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
        if (ioctl(made.device.number(), TUNSETIFF, &request) != 0)
            end = failure("a TUN device cannot be made");
        else if (!setUp(socket.number(), "line0", address) || !setUp(socket.number(), "lo", "127.0.0.1"))
            end = failure("an address cannot be set");
        else
            end = std::move(made);
    }).join();
    return end;
}

std::expected<std::unique_ptr<ShapedNetwork>, QString> ShapedNetwork::create()
{
    auto camera = makeEnd(cameraAddress);
    auto server = camera ? makeEnd(serverAddress) : std::unexpected(camera.error());
    if (!server)
        return std::unexpected(server.error());
    return std::unique_ptr<ShapedNetwork>(new ShapedNetwork(std::move(*camera), std::move(*server)));
}

ShapedNetwork::ShapedNetwork(End camera, End server)
    : m_camera(std::move(camera))
    , m_server(std::move(server))
    , m_thread([this](const std::stop_token &stop) { Carrier(*this).run(stop); })
{
}

ShapedNetwork::~ShapedNetwork() = default;

void ShapedNetwork::enterServerSide() const
{
    if (setns(m_server.space.number(), CLONE_NEWNET) != 0)
        qFatal("setns: %s", std::strerror(errno));
}

void ShapedNetwork::startOnCameraSide(Program &program) const
{
    program.setBefore([space = m_camera.space.number()] { setns(space, CLONE_NEWNET); });
    program.start();
}

void ShapedNetwork::setLine(const Line &line)
{
    const std::scoped_lock lock{m_mutex};
    m_line = line;
}

} // namespace rollcall::testing
