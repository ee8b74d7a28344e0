#pragma once

#include "media/video_decoder.h"

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace rollcall::ingest {

// Decoded frames to everybody who wants them. Takers come and go on any thread; frames come on the decoder's.
class FrameTap {
public:
    // Decoder's thread: return at once.
    using Taker = std::function<void(const media::DecodedFrame &)>;

    void add(std::shared_ptr<const Taker> taker);
    void remove(const std::shared_ptr<const Taker> &taker);
    [[nodiscard]] bool isEmpty() const;
    void deliver(const media::DecodedFrame &frame);

private:
    using Takers = std::vector<std::shared_ptr<const Taker>>;
    mutable std::mutex m_mutex;  // guards the pointer, not what it points to
    std::shared_ptr<const Takers> m_takers = std::make_shared<Takers>();
};

} // namespace rollcall::ingest
