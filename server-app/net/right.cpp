#include "net/right.h"

#include <array>
#include <utility>

namespace rollcall::net {

namespace {

constexpr std::array<std::pair<Right, const char *>, 28> names{{
    {Right::ViewHealth, "view-health"},
    {Right::ViewPages, "view-pages"},
    {Right::SignIn, "sign-in"},
    {Right::PairCamera, "pair-camera"},
    {Right::SendEnrolment, "send-enrolment"},
    {Right::SendVideo, "send-video"},
    {Right::ManageOwnSession, "manage-own-session"},
    {Right::ViewCameras, "view-cameras"},
    {Right::ViewLive, "view-live"},
    {Right::ViewSightings, "view-sightings"},
    {Right::ViewPeople, "view-people"},
    {Right::ViewAttendance, "view-attendance"},
    {Right::ViewAlerts, "view-alerts"},
    {Right::ControlCameras, "control-cameras"},
    {Right::ManagePeople, "manage-people"},
    {Right::RecordByPin, "record-by-pin"},
    {Right::ManageAttendance, "manage-attendance"},
    {Right::AnswerAlerts, "answer-alerts"},
    {Right::ManageEnrolments, "manage-enrolments"},
    {Right::ManageCameras, "manage-cameras"},
    {Right::ViewMetrics, "view-metrics"},
    {Right::ViewSystem, "view-system"},
    {Right::ViewAudit, "view-audit"},
    {Right::ExportPeople, "export-people"},
    {Right::ManageWebhooks, "manage-webhooks"},
    {Right::ManageAlerts, "manage-alerts"},
    {Right::ManageSystem, "manage-system"},
    {Right::ManageAccounts, "manage-accounts"},
}};
static_assert(names.size() == std::size_t(Right::ManageAccounts) + 1, "every right has a name");

} // namespace

QString toString(Right right)
{
    return QString::fromLatin1(names.at(std::size_t(right)).second);
}

const std::vector<Right> &allRights()
{
    static const std::vector<Right> all = [] {
        std::vector<Right> rights;
        for (const auto &[right, name] : names)
            rights.push_back(right);
        return rights;
    }();
    return all;
}

Rights Rights::all()
{
    Rights rights;
    for (const Right right : allRights())
        rights = rights | Rights{right};
    return rights;
}

} // namespace rollcall::net
