#pragma once

#include <QString>

#include <initializer_list>
#include <vector>

namespace rollcall::net {

// What a caller must be allowed to do. Every route and every message names one; who has which stands in access/right_table.
enum class Right {
    // Of everybody: what they give away by themselves is nothing, or a code is the right.
    ViewHealth,
    ViewPages,      // the files of the web pages, which hold no data
    SignIn,         // say who one is, end that, set up the first account
    PairCamera,     // trade a pairing code for a token
    SendEnrolment,  // send photos and consent with an invitation's code
    // Of cameras.
    SendVideo,
    // Of people and programs that are signed in.
    ManageOwnSession,  // one's own sessions, password and language
    ViewCameras,
    ViewLive,
    ViewSightings,     // who was seen where
    ViewPeople,
    ViewAttendance,
    ViewAlerts,
    ControlCameras,    // resolution, rate, pause
    ManagePeople,      // and answer for unknown faces
    RecordByPin,
    ManageAttendance,  // schedules, corrections, decisions about sightings
    AnswerAlerts,      // say that one saw to it
    ManageEnrolments,  // invitations, and the photos that came by them
    ManageCameras,     // pair and revoke them
    ViewMetrics,
    ViewSystem,        // version, models, database, disk
    ViewAudit,
    ExportPeople,
    ManageWebhooks,
    ManageAlerts,      // their rules and where they are sent
    ManageSystem,      // what can be set while the server runs
    ManageAccounts,    // and API tokens
};
// "view-cameras"
[[nodiscard]] QString toString(Right right);
[[nodiscard]] const std::vector<Right> &allRights();

// A set of rights. A value.
class Rights {
public:
    constexpr Rights() = default;
    constexpr Rights(std::initializer_list<Right> rights)
    {
        for (const Right right : rights)
            m_bits |= bit(right);
    }
    [[nodiscard]] static Rights all();
    [[nodiscard]] constexpr bool has(Right right) const { return (m_bits & bit(right)) != 0; }
    [[nodiscard]] constexpr bool isEmpty() const { return m_bits == 0; }
    friend constexpr Rights operator|(Rights a, Rights b) { return Rights(a.m_bits | b.m_bits); }
    friend constexpr Rights operator&(Rights a, Rights b) { return Rights(a.m_bits & b.m_bits); }
    friend constexpr bool operator==(Rights a, Rights b) { return a.m_bits == b.m_bits; }

private:
    constexpr explicit Rights(quint64 bits)
        : m_bits(bits)
    {
    }
    static constexpr quint64 bit(Right right) { return quint64{1} << int(right); }
    quint64 m_bits = 0;
};

} // namespace rollcall::net
