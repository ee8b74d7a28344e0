#include "crowd.h"

#include "demo/head.h"

#include <opencv2/imgcodecs.hpp>

#include <fstream>

namespace rollcall::testing {

namespace {

demo::Color tint(cv::RNG &random, float dark, float light)
{
    const float value = random.uniform(dark, light);
    return {value * random.uniform(0.7F, 0.95F), value * random.uniform(0.8F, 1.0F), value};
}

demo::Look lookOf(std::uint64_t person)
{
    cv::RNG random{person * 2'654'435'761ULL + 17};
    for (int i = 0; i < 8; ++i)
        random.next();
    return {.skin = tint(random, 150, 240), .hair = tint(random, 25, 170), .iris = tint(random, 50, 150), .lips = tint(random, 150, 210),
            .shirt = tint(random, 40, 220), .halfWidth = random.uniform(0.66, 0.8), .jaw = random.uniform(1.85, 3.1),
            .eyeDistance = random.uniform(0.27, 0.34), .eyeHalfWidth = random.uniform(0.11, 0.16), .eyeOpening = random.uniform(0.05, 0.08),
            .eyeTilt = random.uniform(-0.02, 0.04), .browThickness = random.uniform(0.03, 0.07), .browArch = random.uniform(0.01, 0.06),
            .browTilt = random.uniform(-0.03, 0.04), .noseHalfWidth = random.uniform(0.11, 0.17), .noseTip = random.uniform(0.33, 0.43),
            .mouthHalfWidth = random.uniform(0.22, 0.27), .mouth = random.uniform(0.58, 0.66), .lipThickness = random.uniform(0.035, 0.095),
            .smile = random.uniform(0.01, 0.05), .freckles = random.uniform(0.0, 1.0), .wrinkles = random.uniform(0.0, 1.0),
            .hairStyle = demo::Hair(random.uniform(0, 4)), .facialHair = demo::FacialHair(random.uniform(0, 3)), .glasses = demo::Glasses(random.uniform(0, 2))};
}

} // namespace

cv::Mat crowdPhoto(std::uint64_t person, int photo)
{
    const demo::Head head{lookOf(person), person};
    cv::RNG random{person * 7'919 + static_cast<std::uint64_t>(photo) * 104'729 + 1};
    cv::Mat picture{cv::Size{320, 384}, CV_32FC3, cv::Scalar{196, 200, 202}};
    const demo::Pose pose{.centre = {160, 172}, .scale = 95 + random.uniform(-6.0, 6.0), .yaw = random.uniform(-0.15, 0.15), .pitch = random.uniform(-0.05, 0.05), .roll = random.uniform(-0.03, 0.03)};
    head.draw(picture, pose, {});
    cv::Mat noise{picture.size(), CV_32FC3};
    random.fill(noise, cv::RNG::NORMAL, 0.0, 1.6);
    cv::Mat developed;
    cv::Mat{picture + noise}.convertTo(developed, CV_8UC3);
    return developed;
}

std::vector<uint8_t> jpegOf(const cv::Mat &picture)
{
    std::vector<uint8_t> bytes;
    cv::imencode(".jpg", picture, bytes, {cv::IMWRITE_JPEG_QUALITY, 92});
    return bytes;
}

void writeFile(const std::filesystem::path &file, const std::vector<uint8_t> &bytes)
{
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary).write(reinterpret_cast<const char *>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

} // namespace rollcall::testing
