#pragma once

#include <QHash>
#include <QString>

#include <functional>
#include <utility>

namespace rollcall::protocol {

// A text id with a type of its own, so that a camera's name is never passed where a session's is meant. Any thread; a value.
template <typename Tag> class Id {
public:
    Id() = default;
    explicit Id(QString text)
        : m_text(std::move(text))
    {
    }
    [[nodiscard]] const QString &toString() const { return m_text; }
    [[nodiscard]] bool isEmpty() const { return m_text.isEmpty(); }
    friend bool operator==(const Id &, const Id &) = default;
    friend bool operator<(const Id &a, const Id &b) { return a.m_text < b.m_text; }
    friend size_t qHash(const Id &id, size_t seed = 0) { return ::qHash(id.m_text, seed); }

private:
    QString m_text;
};

using CameraId = Id<struct CameraTag>; // chosen by the operator, unique on a server: "entrance"
using SessionId = Id<struct SessionTag>; // made by the server for one streaming session; also the right to resume it

} // namespace rollcall::protocol

template <typename Tag> struct std::hash<rollcall::protocol::Id<Tag>> {
    size_t operator()(const rollcall::protocol::Id<Tag> &id) const noexcept { return qHash(id); }
};
