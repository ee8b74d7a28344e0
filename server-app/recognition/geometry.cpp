#include "recognition/geometry.h"

#include <algorithm>
#include <cmath>

namespace rollcall::recognition {

float overlap(const Box &a, const Box &b)
{
    const float width = std::min(a.right(), b.right()) - std::max(a.x, b.x);
    const float height = std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y);
    if (width <= 0 || height <= 0)
        return 0;
    const float common = width * height;
    return common / (a.area() + b.area() - common);
}

float distance(const Point &a, const Point &b)
{
    return std::hypot(a.x - b.x, a.y - b.y);
}

Box grown(const Box &box, float factor)
{
    const Point centre = box.centre();
    return {
        centre.x - box.width * factor / 2, centre.y - box.height * factor / 2, box.width * factor, box.height * factor};
}

Box clipped(const Box &box, int width, int height)
{
    const float left = std::clamp(box.x, 0.F, static_cast<float>(width));
    const float top = std::clamp(box.y, 0.F, static_cast<float>(height));
    const float right = std::clamp(box.right(), left, static_cast<float>(width));
    const float bottom = std::clamp(box.bottom(), top, static_cast<float>(height));
    return {left, top, right - left, bottom - top};
}

} // namespace rollcall::recognition
