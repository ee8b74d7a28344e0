#pragma once

#include "media/gst_ref.h"

#include <functional>

namespace rollcall::media {

// A GObject signal handler that disconnects itself when destroyed. Declare it after the object that it watches.
// The handler's captures live as long as GObject may still call it, so capture values and shared state, never `this`.
class SignalConnection {
public:
    SignalConnection() = default;
    SignalConnection(SignalConnection &&other) noexcept;
    SignalConnection &operator=(SignalConnection &&other) noexcept;
    ~SignalConnection();
    void disconnect();

    // `Args` are the signal's C arguments after the instance: on<guint, gchar *>(element, "on-ice-candidate", …).
    template <typename... Args, typename Object, typename Function>
    [[nodiscard]] static SignalConnection on(Object *object, const char *signal, Function function)
    {
        using Stored = std::function<void(Args...)>;
        auto *stored = new Stored(std::move(function));
        const auto call = +[](void *, Args... args, gpointer data) { (*static_cast<Stored *>(data))(args...); };
        const auto free = +[](gpointer data, GClosure *) { delete static_cast<Stored *>(data); };
        return SignalConnection(G_OBJECT(object),
                                g_signal_connect_data(object, signal, reinterpret_cast<GCallback>(call), stored, free,
                                                      GConnectFlags{}));
    }

private:
    SignalConnection(GObject *object, gulong id);
    GstRef<GObject> m_object;
    gulong m_id = 0;
};

} // namespace rollcall::media
