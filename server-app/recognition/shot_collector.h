#pragma once

#include "recognition/gallery.h"
#include "recognition/shot.h"

#include <cstddef>
#include <expected>
#include <memory>
#include <vector>

namespace rollcall::recognition {

// Pictures to enrol of whoever stands in front of one camera. One caller at a time, any thread; all sense of time comes from the frames.
class ShotCollector {
public:
    // `scale`: the gallery whose scores say whether it is still the same person.
    ShotCollector(std::shared_ptr<const Engine> engine, Gallery scale);

    // True when the pictures are other ones than before. An error leaves the collector usable for the next frame.
    [[nodiscard]] std::expected<bool, Error> look(const FrameView &frame, Workspace &workspace);

    [[nodiscard]] const std::vector<std::vector<std::byte>> &photos() const { return m_photos; }
    [[nodiscard]] const std::vector<Embedding> &faces() const { return m_faces; } // of the photos, in their order
    [[nodiscard]] Hint hint() const { return m_picker.hint(); }
    [[nodiscard]] size_t wanted() const { return m_picker.wanted(); }
    [[nodiscard]] bool isEnough() const { return m_picker.isEnough(); }
    [[nodiscard]] bool isComplete() const { return m_picker.isComplete(); }

private:
    const std::shared_ptr<const Engine> m_engine;
    const Gallery m_scale;
    ShotPicker m_picker;
    std::vector<std::vector<std::byte>> m_photos;
    std::vector<Embedding> m_faces;
};

} // namespace rollcall::recognition
