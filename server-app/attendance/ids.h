#pragma once

#include <string>
#include <utility>

namespace rollcall::attendance {

// A text id with a type of its own, so that a person is never passed where a camera is meant. UTF-8. A value; any thread.
template <typename Tag>
class Id {
public:
    Id() = default;
    explicit Id(std::string text)
        : m_text(std::move(text))
    {
    }
    [[nodiscard]] const std::string &toString() const { return m_text; }
    [[nodiscard]] bool isEmpty() const { return m_text.empty(); }
    friend auto operator<=>(const Id &, const Id &) = default;

private:
    std::string m_text;
};

using PersonId = Id<struct PersonTag>;
using CameraId = Id<struct CameraTag>;

} // namespace rollcall::attendance
