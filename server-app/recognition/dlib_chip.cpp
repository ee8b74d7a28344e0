#include "recognition/dlib_chip.h"

#include "recognition/alignment.h"

#include <span>
#include <vector>

namespace rollcall::recognition {

namespace {

constexpr float border = 0.25F; // of the face's side, around it
constexpr size_t allLandmarks = 68;
constexpr size_t firstUsed = 27; // jaw and brows come before

// The mean places, in a unit square, of the landmarks 27 to 67; dlib aligns by these (image_transforms/interpolation.h).
constexpr std::array<Point, allLandmarks - firstUsed> meanPlaces{Point{0.490127F, 0.203352F},
    Point{0.490127F, 0.307009F}, Point{0.490127F, 0.409805F}, Point{0.490127F, 0.515625F}, Point{0.36688F, 0.587326F},
    Point{0.426036F, 0.609345F}, Point{0.490127F, 0.628106F}, Point{0.554217F, 0.609345F}, Point{0.613373F, 0.587326F},
    Point{0.121737F, 0.216423F}, Point{0.187122F, 0.178758F}, Point{0.265825F, 0.179852F}, Point{0.334606F, 0.231733F},
    Point{0.260918F, 0.245099F}, Point{0.182743F, 0.244077F}, Point{0.645647F, 0.231733F}, Point{0.714428F, 0.179852F},
    Point{0.793132F, 0.178758F}, Point{0.858516F, 0.216423F}, Point{0.79751F, 0.244077F}, Point{0.719335F, 0.245099F},
    Point{0.254149F, 0.780233F}, Point{0.340985F, 0.745405F}, Point{0.428858F, 0.727388F}, Point{0.490127F, 0.742578F},
    Point{0.551395F, 0.727388F}, Point{0.639268F, 0.745405F}, Point{0.726104F, 0.780233F}, Point{0.642159F, 0.864805F},
    Point{0.556721F, 0.902192F}, Point{0.490127F, 0.909281F}, Point{0.423532F, 0.902192F}, Point{0.338094F, 0.864805F},
    Point{0.290379F, 0.784792F}, Point{0.428096F, 0.778746F}, Point{0.490127F, 0.785343F}, Point{0.552157F, 0.778746F},
    Point{0.689874F, 0.784792F}, Point{0.553364F, 0.824182F}, Point{0.490127F, 0.831803F}, Point{0.42689F, 0.824182F}};

// The same face's eye centres, nose tip and mouth corners, and dlib's own five points of it.
constexpr FivePoints meanFive{Point{0.225489F, 0.215984F}, Point{0.754760F, 0.215984F}, Point{0.490127F, 0.515625F},
    Point{0.254149F, 0.780233F}, Point{0.726104F, 0.780233F}};
constexpr CornerPoints meanCorners{Point{0.859567F, 0.213498F}, Point{0.646060F, 0.228967F},
    Point{0.120575F, 0.213727F}, Point{0.334085F, 0.229064F}, Point{0.490112F, 0.627798F}};

bool isLowerLip(size_t landmark)
{
    return (landmark >= 55 && landmark <= 59) || landmark >= 65;
}

Point onChip(const Point &unit, int side)
{
    const float scale = static_cast<float>(side) / (2 * border + 1);
    return {(unit.x + border) * scale, (unit.y + border) * scale};
}

Point between(const Point &a, const Point &b)
{
    return {(a.x + b.x) / 2, (a.y + b.y) / 2};
}

} // namespace

cv::Matx23f toDlibChip(const Face &face, int side)
{
    std::vector<Point> from;
    std::vector<Point> to;
    if (face.contour.size() == allLandmarks) {
        for (size_t i = firstUsed; i < allLandmarks; ++i) {
            if (isLowerLip(i))
                continue;
            from.push_back(face.contour[i]);
            to.push_back(onChip(meanPlaces[i - firstUsed], side));
        }
    } else {
        from.assign(face.points.begin(), face.points.end());
        for (const Point &point : meanFive)
            to.push_back(onChip(point, side));
    }
    return similarity(from, to);
}

FivePoints fivePointsOf(const CornerPoints &corners)
{
    const cv::Matx23f fromMean = similarity(meanCorners, corners);
    FivePoints points;
    for (size_t i = 0; i < points.size(); ++i)
        points[i] = transformed(fromMean, meanFive[i]);
    points[0] = between(corners[2], corners[3]);
    points[1] = between(corners[0], corners[1]);
    return points;
}

} // namespace rollcall::recognition
