// The drawn people have to pass for faces with the detector that recognition uses without a model file.
#include "demo/scene.h"

#include <dlib/image_processing/frontal_face_detector.h>
#include <dlib/opencv.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>

namespace rollcall::demo {
namespace {

constexpr double sameFace = 0.4;  // share of the joint area that two boxes have in common

std::vector<cv::Rect> detect(dlib::frontal_face_detector &detector, const cv::Mat &picture)
{
    cv::Mat grey;
    cv::cvtColor(picture, grey, cv::COLOR_BGR2GRAY);
    std::vector<cv::Rect> boxes;
    for (const dlib::rectangle &found : detector(dlib::cv_image<unsigned char>{grey}))
        boxes.emplace_back(static_cast<int>(found.left()), static_cast<int>(found.top()), static_cast<int>(found.width()),
                           static_cast<int>(found.height()));
    return boxes;
}

bool overlaps(const cv::Rect &a, const cv::Rect &b)
{
    const double common = (a & b).area();
    return common > sameFace * (a.area() + b.area() - common);
}

TEST(DemoDetection, findsNearlyEveryFaceOfTheClip)
{
    const Scene scene{1};
    dlib::frontal_face_detector detector = dlib::get_frontal_face_detector();
    int visible = 0;
    int found = 0;
    int elsewhere = 0;
    for (int i = 0; i < Scene::frameCount; i += 10) {
        const std::vector<cv::Rect> boxes = detect(detector, scene.frame(i));
        const std::vector<VisibleFace> faces = scene.faces(i);
        for (const VisibleFace &face : faces) {
            ++visible;
            found += std::ranges::any_of(boxes, [&](const cv::Rect &box) { return overlaps(box, face.box); }) ? 1 : 0;
        }
        // A face half inside the picture may be found too; nothing else may.
        if (faces.empty() && scene.faces(std::max(0, i - 15)).empty() && scene.faces(std::min(Scene::frameCount - 1, i + 15)).empty())
            elsewhere += static_cast<int>(boxes.size());
    }
    std::cout << "found " << found << " of " << visible << " faces\n";
    ASSERT_GT(visible, 40);
    EXPECT_GE(found, visible * 95 / 100);
    EXPECT_EQ(elsewhere, 0);
}

TEST(DemoDetection, findsExactlyOneFaceOnEveryPhoto)
{
    const Scene scene{1};
    dlib::frontal_face_detector detector = dlib::get_frontal_face_detector();
    for (const Person &person : enrolledPeople()) {
        for (int i = 0; i < Scene::photoCount; ++i)
            EXPECT_EQ(detect(detector, scene.photo(person.id, i)).size(), 1U) << person.id << ' ' << i;
    }
}

}  // namespace
}  // namespace rollcall::demo
