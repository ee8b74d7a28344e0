#include "recognition/tracker.h"

#include <opencv2/video/tracking.hpp>

#include <algorithm>
#include <cmath>

namespace rollcall::recognition {

namespace {

constexpr int gridSide = 5; // points a face: gridSide²
constexpr float gridPart = 0.7F; // of the box; its rim is background
constexpr size_t pointsNeeded = 8;
constexpr float backError = 1.0F; // small pixels a point may miss its start by when followed back
constexpr float sizesAgree = 1.6F;
const cv::Size flowWindow(11, 11);
constexpr int flowLevels = 2;

struct Flow {
    std::vector<cv::Point2f> from;
    std::vector<cv::Point2f> to;
};

void appendGrid(std::vector<cv::Point2f> &points, const Box &box, float scale)
{
    const Box inner = grown(box, gridPart);
    for (int row = 0; row < gridSide; ++row) {
        for (int column = 0; column < gridSide; ++column) {
            points.emplace_back((inner.x + inner.width * static_cast<float>(column) / (gridSide - 1)) / scale,
                (inner.y + inner.height * static_cast<float>(row) / (gridSide - 1)) / scale);
        }
    }
}

float median(std::vector<float> &values)
{
    const auto middle = values.begin() + static_cast<ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

// The median shift of the points, and how much they spread (Kalal's median flow), applied to the box.
Box moved(const Box &box, const Flow &flow, float scale)
{
    std::vector<float> dx;
    std::vector<float> dy;
    std::vector<float> spreads;
    for (size_t i = 0; i < flow.from.size(); ++i) {
        dx.push_back(flow.to[i].x - flow.from[i].x);
        dy.push_back(flow.to[i].y - flow.from[i].y);
        for (size_t k = 0; k < i; ++k) {
            const double before = cv::norm(flow.from[i] - flow.from[k]);
            if (before > 1)
                spreads.push_back(static_cast<float>(cv::norm(flow.to[i] - flow.to[k]) / before));
        }
    }
    const float growth = spreads.empty() ? 1 : std::clamp(median(spreads), 0.9F, 1.1F);
    Box result = grown(box, growth);
    result.x += median(dx) * scale;
    result.y += median(dy) * scale;
    return result;
}

// Detectors that give no points know position and size in coarse steps alone; what was followed is finer.
Box mean(const Box &a, const Box &b)
{
    return {(a.x + b.x) / 2, (a.y + b.y) / 2, (a.width + b.width) / 2, (a.height + b.height) / 2};
}

// How well a detection fits a track, or nothing when they are different faces.
std::optional<float> fit(const Track &track, const Detection &detection, const TrackerSettings &settings)
{
    const float common = overlap(track.box, detection.box);
    const float ratio = detection.box.width / std::max(track.box.width, 1.F);
    const bool alike = ratio < sizesAgree && ratio > 1 / sizesAgree;
    const float away = distance(track.box.centre(), detection.box.centre()) / std::max(track.box.width, 1.F);
    if (common < settings.minimumOverlap && !(alike && away < settings.nearness))
        return std::nullopt;
    return common - away;
}

} // namespace

Tracker::Tracker(TrackerSettings settings)
    : m_settings(settings)
{
}

void Tracker::follow(const cv::Mat &previous, const cv::Mat &current, float scale)
{
    if (m_tracks.empty() || previous.size() != current.size())
        return;
    std::vector<cv::Point2f> starts;
    for (const Track &track : m_tracks)
        appendGrid(starts, track.box, scale);
    std::vector<cv::Mat> before;
    if (m_newest.data == previous.data)
        before = std::move(m_newestLevels);
    else
        cv::buildOpticalFlowPyramid(previous, before, flowWindow, flowLevels);
    std::vector<cv::Mat> after;
    cv::buildOpticalFlowPyramid(current, after, flowWindow, flowLevels);
    m_newest = current;
    m_newestLevels = after;
    const cv::TermCriteria enough(cv::TermCriteria::COUNT | cv::TermCriteria::EPS, 10, 0.05);
    std::vector<cv::Point2f> ends;
    std::vector<cv::Point2f> backs;
    std::vector<uchar> found;
    std::vector<uchar> foundBack;
    std::vector<float> errors;
    cv::calcOpticalFlowPyrLK(before, after, starts, ends, found, errors, flowWindow, flowLevels, enough);
    cv::calcOpticalFlowPyrLK(after, before, ends, backs, foundBack, errors, flowWindow, flowLevels, enough);

    constexpr size_t perTrack = size_t{gridSide} * gridSide;
    for (size_t t = 0; t < m_tracks.size(); ++t) {
        Flow flow;
        for (size_t i = t * perTrack; i < (t + 1) * perTrack; ++i) {
            if (found[i] && foundBack[i] && cv::norm(backs[i] - starts[i]) < backError) {
                flow.from.push_back(starts[i]);
                flow.to.push_back(ends[i]);
            }
        }
        m_tracks[t].isFollowed = flow.from.size() >= pointsNeeded;
        if (m_tracks[t].isFollowed)
            m_tracks[t].box = moved(m_tracks[t].box, flow, scale);
    }
}

void Tracker::update(std::span<const Detection> detections, std::chrono::nanoseconds time)
{
    struct Pair {
        float fit;
        size_t track;
        size_t detection;
    };
    std::vector<Pair> pairs;
    for (size_t t = 0; t < m_tracks.size(); ++t) {
        for (size_t d = 0; d < detections.size(); ++d) {
            if (const auto value = fit(m_tracks[t], detections[d], m_settings))
                pairs.push_back({*value, t, d});
        }
    }
    std::ranges::sort(pairs, std::ranges::greater{}, &Pair::fit);
    std::vector<bool> trackTaken(m_tracks.size());
    std::vector<bool> detectionTaken(detections.size());
    for (const Pair &pair : pairs) {
        if (trackTaken[pair.track] || detectionTaken[pair.detection])
            continue;
        trackTaken[pair.track] = detectionTaken[pair.detection] = true;
        Track &track = m_tracks[pair.track];
        track.detection = detections[pair.detection];
        track.isContinuous =
            track.misses == 0 && overlap(track.box, track.detection.box) >= m_settings.continuousOverlap;
        const bool blends = track.isFollowed && track.isContinuous && !track.detection.points;
        track.box = blends ? mean(track.box, track.detection.box) : track.detection.box;
        track.detected = time;
        track.misses = 0;
    }
    for (size_t t = 0; t < m_tracks.size(); ++t)
        m_tracks[t].misses += trackTaken[t] ? 0 : 1;
    std::erase_if(m_tracks, [&](const Track &track) {
        return track.misses > m_settings.missesAllowed || time - track.detected > m_settings.lostAfter;
    });
    for (size_t d = 0; d < detections.size() && m_tracks.size() < m_settings.maximumTracks; ++d) {
        if (!detectionTaken[d])
            m_tracks.push_back({TrackId{m_next++}, detections[d].box, time, time, detections[d]});
    }
}

void Tracker::stillThere(std::chrono::nanoseconds time)
{
    for (Track &track : m_tracks) {
        if (track.misses == 0)
            track.detected = time;
    }
}

void Tracker::clear()
{
    m_tracks.clear();
    m_newest.release();
    m_newestLevels.clear();
}

} // namespace rollcall::recognition
