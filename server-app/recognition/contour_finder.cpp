#include "recognition/contour_finder.h"

#include "recognition/dlib_chip.h"
#include "recognition/square_box.h"

#include <dlib/image_processing/shape_predictor.h>
#include <dlib/opencv.h>

#include <algorithm>
#include <cmath>
#include <spanstream>

namespace rollcall::recognition {

namespace {

Point meanOf(const std::vector<Point> &points, size_t first, size_t last)
{
    Point sum;
    for (size_t i = first; i <= last; ++i)
        sum = {sum.x + points[i].x, sum.y + points[i].y};
    const auto count = static_cast<float>(last - first + 1);
    return {sum.x / count, sum.y / count};
}

// The predictor was trained on the squares of dlib's HOG detector. The five points, where known, say more exactly than the box
// where such a square would be.
Box predictorBox(const Detection &detection)
{
    if (!detection.points)
        return squareOfFace(detection.box);
    const FivePoints &p = *detection.points;
    const Point eyes{(p[0].x + p[1].x) / 2, (p[0].y + p[1].y) / 2};
    const Point mouth{(p[3].x + p[4].x) / 2, (p[3].y + p[4].y) / 2};
    const float reach = std::max(distance(p[0], p[1]), distance(eyes, mouth));
    const float side = reach * 2.3F;
    const Point centre{(eyes.x + mouth.x) / 2, eyes.y + (mouth.y - eyes.y) * 0.55F};
    return {centre.x - side / 2, centre.y - side / 2, side, side};
}

} // namespace

struct ShapeModel::Predictor {
    dlib::shape_predictor shape;
};

ShapeModel::ShapeModel(std::unique_ptr<const Predictor> predictor)
    : m_predictor(std::move(predictor))
{
}

ShapeModel::~ShapeModel() = default;

std::expected<std::shared_ptr<const ShapeModel>, Error> ShapeModel::read(const ModelFile &file, unsigned long points)
try {
    auto predictor = std::make_unique<Predictor>();
    std::ispanstream stream(std::span(reinterpret_cast<const char *>(file.bytes.data()), file.bytes.size()));
    dlib::deserialize(predictor->shape, stream);
    if (predictor->shape.num_parts() != points) {
        return std::unexpected(unusable(file.path,
            "it predicts " + std::to_string(predictor->shape.num_parts()) + " points, " + std::to_string(points)
                + " are needed"));
    }
    return std::shared_ptr<const ShapeModel>(new ShapeModel(std::move(predictor)));
} catch (const std::exception &) {
    return std::unexpected(unusable(file.path, "it is damaged or not a shape predictor of dlib"));
}

std::expected<std::vector<Point>, Error> ShapeModel::find(const Picture &picture, const Box &box) const
try {
    const dlib::rectangle rectangle(
        std::lround(box.x), std::lround(box.y), std::lround(box.right()) - 1, std::lround(box.bottom()) - 1);
    const dlib::full_object_detection shape = m_predictor->shape(dlib::cv_image<uint8_t>(picture.luma()), rectangle);
    std::vector<Point> points(shape.num_parts());
    for (unsigned long i = 0; i < shape.num_parts(); ++i)
        points[i] = {static_cast<float>(shape.part(i).x()), static_cast<float>(shape.part(i).y())};
    return points;
} catch (const std::exception &failure) {
    return std::unexpected(
        Error{Error::Code::Library, std::string("dlib's landmark predictor failed: ") + failure.what()});
}

ContourFinder::ContourFinder(std::shared_ptr<const ShapeModel> model)
    : m_model(std::move(model))
{
}

std::expected<Face, Error> ContourFinder::find(const Picture &picture, const Detection &detection)
{
    auto contour = m_model->find(picture, predictorBox(detection));
    if (!contour)
        return std::unexpected(contour.error());
    Face face{detection.box, detection.score, detection.points.value_or(fivePointsOf(*contour)), {}};
    face.contour = std::move(*contour);
    return face;
}

CornerFinder::CornerFinder(std::shared_ptr<const ShapeModel> model)
    : m_model(std::move(model))
{
}

std::expected<Face, Error> CornerFinder::find(const Picture &picture, const Detection &detection)
{
    if (detection.points)
        return Face{detection.box, detection.score, *detection.points, {}};
    const auto found = m_model->find(picture, predictorBox(detection));
    if (!found)
        return std::unexpected(found.error());
    CornerPoints corners;
    std::ranges::copy_n(found->begin(), corners.size(), corners.begin());
    return Face{detection.box, detection.score, fivePointsOf(corners), {}};
}

FivePoints fivePointsOf(const std::vector<Point> &contour)
{
    return {meanOf(contour, 36, 41), meanOf(contour, 42, 47), contour[30], contour[48], contour[54]};
}

} // namespace rollcall::recognition
