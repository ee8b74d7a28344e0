#include "socketio/client_transport.h"

#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace rollcall::socketio {

QSslConfiguration tlsWith(const QList<QSslCertificate> &authorities)
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.addCaCertificates(authorities);
    return tls;
}

QUrl engineUrl(const QUrl &server, const QString &transport, const QString &sessionId)
{
    QUrl url = server;
    QString path = server.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    url.setPath(path + u"/socket.io/"_s);
    QUrlQuery query;
    query.addQueryItem(u"EIO"_s, u"4"_s);
    query.addQueryItem(u"transport"_s, transport);
    if (!sessionId.isEmpty())
        query.addQueryItem(u"sid"_s, sessionId);
    url.setQuery(query);
    if (transport == u"websocket"_s)
        url.setScheme(server.scheme() == u"https"_s ? u"wss"_s : u"ws"_s);
    return url;
}

} // namespace rollcall::socketio
