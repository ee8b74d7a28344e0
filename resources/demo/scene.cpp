#include "demo/scene.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace rollcall::demo {

namespace {

constexpr double walkingTime = 1.0;  // seconds to come in, and to leave

double smooth(double t)
{
    t = std::clamp(t, 0.0, 1.0);
    return t * t * (3.0 - 2.0 * t);
}

double wave(double t, double period, double phase)
{
    return std::sin(2.0 * std::numbers::pi * (t / period + phase));
}

Pose poseAt(const Appearance &walk, double t)
{
    const double since = t - walk.from;
    const double left = walk.to - t;
    const double in = smooth(since / walkingTime);
    const double out = smooth(1.0 - left / walkingTime);
    const double standing = in * (1.0 - out);
    const double phase = walk.from * 0.37;
    const double gait = std::abs(wave(t, 0.9, phase)) * 5.0 * (1.0 - standing);

    Pose pose;
    pose.centre.x = walk.enterX + (walk.stand.x - walk.enterX) * in + (walk.leaveX - walk.stand.x) * out + standing * 14.0 * wave(t, 3.1, phase);
    pose.centre.y = walk.stand.y + standing * 6.0 * wave(t, 2.3, phase) - gait;
    pose.scale = walk.scale * (1.0 + 0.09 * standing * wave(t, 3.9, phase));
    const double heading = (1.0 - in) * std::copysign(1.0, walk.stand.x - walk.enterX) + out * std::copysign(1.0, walk.leaveX - walk.stand.x);
    pose.yaw = 0.26 * heading + 0.2 * standing * wave(t, 2.7, phase);
    pose.pitch = 0.09 * standing * wave(t, 1.9, phase + 0.3);
    pose.roll = 0.07 * standing * wave(t, 3.3, phase + 0.6);
    pose.eyes = std::fmod(since + 0.8, 2.6) < 0.12 ? Eyes::Closed : Eyes::Open;
    return pose;
}

// A wall in evening light with out-of-focus lamps drifting past.
cv::Mat background(cv::Size size, double t, cv::RNG random)
{
    cv::Mat small{size / 4, CV_32FC3};
    for (int y = 0; y < small.rows; ++y) {
        const auto down = static_cast<float>(y) / static_cast<float>(small.rows);
        small.row(y).setTo(cv::Scalar{150 - 50 * down, 138 - 56 * down, 118 - 52 * down});
    }
    Canvas canvas{small, cv::Matx23d{1, 0, 0, 0, 1, 0}};
    for (int i = 0; i < 16; ++i) {
        const double radius = random.uniform(7.0, 22.0);
        const double speed = random.uniform(3.0, 11.0);
        const double span = small.cols + 4.0 * radius;
        const double x = std::fmod(random.uniform(0.0, span) + speed * t, span) - 2.0 * radius;
        const double y = random.uniform(0.0, 0.85) * small.rows + 2.0 * wave(t, 6.0, random.uniform(0.0, 1.0));
        const Color tint{random.uniform(120.0F, 190.0F), random.uniform(150.0F, 205.0F), random.uniform(170.0F, 240.0F)};
        canvas.fill(ellipse({x, y}, radius, radius), {tint, random.uniform(0.12, 0.32), 1.6});
    }
    cv::Mat large;
    cv::resize(small, large, size, 0.0, 0.0, cv::INTER_CUBIC);
    return large;
}

// What a camera gives: its noise, and whole numbers.
cv::Mat developed(const cv::Mat &picture, cv::RNG random)
{
    cv::Mat noise{picture.size(), CV_32FC3};
    random.fill(noise, cv::RNG::NORMAL, 0.0, 1.6);
    cv::Mat result;
    cv::Mat{picture + noise}.convertTo(result, CV_8UC3);
    return result;
}

}  // namespace

Scene::Scene(std::uint64_t seed)
    : m_seed{seed}
{
    std::uint64_t own = seed;
    for (const Person &person : enrolledPeople())
        m_actors.push_back({person.id, Head{person.look, ++own}});
    m_actors.push_back({stranger().id, Head{stranger().look, ++own}});
}

const std::vector<Appearance> &Scene::timeline()
{
    static const std::vector<Appearance> walks{
        {.person = "ada", .from = 0.5, .to = 5.0, .enterX = -160, .stand = {300, 220}, .leaveX = 800, .scale = 108},
        {.person = "ben", .from = 5.2, .to = 9.7, .enterX = 800, .stand = {340, 230}, .leaveX = -160, .scale = 116},
        {.person = "chloe", .from = 9.5, .to = 15.0, .enterX = -140, .stand = {190, 235}, .leaveX = -140, .scale = 98},
        {.person = "ada", .from = 10.4, .to = 14.4, .enterX = 780, .stand = {460, 215}, .leaveX = 780, .scale = 94},
        {.person = "stranger", .from = 15.2, .to = 19.6, .enterX = 800, .stand = {310, 220}, .leaveX = -160, .scale = 112},
    };
    return walks;
}

const Head &Scene::head(std::string_view person) const
{
    const auto found = std::ranges::find(m_actors, person, &Actor::id);
    CV_Assert(found != m_actors.end());
    return found->head;
}

cv::Mat Scene::frame(int index) const
{
    const double t = static_cast<double>(index) / framesPerSecond;
    cv::Mat picture = background(size, t, cv::RNG{m_seed});
    for (const Appearance &walk : timeline()) {
        if (t >= walk.from && t < walk.to)
            head(walk.person).draw(picture, poseAt(walk, t), {});
    }
    return developed(picture, cv::RNG{m_seed * 7919 + static_cast<std::uint64_t>(index)});
}

std::vector<VisibleFace> Scene::faces(int index) const
{
    const double t = static_cast<double>(index) / framesPerSecond;
    std::vector<VisibleFace> result;
    for (const Appearance &walk : timeline()) {
        if (t < walk.from || t >= walk.to)
            continue;
        const cv::Rect box = Head::faceBox(poseAt(walk, t));
        if ((box & cv::Rect{{}, size}) == box)
            result.push_back({walk.person, box});
    }
    return result;
}

cv::Mat Scene::photo(std::string_view person, int index) const
{
    // A little to each side, up and down, with the lamp now left, now right, near and far.
    struct Sitting {
        double yaw, pitch, roll, scale;
        Light light;
    };
    static const std::array<Sitting, photoCount> sittings{{
        {0.0, 0.0, 0.0, 115, {}},
        {0.16, 0.02, 0.03, 105, {.from = {0.4, -0.4, 0.8}}},
        {-0.17, 0.0, -0.03, 120, {.from = {-0.5, -0.3, 0.7}, .ambient = 0.55}},
        {0.05, 0.08, 0.0, 98, {.from = {0.0, -0.7, 0.7}, .ambient = 0.7}},
        {-0.06, -0.08, 0.04, 125, {.from = {0.2, -0.2, 0.9}, .ambient = 0.5}},
        {0.24, 0.03, -0.02, 110, {.from = {-0.2, -0.5, 0.8}, .lamp = 0.42}},
    }};
    const Sitting &sitting = sittings.at(static_cast<std::size_t>(index));
    const cv::Size portrait{400, 480};
    cv::Mat picture{portrait, CV_32FC3, cv::Scalar{196, 200, 202}};
    head(person).draw(picture, {.centre = {200, 215}, .scale = sitting.scale, .yaw = sitting.yaw, .pitch = sitting.pitch, .roll = sitting.roll},
                      sitting.light);
    return developed(picture, cv::RNG{m_seed * 104729 + static_cast<std::uint64_t>(index)});
}

}  // namespace rollcall::demo
