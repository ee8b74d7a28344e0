#include "media/signal_connection.h"

namespace rollcall::media {

SignalConnection::SignalConnection(GObject *object, gulong id)
    // A plain reference: what its owner has left floating, as webrtcbin does its DTLS transports, stays the owner's.
    : m_object(GstRef<GObject>::adopt(G_OBJECT(g_object_ref(object))))
    , m_id(id)
{
}

SignalConnection::SignalConnection(SignalConnection &&other) noexcept
    : m_object(std::move(other.m_object))
    , m_id(std::exchange(other.m_id, 0))
{
}

SignalConnection &SignalConnection::operator=(SignalConnection &&other) noexcept
{
    if (this != &other) {
        disconnect();
        m_object = std::move(other.m_object);
        m_id = std::exchange(other.m_id, 0);
    }
    return *this;
}

SignalConnection::~SignalConnection()
{
    disconnect();
}

void SignalConnection::disconnect()
{
    if (const gulong id = std::exchange(m_id, 0))
        g_signal_handler_disconnect(m_object.get(), id);
    m_object.reset();
}

} // namespace rollcall::media
