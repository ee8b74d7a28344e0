#pragma once

#include <QList>
#include <QRectF>
#include <QString>

#include <cstdint>
#include <deque>
#include <optional>

class QJsonObject;

namespace rollcall::admin {

enum class FaceState { Known, Suggested, Unknown, Deciding };

// One face of one picture. Boxes are in 0..1 of the picture.
struct OverlayFace {
    qint64 track = 0;
    QRectF box = {};
    FaceState state = FaceState::Deciding;
    QString person = {};
    QString name = {};
    double confidence = 0;
    QString refused = {};  // why it could not be compared: "too dark"
};

struct Overlay {
    uint32_t rtpTimestamp = 0;  // of the picture it was found in, on the viewers' timeline (90 kHz)
    QList<OverlayFace> faces = {};
};

[[nodiscard]] Overlay overlayOf(const QJsonObject &message);

// What recognition said of recent pictures, asked for by a picture's own RTP timestamp. Recognition does not look at each picture: between
// two that it saw, a face moves evenly; after the last one it stays for a moment. A value; any one thread.
class OverlayTimeline {
public:
    void add(Overlay overlay);
    [[nodiscard]] QList<OverlayFace> at(uint32_t rtpTimestamp) const;
    void clear() { m_overlays.clear(); }
    [[nodiscard]] bool isEmpty() const { return m_overlays.empty(); }

    static constexpr int kept = 64;
    static constexpr int32_t longestStay = 90'000 / 2;  // half a second without news: the face is somewhere else by then
    static constexpr int32_t longestGap = 90'000;       // between two that are joined

private:
    std::deque<Overlay> m_overlays;  // in the order of their timestamps
};

// How much later `a` is than `b`; timestamps wrap around (RFC 3550 §5.1).
[[nodiscard]] constexpr int32_t later(uint32_t a, uint32_t b)
{
    return int32_t(a - b);
}

} // namespace rollcall::admin
