#include "access/right_table.h"

#include <gtest/gtest.h>

#include <set>

using namespace Qt::StringLiterals;
using rollcall::net::Method;
using rollcall::net::Right;
using rollcall::net::Rights;
using rollcall::net::Router;
using rollcall::store::Role;

namespace rollcall::access {
namespace {

// As the table has it, but for one row that the caller changes or leaves out.
Router routerOfTable(std::string_view leftOut = {}, std::optional<Right> otherRight = {})
{
    Router router;
    for (const RouteRow &row : routeTable()) {
        const QString pattern = QString::fromUtf8(row.pattern.data(), qsizetype(row.pattern.size()));
        const bool isThis = row.pattern == leftOut && row.method == "GET";
        if (isThis && !otherRight)
            continue;
        const Right right = isThis ? *otherRight : row.right;
        if (row.method == "WS")
            router.addWebSocket(pattern, right, [](const net::Request &, std::unique_ptr<QWebSocket>) {});
        else
            router.add(*net::parseMethod(QByteArrayView(row.method.data(), qsizetype(row.method.size()))), pattern, right, [](const net::Request &, net::Responder) {});
    }
    return router;
}

TEST(RightTable, fitsTheRoutesThatItNames)
{
    const auto sound = checkRoutes(routerOfTable());
    EXPECT_TRUE(sound) << sound.error().toStdString();
}

TEST(RightTable, aRouteWithoutARowIsRefused)
{
    Router router = routerOfTable();
    router.add(Method::Get, u"/api/v1/secrets"_s, Right::ViewHealth, [](const net::Request &, net::Responder) {});
    const auto sound = checkRoutes(router);
    ASSERT_FALSE(sound);
    EXPECT_TRUE(sound.error().contains(u"GET /api/v1/secrets has no row; it asks for view-health"_s)) << sound.error().toStdString();
}

TEST(RightTable, aRowWithoutARouteIsRefused)
{
    const auto sound = checkRoutes(routerOfTable("/api/v1/people"));
    ASSERT_FALSE(sound);
    EXPECT_TRUE(sound.error().contains(u"GET /api/v1/people has a row but no route"_s)) << sound.error().toStdString();
}

TEST(RightTable, aRouteThatAsksForAnotherRightIsRefused)
{
    const auto sound = checkRoutes(routerOfTable("/api/v1/people", Right::ViewHealth));
    ASSERT_FALSE(sound);
    EXPECT_TRUE(sound.error().contains(u"GET /api/v1/people asks for view-health, its row says view-people"_s)) << sound.error().toStdString();
}

TEST(RightTable, eachRoleOfPeopleMayWhatTheOneBeforeMay)
{
    const auto includes = [](Rights more, Rights less) { return (more & less) == less; };
    EXPECT_TRUE(includes(rightsOf(Role::Admin, false), rightsOf(Role::Operator, false)));
    EXPECT_TRUE(includes(rightsOf(Role::Operator, false), rightsOf(Role::Viewer, false)));
    EXPECT_FALSE(includes(rightsOf(Role::Viewer, false), rightsOf(Role::Operator, false)));
    EXPECT_FALSE(includes(rightsOf(Role::Operator, false), rightsOf(Role::Admin, false)));
}

TEST(RightTable, nobodysRoleIsACameras)
{
    for (const Role role : {Role::Monitor, Role::Terminal, Role::Viewer, Role::Operator, Role::Admin})
        EXPECT_FALSE(rightsOf(role, false).has(Right::SendVideo)) << store::toText(role);
}

TEST(RightTable, anAdminHasEveryRightOfPeople)
{
    EXPECT_EQ(rightsOf(Role::Admin, false) | Rights{Right::SendVideo}, Rights::all());
}

TEST(RightTable, everyRightHasAWordOfItsOwn)
{
    std::set<std::string> words;
    for (const Right right : net::allRights())
        EXPECT_TRUE(words.insert(net::toString(right).toStdString()).second) << net::toString(right).toStdString();
    EXPECT_EQ(words.size(), net::allRights().size());
    EXPECT_TRUE(words.contains("view-cameras"));
}

TEST(RightTable, aLimitLeavesWhatIsAboutCameras)
{
    const Rights limited = rightsOf(Role::Operator, true);
    for (const Right right : {Right::ViewCameras, Right::ViewLive, Right::ViewSightings, Right::ControlCameras, Right::ManageOwnSession})
        EXPECT_TRUE(limited.has(right)) << net::toString(right).toStdString();
    for (const Right right : {Right::ViewPeople, Right::ViewAttendance, Right::ManagePeople, Right::ViewAlerts, Right::ViewSystem, Right::ManageEnrolments})
        EXPECT_FALSE(limited.has(right)) << net::toString(right).toStdString();
}

} // namespace
} // namespace rollcall::access
