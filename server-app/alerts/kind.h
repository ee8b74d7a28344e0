#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace rollcall::alerts {

// What somebody should see to.
enum class Kind {
    Late,         // a person whose shift has begun and who has not come
    Absent,       // long after it began
    UnknownFace,  // at a camera that watches a door
    CameraAway,   // one that should be here
    Register,     // sightings cannot be written down
    Disk,         // is nearly full
    Outbox,       // sightings wait for the register elsewhere
};
inline constexpr std::array allKinds{Kind::Late, Kind::Absent, Kind::UnknownFace, Kind::CameraAway, Kind::Register, Kind::Disk, Kind::Outbox};

enum class Severity { Info, Warning, Critical };

// "camera-away"
[[nodiscard]] std::string_view toWord(Kind kind);
[[nodiscard]] std::optional<Kind> parseKind(std::string_view word);
[[nodiscard]] Severity severityOf(Kind kind);
// Of one server's own machine. The others follow from the register, which several servers may share.
[[nodiscard]] bool isOfOneServer(Kind kind);
[[nodiscard]] std::string_view toWord(Severity severity);

} // namespace rollcall::alerts
