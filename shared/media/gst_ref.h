#pragma once

#include <gst/gst.h>

#include <concepts>
#include <memory>
#include <utility>

namespace rollcall::media {

namespace detail {
// GStreamer counts references in two ways; C has no way to tell them apart by type.
template <typename T>
inline constexpr bool isMiniObject = std::same_as<T, GstBuffer> || std::same_as<T, GstBufferList> || std::same_as<T, GstCaps>
    || std::same_as<T, GstSample> || std::same_as<T, GstEvent> || std::same_as<T, GstMessage> || std::same_as<T, GstQuery>
    || std::same_as<T, GstPromise>;
} // namespace detail

// One reference to a GObject or GstMiniObject. `adopt` takes over a reference that the caller owns (transfer full);
// `retain` adds one (and sinks a floating one). Any thread, like the references themselves.
template <typename T>
class GstRef {
public:
    GstRef() = default;
    [[nodiscard]] static GstRef adopt(T *object) { return GstRef(object); }
    [[nodiscard]] static GstRef retain(T *object)
    {
        if (object) {
            if constexpr (detail::isMiniObject<T>)
                gst_mini_object_ref(GST_MINI_OBJECT_CAST(object));
            else
                g_object_ref_sink(object);
        }
        return GstRef(object);
    }
    GstRef(const GstRef &other)
        : GstRef(other.m_object ? addReference(other.m_object) : nullptr)
    {
    }
    GstRef(GstRef &&other) noexcept
        : m_object(std::exchange(other.m_object, nullptr))
    {
    }
    GstRef &operator=(GstRef other) noexcept
    {
        std::swap(m_object, other.m_object);
        return *this;
    }
    ~GstRef() { reset(); }

    void reset()
    {
        if (T *object = std::exchange(m_object, nullptr)) {
            if constexpr (detail::isMiniObject<T>)
                gst_mini_object_unref(GST_MINI_OBJECT_CAST(object));
            else
                g_object_unref(object);
        }
    }
    // Gives the reference away, to a function that takes it over (transfer full).
    [[nodiscard]] T *release() { return std::exchange(m_object, nullptr); }
    [[nodiscard]] T *get() const { return m_object; }
    [[nodiscard]] T *operator->() const { return m_object; }
    explicit operator bool() const { return m_object != nullptr; }

private:
    explicit GstRef(T *object)
        : m_object(object)
    {
    }
    static T *addReference(T *object)
    {
        if constexpr (detail::isMiniObject<T>)
            gst_mini_object_ref(GST_MINI_OBJECT_CAST(object));
        else
            g_object_ref(object);
        return object;
    }
    T *m_object = nullptr;
};

// One-owner values that C frees with a function of their own.
template <auto Free>
struct FreeWith {
    template <typename T>
    void operator()(T *value) const { Free(value); }
};
using GCharPtr = std::unique_ptr<gchar, FreeWith<g_free>>;
using GErrorPtr = std::unique_ptr<GError, FreeWith<g_error_free>>;
using GstStructurePtr = std::unique_ptr<GstStructure, FreeWith<gst_structure_free>>;

} // namespace rollcall::media
