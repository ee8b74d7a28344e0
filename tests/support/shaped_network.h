#pragma once

#include "support/process.h"

#include <QString>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <expected>
#include <memory>
#include <mutex>
#include <random>
#include <thread>

namespace rollcall::testing {

// An owned file descriptor.
class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int number)
        : m_number(number)
    {
    }
    Descriptor(Descriptor &&other) noexcept;
    Descriptor &operator=(Descriptor &&other) noexcept;
    ~Descriptor();
    [[nodiscard]] int number() const { return m_number; }

private:
    int m_number = -1;
};

// Two network namespaces (namespaces(7)), joined by a line of a given rate, queue, delay and loss: what two machines with a slow
// network between them have. Each end is a TUN device; a thread carries the packets. It does what netem and tbf of tc(8) do,
// on kernels without them too, and its losses are the same in every run.
class ShapedNetwork {
public:
    // From the camera to the server; the way back is as long and never full.
    struct Line {
        int kbps = 2000;
        int queueBytes = 1'200'000;  // a thousand packets, as netem's own limit
        std::chrono::microseconds oneWay{5'000};
        double loss = 0;  // 0..1
    };
    static constexpr const char *cameraAddress = "10.77.0.1";
    static constexpr const char *serverAddress = "10.77.0.2";

    // Needs the right to make namespaces and TUN devices (root); without it a sentence says what is missing.
    [[nodiscard]] static std::expected<std::unique_ptr<ShapedNetwork>, QString> create();
    ~ShapedNetwork();

    // The calling thread, and what it starts, belongs to the server's side from now on.
    void enterServerSide() const;
    void startOnCameraSide(Program &program) const;

    void setLine(const Line &line);
    // That came out at the server's end.
    [[nodiscard]] uint64_t deliveredBytes() const { return m_delivered; }
    [[nodiscard]] uint64_t droppedPackets() const { return m_dropped; }

private:
    struct End {
        Descriptor space;   // the namespace
        Descriptor device;  // the TUN
    };
    class Carrier;
    [[nodiscard]] static std::expected<End, QString> makeEnd(const char *address);
    ShapedNetwork(End camera, End server);

    End m_camera;
    End m_server;
    std::mutex m_mutex;  // guards the line
    Line m_line;
    std::atomic<uint64_t> m_delivered{0};
    std::atomic<uint64_t> m_dropped{0};
    std::jthread m_thread;
};

} // namespace rollcall::testing
