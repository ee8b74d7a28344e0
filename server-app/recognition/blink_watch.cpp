#include "recognition/blink_watch.h"

#include "recognition/alignment.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace rollcall::recognition {

namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

const cv::Size chipSize(96, 96);
constexpr FivePoints chipPoints{Point{30, 34}, Point{66, 34}, Point{48, 54}, Point{33, 74}, Point{63, 74}};
const cv::Rect leftEyePart(18, 25, 24, 18);
const cv::Rect rightEyePart(54, 25, 24, 18);
const cv::Rect controlPart(32, 46, 32, 36); // nose and mouth
constexpr int play = 4; // pixels by which points may be off
constexpr float closedDrop = 0.14F; // of correlation, below what is usual
constexpr float openDrop = 0.07F;
constexpr float anotherDrop = 0.08F; // likewise of nose and mouth: the whole face changed
constexpr float surely = 4; // standard deviations
constexpr int countNeeded = 8; // frames before anything is usual
constexpr float memory = 0.92F;
constexpr nanoseconds longestBlink = milliseconds(600);
constexpr nanoseconds longestGap = milliseconds(250); // between frames; with fewer a blink is not seen surely
constexpr nanoseconds keptFor = milliseconds(500);
constexpr size_t remembered = 16;

float likeness(const cv::Mat &chip, const cv::Mat &before, const cv::Rect &part)
{
    const cv::Rect wider(part.x - play, part.y - play, part.width + 2 * play, part.height + 2 * play);
    cv::Mat found;
    cv::matchTemplate(chip(wider), before(part), found, cv::TM_CCOEFF_NORMED);
    double best = 0;
    cv::minMaxLoc(found, nullptr, &best);
    return static_cast<float>(best);
}

} // namespace

void BlinkWatch::Usual::add(float value)
{
    const float weight = count < countNeeded ? 1 / static_cast<float>(count + 1) : 1 - memory;
    const float difference = value - mean;
    mean += weight * difference;
    variance = (1 - weight) * (variance + weight * difference * difference);
    ++count;
}

bool BlinkWatch::Usual::isBelow(float value, float least, float deviations) const
{
    return count >= countNeeded && mean - value > std::max(least, deviations * std::sqrt(variance));
}

void BlinkWatch::keepOpen(const cv::Mat &chip, nanoseconds time)
{
    m_open = chip;
    m_kept = time;
    m_closing.reset();
}

// Counts a blink when eyes that had just closed are open again; otherwise learns what is usual.
void BlinkWatch::judge(float left, float right, nanoseconds before, nanoseconds time)
{
    if (m_left.isBelow(left, closedDrop, surely) && m_right.isBelow(right, closedDrop, surely)) {
        if (!m_closing)
            m_closing = before;
        return;
    }
    if (m_left.isBelow(left, openDrop, 0) || m_right.isBelow(right, openDrop, 0))
        return; // on the way
    if (m_closing && time - *m_closing <= longestBlink) {
        m_blinks.push_back(time);
        if (m_blinks.size() > remembered)
            m_blinks.erase(m_blinks.begin());
    }
    m_closing.reset();
    m_left.add(left);
    m_right.add(right);
}

void BlinkWatch::look(const Picture &picture, const FivePoints &points, nanoseconds time)
{
    const cv::Mat chip = lumaChip(picture, similarity(points, chipPoints), chipSize);
    if (chip.empty())
        return;
    const nanoseconds before = std::exchange(m_last, time).value_or(time - longestGap * 2);
    if (m_open.empty() || time - before > longestGap)
        return keepOpen(chip, time);
    m_controlNow = likeness(chip, m_open, controlPart);
    const float left = likeness(chip, m_open, leftEyePart);
    const float right = likeness(chip, m_open, rightEyePart);
    m_eyes = std::max(left, right);
    if (m_control.isBelow(m_controlNow, anotherDrop, surely)) {
        m_closing.reset(); // turned, covered, blurred
    } else {
        m_control.add(m_controlNow);
        judge(left, right, before, time);
    }
    const bool isStale = time - m_kept > (m_closing ? longestBlink + keptFor : keptFor);
    const bool isOpen = !m_left.isBelow(left, openDrop, 0) && !m_right.isBelow(right, openDrop, 0);
    if (isStale && (isOpen || time - m_kept > 2 * longestBlink + keptFor)) // that is how this face looks
        keepOpen(chip, time);
}

} // namespace rollcall::recognition
