#include "net/router.h"

#include <QUrl>

#include <algorithm>

namespace rollcall::net {

namespace {

bool isParameter(QStringView segment) { return segment.startsWith(u'{') && segment.contains(u'}'); }
// Of "{camera}.jpg": what has to follow the value.
QStringView suffix(QStringView segment) { return segment.mid(segment.indexOf(u'}') + 1); }
bool isRest(QStringView segment) { return isParameter(segment) && segment.contains(u"..."); }

QString parameterName(QStringView segment)
{
    return segment.mid(1, segment.indexOf(u'}') - 1).toString().remove(QStringLiteral("..."));
}

// The parameters of a path that the pattern fits.
std::optional<QHash<QString, QString>> fit(const QString &pattern, const QString &path)
{
    const QStringList wanted = pattern.mid(1).split(u'/');
    const QStringList given = path.mid(1).split(u'/');
    QHash<QString, QString> parameters;
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        if (isRest(wanted[i])) {
            parameters.insert(parameterName(wanted[i]), given.mid(i).join(u'/'));
            return parameters;
        }
        if (i >= given.size())
            return std::nullopt;
        if (!isParameter(wanted[i])) {
            if (wanted[i] != given[i])
                return std::nullopt;
            continue;
        }
        const QStringView end = suffix(wanted[i]);
        if (given[i].size() <= end.size() || !given[i].endsWith(end))
            return std::nullopt;
        parameters.insert(parameterName(wanted[i]), given[i].chopped(end.size()));
    }
    if (given.size() != wanted.size())
        return std::nullopt;
    return parameters;
}

// Literal segments first, parameters next (those with a suffix before those without), rests last: the more exact pattern is
// asked first.
QString rank(const QString &pattern)
{
    QString key;
    const QStringList segments = pattern.split(u'/');
    for (const QString &segment : segments)
        key += isRest(segment) ? u'3' : !isParameter(segment) ? u'0' : suffix(segment).isEmpty() ? u'2' : u'1';
    return key;
}

} // namespace

void Router::add(Method method, const QString &pattern, Right right, Handler handler, qint64 bodyBytes)
{
    Q_ASSERT(handler);
    insert({.method = method, .pattern = pattern, .right = right, .bodyBytes = bodyBytes, .handler = std::move(handler), .webSocket = {}, .admission = {}});
}

void Router::addWebSocket(const QString &pattern, Right right, WebSocketHandler handler, WebSocketAdmission admission)
{
    Q_ASSERT(handler);
    insert({.method = Method::Get, .pattern = pattern, .right = right, .bodyBytes = 0, .handler = {}, .webSocket = std::move(handler), .admission = std::move(admission)});
}

void Router::decorate(const std::function<Handler(const Route &, Handler)> &around)
{
    for (Route &route : m_routes) {
        if (!route.isWebSocket())
            route.handler = around(route, route.handler);
    }
}

void Router::insert(Route route)
{
    const bool twice = std::any_of(m_routes.begin(), m_routes.end(), [&](const Route &known) {
        return known.method == route.method && known.pattern == route.pattern && known.isWebSocket() == route.isWebSocket();
    });
    if (twice || !route.pattern.startsWith(u'/'))
        qFatal("The route %s is there twice, or does not begin with a slash.", qPrintable(route.pattern));
    const auto place = std::upper_bound(m_routes.begin(), m_routes.end(), route,
                                        [](const Route &a, const Route &b) { return rank(a.pattern) < rank(b.pattern); });
    m_routes.insert(place, std::move(route));
}

template <typename Accepts>
Router::Match Router::find(const QString &path, Accepts accepts) const
{
    Match match;
    for (const Route &route : m_routes) {
        auto parameters = fit(route.pattern, path);
        if (!parameters)
            continue;
        if (accepts(route)) {
            match.route = &route;
            match.parameters = std::move(*parameters);
            return match;
        }
        if (!route.isWebSocket() && !match.allowed.contains(route.method))
            match.allowed.append(route.method);
    }
    return match;
}

Router::Match Router::match(Method method, const QString &path) const
{
    return find(path, [&](const Route &route) {
        return !route.isWebSocket() && (route.method == method || (method == Method::Head && route.method == Method::Get));
    });
}

Router::Match Router::matchWebSocket(const QString &path) const
{
    return find(path, [](const Route &route) { return route.isWebSocket(); });
}

} // namespace rollcall::net
