#include "net/router.h"

#include <gtest/gtest.h>

using namespace rollcall::net;
using namespace Qt::StringLiterals;

namespace {

Router makeRouter()
{
    Router router;
    const Handler handler = [](const Request &, Responder) {};
    const WebSocketHandler webSocket = [](const Request &, std::unique_ptr<QWebSocket>) {};
    router.add(Method::Get, u"/people/{id}"_s, Right::ViewPeople, handler);
    router.add(Method::Delete, u"/people/{id}"_s, Right::ManagePeople, handler);
    router.add(Method::Get, u"/people"_s, Right::ViewPeople, handler);
    router.add(Method::Post, u"/people"_s, Right::ManagePeople, handler, 77);
    router.add(Method::Get, u"/{rest...}"_s, Right::ViewLive, handler);
    router.add(Method::Get, u"/people/me"_s, Right::ViewPeople, handler);
    router.add(Method::Get, u"/hls/{camera}/{file}"_s, Right::ViewLive, handler);
    router.add(Method::Get, u"/snapshot/{camera}.jpg"_s, Right::ViewLive, handler);
    router.addWebSocket(u"/"_s, Right::SendVideo, webSocket);
    router.addWebSocket(u"/ws"_s, Right::SendVideo, webSocket);
    return router;
}

} // namespace

TEST(Router, findsTheMostExactRoute)
{
    const Router router = makeRouter();
    struct Case {
        Method method;
        QString path;
        QString pattern;  // empty: none
    };
    const std::vector<Case> cases{
        {Method::Get, u"/people"_s, u"/people"_s},
        {Method::Get, u"/people/"_s, u"/{rest...}"_s},
        {Method::Get, u"/people/7"_s, u"/people/{id}"_s},
        {Method::Head, u"/people/7"_s, u"/people/{id}"_s},
        {Method::Get, u"/people/me"_s, u"/people/me"_s},
        {Method::Get, u"/people/7/photos/1"_s, u"/{rest...}"_s},
        {Method::Delete, u"/people/7"_s, u"/people/{id}"_s},
        {Method::Delete, u"/people"_s, {}},
        {Method::Get, u"/hls/door/index.m3u8"_s, u"/hls/{camera}/{file}"_s},
        {Method::Get, u"/snapshot/a.door.jpg"_s, u"/snapshot/{camera}.jpg"_s},
        {Method::Get, u"/snapshot/.jpg"_s, u"/{rest...}"_s},
        {Method::Get, u"/snapshot/door.png"_s, u"/{rest...}"_s},
        {Method::Get, u"/"_s, u"/{rest...}"_s},
        {Method::Get, u"/a/b/c"_s, u"/{rest...}"_s},
        {Method::Post, u"/elsewhere"_s, {}},
    };
    for (const Case &c : cases) {
        const auto match = router.match(c.method, c.path);
        EXPECT_EQ(match.route ? match.route->pattern : QString(), c.pattern) << c.path.toStdString();
    }
}

TEST(Router, givesParametersAndAllowedMethods)
{
    const Router router = makeRouter();
    EXPECT_EQ(router.match(Method::Get, u"/snapshot/a.door.jpg"_s).parameters, (QHash<QString, QString>{{u"camera"_s, u"a.door"_s}}));
    EXPECT_EQ(router.match(Method::Get, u"/hls/door/a.ts"_s).parameters, (QHash<QString, QString>{{u"camera"_s, u"door"_s}, {u"file"_s, u"a.ts"_s}}));
    EXPECT_EQ(router.match(Method::Get, u"/x/y"_s).parameters.value(u"rest"_s), u"x/y"_s);
    EXPECT_EQ(router.match(Method::Get, u"/"_s).parameters.value(u"rest"_s), u""_s);
    EXPECT_EQ(router.match(Method::Post, u"/people"_s).route->bodyBytes, 77);
    const auto none = router.match(Method::Put, u"/people"_s);
    EXPECT_FALSE(none.route);
    EXPECT_TRUE(none.allowed.contains(Method::Get) && none.allowed.contains(Method::Post));
}

TEST(Router, keepsWebSocketsApart)
{
    const Router router = makeRouter();
    EXPECT_TRUE(router.matchWebSocket(u"/ws"_s).route);
    EXPECT_TRUE(router.matchWebSocket(u"/"_s).route);
    EXPECT_FALSE(router.matchWebSocket(u"/people"_s).route);
    EXPECT_FALSE(router.match(Method::Get, u"/ws"_s).route->isWebSocket());
}

TEST(RouterDeathTest, aRouteIsThereOnce)
{
    Router router = makeRouter();
    EXPECT_DEATH(router.add(Method::Get, u"/people"_s, Right::ViewPeople, [](const Request &, Responder) {}), "twice");
}
