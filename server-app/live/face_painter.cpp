#include "live/face_painter.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace rollcall::live {

namespace {

struct Colour {
    int y = 0;
    int u = 128;
    int v = 128;
};

// JFIF's matrix (BT.601, all of 0..255).
constexpr Colour fromRgb(int red, int green, int blue)
{
    return {(299 * red + 587 * green + 114 * blue) / 1000, 128 + (-169 * red - 331 * green + 500 * blue) / 1000,
            128 + (500 * red - 419 * green - 81 * blue) / 1000};
}

constexpr Colour ink = fromRgb(255, 255, 255);
constexpr Colour shade = fromRgb(15, 23, 42);
constexpr int shadeStrength = 190;  // of 255

struct Area {
    int left = 0;
    int top = 0;
    int right = 0;  // the first beyond
    int bottom = 0;
};

// What of a face's state can be seen.
struct Look {
    Colour colour;
    enum class Line { Whole, Dashed, Corners } line = Line::Whole;
    QString text;
};

Look lookOf(const FaceMark &face)
{
    switch (face.state) {
    case FaceMark::State::Known:
        return {fromRgb(45, 212, 191), Look::Line::Whole, face.name};
    case FaceMark::State::Suggested:
        return {fromRgb(251, 191, 36), Look::Line::Dashed, face.name.isEmpty() ? QString() : QString(face.name + u'?')};
    case FaceMark::State::Unknown:
        return {fromRgb(203, 213, 225), Look::Line::Corners, u"?"_s};
    case FaceMark::State::Deciding:
        break;
    }
    return {fromRgb(148, 163, 184), Look::Line::Corners, face.challenge.isEmpty() ? face.refused : face.challenge};
}

void mix(unsigned char &sample, int value, int strength)
{
    sample = static_cast<unsigned char>((sample * (255 - strength) + value * strength + 127) / 255);
}

class Brush {
public:
    explicit Brush(const Canvas &canvas)
        : m_canvas(canvas)
    {
    }
    void fill(Area area, const Colour &colour, int strength = 255) const
    {
        area.left = std::max(area.left, 0);
        area.top = std::max(area.top, 0);
        area.right = std::min(area.right, m_canvas.width);
        area.bottom = std::min(area.bottom, m_canvas.height);
        if (area.left >= area.right || area.top >= area.bottom)
            return;
        fillPlane(0, area, colour.y, strength);
        const Area half{area.left / 2, area.top / 2, (area.right + 1) / 2, (area.bottom + 1) / 2};
        fillPlane(1, half, colour.u, strength);
        fillPlane(2, half, colour.v, strength);
    }
    // Text is bright on dark: its chroma is the paper's.
    void write(const Label &label, int left, int top) const
    {
        for (int y = std::max(0, -top); y < std::min(label.height, m_canvas.height - top); ++y) {
            unsigned char *row = m_canvas.planes[0] + (top + y) * m_canvas.strides[0] + left;
            for (int x = std::max(0, -left); x < std::min(label.width, m_canvas.width - left); ++x)
                mix(row[x], ink.y, label.ink[size_t(y) * size_t(label.width) + size_t(x)]);
        }
    }

private:
    void fillPlane(size_t plane, const Area &area, int value, int strength) const
    {
        for (int y = area.top; y < area.bottom; ++y) {
            unsigned char *row = m_canvas.planes[plane] + y * m_canvas.strides[plane];
            for (int x = area.left; x < area.right; ++x)
                mix(row[x], value, strength);
        }
    }
    const Canvas &m_canvas;
};

// One side: from `from` to `to` along it, with the gaps of the line.
template <typename Fill>
void side(int from, int to, Look::Line line, int thickness, Fill fill)
{
    const int length = to - from;
    if (line == Look::Line::Whole)
        return fill(from, to);
    if (line == Look::Line::Corners) {
        fill(from, from + length / 4);
        return fill(to - length / 4, to);
    }
    const int dash = 4 * thickness;
    for (int at = from; at < to; at += 2 * dash)
        fill(at, std::min(at + dash, to));
}

void frame(const Brush &brush, const Area &box, const Look &look, int thickness)
{
    const auto across = [&](int top) {
        side(box.left, box.right, look.line, thickness, [&](int from, int to) { brush.fill({from, top, to, top + thickness}, look.colour); });
    };
    const auto down = [&](int left) {
        side(box.top, box.bottom, look.line, thickness, [&](int from, int to) { brush.fill({left, from, left + thickness, to}, look.colour); });
    };
    across(box.top);
    across(box.bottom - thickness);
    down(box.left);
    down(box.right - thickness);
}

} // namespace

void FacePainter::paint(const Canvas &canvas, const FaceMarks &faces)
{
    const Brush brush(canvas);
    const int thickness = std::max(2, canvas.height / 240);
    const int letters = std::max(11, canvas.height / 26);
    for (const FaceMark &face : faces) {
        const Look look = lookOf(face);
        const Area box{int(std::lround(face.x * canvas.width)), int(std::lround(face.y * canvas.height)),
                       int(std::lround((face.x + face.width) * canvas.width)), int(std::lround((face.y + face.height) * canvas.height))};
        frame(brush, box, look, thickness);
        if (look.text.isEmpty())
            continue;
        const Label &label = m_labels.write(look.text, letters, canvas.width);
        // Above the face, or inside its box where there is no room; never beyond the sides.
        const int left = std::clamp(box.left, 0, std::max(0, canvas.width - label.width));
        const int top = box.top >= label.height ? box.top - label.height : std::min(std::max(0, box.top) + thickness, std::max(0, canvas.height - label.height));
        brush.fill({left, top, left + label.width, top + label.height}, shade, shadeStrength);
        brush.write(label, left, top);
    }
}

} // namespace rollcall::live
