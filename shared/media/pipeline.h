#pragma once

#include "media/error.h"
#include "media/gst_ref.h"
#include "media/owner_handle.h"

#include <QString>

#include <chrono>
#include <expected>
#include <functional>
#include <memory>

namespace rollcall::media {

// A GstPipeline on the system clock, owned by one thread; its bus reaches that thread as posted functions.
// Destroying it never waits: the change to NULL, which joins streaming threads, happens on a pool thread that holds the last
// reference. Callbacks that elements still make meanwhile must only reach shared state (see OwnerHandle).
class Pipeline {
public:
    // Which time is zero for the buffers inside: the moment of play() as GStreamer does by itself, or the clock's own zero, so
    // that timestamps are MonotonicTime and mean the same in every such pipeline.
    enum class Timeline { FromPlay, Monotonic };

    struct Handlers {
        std::function<void(const Error &)> error;
        std::function<void()> endOfStream;
        // Element messages (GST_MESSAGE_ELEMENT), by value.
        std::function<void(const GstStructure &, const QString &source)> element;
    };

    Pipeline(const char *name, Timeline timeline, QObject *owner, Handlers handlers);
    ~Pipeline();
    Pipeline(const Pipeline &) = delete;
    Pipeline &operator=(const Pipeline &) = delete;

    [[nodiscard]] GstElement *element() const { return m_pipeline.get(); }
    [[nodiscard]] GstBin *bin() const { return GST_BIN(m_pipeline.get()); }

    // Makes the element and adds it.
    [[nodiscard]] std::expected<GstElement *, Error> add(const char *factory, const char *name = nullptr);
    void add(const GstRef<GstElement> &element);

    [[nodiscard]] std::expected<void, Error> play();
    // Ends it, as the destructor does; further messages are dropped. `done` runs on the owner's thread once it is NULL,
    // unless this object is destroyed before that. `first` runs before anything ends, on the pool's thread.
    void stop(std::function<void()> done = {}, std::function<void(GstBin *)> first = {});

private:
    GstRef<GstElement> m_pipeline;
    OwnerHandle m_owner;
    std::shared_ptr<Handlers> m_handlers;
};

// Waits until all pipelines that were given up have ended, at most `limit`; for the end of main(). False: some hang.
bool waitForStoppedPipelines(std::chrono::milliseconds limit);

} // namespace rollcall::media
