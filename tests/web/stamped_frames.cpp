// stamped_frames FILE: a camera for the tests of the page, as raw I420 pictures of 640×480, thirty a second, until nobody reads them. Each
// carries when it was made, and shows a drawn face whose place is known from that time: both are read back from what a browser shows.
//
// The stamp: blocks of 16×16 pixels along the upper edge, white 1, black 0, most significant bit first. First row: 40 bits of the
// milliseconds since 1970. Second row: 24 bits of the picture's number, 16 bits of CRC-16/CCITT-FALSE over the eight bytes before.
#include "demo/scene.h"

#include <array>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <thread>

namespace {

namespace demo = rollcall::demo;
using namespace std::chrono;

constexpr int width = 640;
constexpr int height = 480;
constexpr int block = 16;
constexpr int travel = 240;        // pixels that the face goes to the left and back
constexpr auto period = 4000;      // in so many milliseconds
constexpr auto interval = nanoseconds(1'000'000'000 / 30);

using Bytes = std::array<std::uint8_t, 10>;

std::uint16_t crc16(const Bytes &bytes)
{
    unsigned crc = 0xffff;
    for (std::size_t i = 0; i < 8; ++i) {
        crc ^= unsigned(bytes[i]) << 8;
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc & 0x8000 ? crc << 1 ^ 0x1021 : crc << 1) & 0xffff;
    }
    return std::uint16_t(crc);
}

void stamp(cv::Mat &luma, std::uint64_t milliseconds, std::uint32_t number)
{
    Bytes bytes{};
    for (std::size_t i = 0; i < 5; ++i)
        bytes[i] = std::uint8_t(milliseconds >> (8 * (4 - i)));
    for (std::size_t i = 0; i < 3; ++i)
        bytes[5 + i] = std::uint8_t(number >> (8 * (2 - i)));
    const std::uint16_t crc = crc16(bytes);
    bytes[8] = std::uint8_t(crc >> 8);
    bytes[9] = std::uint8_t(crc);
    for (int bit = 0; bit < 80; ++bit) {
        const bool isOne = bytes[std::size_t(bit / 8)] >> (7 - bit % 8) & 1;
        luma(cv::Rect{bit % 40 * block, bit / 40 * block, block, block}).setTo(isOne ? 235 : 16);
    }
}

// The person before a wall, wider than the picture by the face's travel.
cv::Mat widePicture()
{
    cv::Mat wide(height, width + travel, CV_32FC3, cv::Scalar(150, 158, 150));
    const demo::Person &person = demo::enrolledPeople().front();
    demo::Pose pose;
    pose.centre = {(width + travel) / 2.0, 270};
    pose.scale = 110;
    demo::Head{person.look, 1}.draw(wide, pose, {});
    cv::Mat bytes;
    wide.convertTo(bytes, CV_8UC3);
    return bytes;
}

// Of the picture's left edge in the wide one: to and fro, even, so that chroma moves with luma.
int offsetAt(std::int64_t milliseconds)
{
    const double phase = double(milliseconds % period) / double(period);
    const double way = phase < 0.5 ? 2 * phase : 2 - 2 * phase;
    return int(way * travel / 2) * 2;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2) {
        std::cerr << "usage: stamped_frames FILE\n";
        return 2;
    }
    std::signal(SIGPIPE, SIG_IGN);
    const cv::Mat wide = widePicture();
    std::ofstream out(argv[1], std::ios::binary);
    auto due = steady_clock::now();
    for (std::uint32_t number = 0; out; ++number) {
        std::this_thread::sleep_until(due);
        due = std::max(due + interval, steady_clock::now() - interval);
        const auto now = duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
        cv::Mat planes;
        cv::cvtColor(wide(cv::Rect{offsetAt(now), 0, width, height}), planes, cv::COLOR_BGR2YUV_I420);
        cv::Mat luma = planes(cv::Rect{0, 0, width, height});
        stamp(luma, std::uint64_t(now), number);
        out.write(planes.ptr<char>(), std::streamsize(planes.total()));
        out.flush();
    }
    return 0;
}
