#include "ops/metrics.h"
#include "ops/process_stats.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <thread>

using namespace rollcall::ops;
using namespace std::chrono_literals;

namespace {

// A reader of the text format (version 0.0.4): every series by its name and labels. Fails on a line that is neither comment nor sample.
std::map<std::string, double> parse(const std::string &text)
{
    static const std::regex sample(R"re(([a-zA-Z_:][a-zA-Z0-9_:]*(?:\{(?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*",?)*\})?) (\S+))re");
    std::map<std::string, double> series;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("# HELP ") || line.starts_with("# TYPE "))
            continue;
        std::smatch parts;
        if (!std::regex_match(line, parts, sample)) {
            ADD_FAILURE() << "not a sample: " << line;
            continue;
        }
        EXPECT_TRUE(series.emplace(parts[1], std::stod(parts[2])).second) << "twice: " << line;
    }
    return series;
}

bool mentions(const std::map<std::string, double> &series, const std::string &text)
{
    return std::any_of(series.begin(), series.end(), [&](const auto &entry) { return entry.first.find(text) != std::string::npos; });
}

} // namespace

TEST(Metrics, countsByCamera)
{
    Metrics metrics;
    const auto door = metrics.camera("door");
    EXPECT_EQ(metrics.camera("door"), door);
    for (int i = 0; i < 5; ++i)
        door->frameReceived();
    door->frameDecoded(7ms);
    door->frameDecoded(-3ms);  // clocks disagree
    door->frameDropped();
    door->frameRecognised(90ms);
    door->livenessRefused("raster");
    door->livenessRefused("raster");
    door->livenessRefused("undecided");
    door->frameSkipped(SkipReason::Busy);
    door->frameSkipped(SkipReason::Busy);
    door->frameSkipped(SkipReason::Budget);
    door->faceRefused("too dark");
    door->faceRefused("too dark");
    metrics.setRecognition(0.25, 3);
    door->setRtp({.packetsReceived = 100, .bytesReceived = 5'000, .packetsLost = 2, .jitterSeconds = 0.004, .roundTripSeconds = 0.02});
    door->setRtp({.packetsReceived = 150, .bytesReceived = 6'000, .packetsLost = 1, .jitterSeconds = 0.003, .roundTripSeconds = {}});
    door->setRtp({.packetsReceived = 30, .bytesReceived = 10, .packetsLost = 0, .jitterSeconds = 0.002, .roundTripSeconds = {}});  // a new connection
    const auto series = parse(metrics.text());
    EXPECT_EQ(series.at(R"(rollcall_frames_received_total{camera="door"})"), 5);
    EXPECT_EQ(series.at(R"(rollcall_frames_decoded_total{camera="door"})"), 2);
    EXPECT_EQ(series.at(R"(rollcall_recognition_frames_skipped_total{camera="door",reason="busy"})"), 2);
    EXPECT_EQ(series.at(R"(rollcall_recognition_frames_skipped_total{camera="door",reason="budget"})"), 1);
    EXPECT_EQ(series.at(R"(rollcall_recognition_frames_skipped_total{camera="door",reason="still"})"), 0);
    EXPECT_EQ(series.at(R"(rollcall_faces_refused_total{camera="door",reason="too dark"})"), 2);
    EXPECT_EQ(series.at("rollcall_recognition_load"), 0.25);
    EXPECT_EQ(series.at("rollcall_recognition_threads"), 3);
    EXPECT_EQ(series.at(R"(rollcall_frames_dropped_total{camera="door"})"), 1);
    EXPECT_EQ(series.at(R"(rollcall_frames_recognised_total{camera="door"})"), 1);
    EXPECT_EQ(series.at(R"(rollcall_capture_to_decoded_seconds_bucket{camera="door",le="0.006"})"), 1);
    EXPECT_EQ(series.at(R"(rollcall_capture_to_decoded_seconds_bucket{camera="door",le="0.008"})"), 2);
    EXPECT_EQ(series.at(R"(rollcall_liveness_refused_total{camera="door",reason="raster"})"), 2);
    EXPECT_EQ(series.at(R"(rollcall_liveness_refused_total{camera="door",reason="undecided"})"), 1);
    EXPECT_EQ(series.at(R"(rollcall_rtp_packets_received_total{camera="door"})"), 180);
    EXPECT_EQ(series.at(R"(rollcall_rtp_round_trip_seconds{camera="door"})"), 0.02);
    EXPECT_EQ(series.at(R"(rollcall_rtp_jitter_seconds{camera="door"})"), 0.002);
}

TEST(Metrics, aGoneCameraLeavesNoSeries)
{
    Metrics metrics;
    auto door = metrics.camera("door");
    door->frameReceived();
    EXPECT_TRUE(mentions(parse(metrics.text()), "door"));
    door.reset();
    EXPECT_FALSE(mentions(parse(metrics.text()), "door"));
    door = metrics.camera("door");
    EXPECT_EQ(parse(metrics.text()).at(R"(rollcall_frames_received_total{camera="door"})"), 0);
}

TEST(Metrics, aCameraMayOutliveThem)
{
    auto metrics = std::make_unique<Metrics>();
    const auto door = metrics->camera("door");
    metrics.reset();
    door->frameReceived();
}

TEST(Metrics, staysWellFormedWhateverACameraIsCalled)
{
    Metrics metrics;
    std::vector<std::shared_ptr<CameraMetrics>> cameras;
    for (const std::string &name : {std::string("a\"b\\c\nd"), std::string("\xff\xfe"), std::string("caf\xc3\xa9"), std::string(10'000, 'x'), std::string()})
        cameras.push_back(metrics.camera(name));
    const auto series = parse(metrics.text());
    EXPECT_TRUE(series.contains("rollcall_frames_received_total{camera=\"a\\\"b\\\\c?d\"}"));
    EXPECT_TRUE(series.contains("rollcall_frames_received_total{camera=\"" + std::string(64, 'x') + "\"}"));
}

TEST(Metrics, manyCamerasShareOneSeries)
{
    Metrics metrics;
    std::vector<std::shared_ptr<CameraMetrics>> cameras;
    for (std::size_t i = 0; i < Metrics::maxCameras + 10; ++i)
        cameras.push_back(metrics.camera("c" + std::to_string(i)));
    EXPECT_EQ(std::set(cameras.begin(), cameras.end()).size(), Metrics::maxCameras + 1);
}

TEST(Metrics, countsFromManyThreads)
{
    Metrics metrics;
    {
        const auto keeper = metrics.camera("shared");  // a thread that ends before the next begins takes no series away
        std::vector<std::jthread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&] {
                const auto camera = metrics.camera("shared");
                for (int i = 0; i < 10'000; ++i) {
                    camera->frameReceived();
                    if (i % 100 == 0) {
                        const auto brief = metrics.camera("brief");
                        brief->frameReceived();
                        camera->frameDecoded(1ms);
                    }
                    if (i % 1'000 == 0) {
                        EXPECT_FALSE(metrics.text().empty());
                    }
                }
            });
        }
        threads.clear();
        EXPECT_EQ(parse(metrics.text()).at(R"(rollcall_frames_received_total{camera="shared"})"), 40'000);
    }
}

TEST(Metrics, tellsSessionsRequestsStoreAndProcess)
{
    Metrics metrics;
    metrics.sessionOpened();
    metrics.sessionOpened();
    metrics.sessionClosed();
    metrics.httpAnswered("GET", "/api/v1/people/{id}", 404);
    metrics.httpAnswered("GET", "/api/v1/people/{id}", 404);
    metrics.setStore({.waiting = 3, .oldestSeconds = 1.5, .written = 10, .failures = 1});
    metrics.setStore({.waiting = 0, .oldestSeconds = 0, .written = 14, .failures = 1});
    const auto series = parse(metrics.text());
    EXPECT_EQ(series.at("rollcall_sessions"), 1);
    EXPECT_EQ(series.at("rollcall_sessions_opened_total"), 2);
    EXPECT_EQ(series.at(R"(rollcall_http_requests_total{method="GET",route="/api/v1/people/{id}",status="404"})"), 2);
    EXPECT_EQ(series.at("rollcall_store_written_total"), 14);
    EXPECT_EQ(series.at("rollcall_store_waiting_events"), 0);
    EXPECT_GT(series.at("process_resident_memory_bytes"), 1e6);
    EXPECT_GE(series.at("process_threads"), 1);
    EXPECT_GE(series.at("process_open_fds"), 3);
    EXPECT_GT(series.at("process_cpu_seconds_total"), 0);
}

TEST(Metrics, theOutboxShowsOnlyWhereThereIsOne)
{
    Metrics metrics;
    metrics.setStore({.waiting = 1, .outbox = {}});
    EXPECT_FALSE(parse(metrics.text()).contains("rollcall_outbox_waiting_events"));
    metrics.setStore({.outbox = StoreTotals::Outbox{.reachable = false, .waiting = 40, .oldestSeconds = 2.5, .delivered = 10, .setAside = 1, .failures = 3}});
    metrics.setStore({.outbox = StoreTotals::Outbox{.reachable = true, .waiting = 0, .oldestSeconds = 0, .delivered = 50, .setAside = 1, .failures = 3}});
    const auto series = parse(metrics.text());
    EXPECT_EQ(series.at("rollcall_database_reachable"), 1);
    EXPECT_EQ(series.at("rollcall_outbox_waiting_events"), 0);
    EXPECT_EQ(series.at("rollcall_outbox_delivered_total"), 50);
    EXPECT_EQ(series.at("rollcall_outbox_set_aside_events"), 1);
    EXPECT_EQ(series.at("rollcall_outbox_failures_total"), 3);
}
