#include "alerts/kind.h"

#include <algorithm>

namespace rollcall::alerts {

std::string_view toWord(Kind kind)
{
    switch (kind) {
    case Kind::Late:
        return "late";
    case Kind::Absent:
        return "absent";
    case Kind::UnknownFace:
        return "unknown-face";
    case Kind::CameraAway:
        return "camera-away";
    case Kind::Register:
        return "register";
    case Kind::Disk:
        return "disk";
    case Kind::Outbox:
        return "outbox";
    }
    return {};
}

std::optional<Kind> parseKind(std::string_view word)
{
    const auto *known = std::ranges::find(allKinds, word, [](Kind kind) { return toWord(kind); });
    return known == allKinds.end() ? std::nullopt : std::optional(*known);
}

Severity severityOf(Kind kind)
{
    switch (kind) {
    case Kind::Late:
    case Kind::Absent:
        return Severity::Info;
    case Kind::UnknownFace:
    case Kind::CameraAway:
    case Kind::Outbox:
        return Severity::Warning;
    case Kind::Register:
    case Kind::Disk:
        break;
    }
    return Severity::Critical;
}

bool isOfOneServer(Kind kind)
{
    return kind == Kind::Register || kind == Kind::Disk || kind == Kind::Outbox;
}

std::string_view toWord(Severity severity)
{
    switch (severity) {
    case Severity::Info:
        return "info";
    case Severity::Warning:
        return "warning";
    case Severity::Critical:
        break;
    }
    return "critical";
}

} // namespace rollcall::alerts
