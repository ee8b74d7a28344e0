#include "media/ice_configuration.h"

#include <QLoggingCategory>
#include <QUrl>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcIce, "rollcall.media.ice", QtInfoMsg)

namespace rollcall::media {

namespace {

constexpr int defaultStunPort = 3478;  // RFC 7064 §3.2
constexpr int defaultTurnsPort = 5349; // RFC 7065 §3.1

// libnice would look for routers by UPnP and have them open ports, with an HTTP server on every address for each peer.
void askNoRouters(GObject *ice)
{
    GObject *raw = nullptr;
    g_object_get(ice, "agent", &raw, nullptr);
    const auto agent = GstRef<GObject>::adopt(raw);
    g_object_set(agent.get(), "upnp", FALSE, nullptr);
}

} // namespace

std::optional<QByteArray> webrtcbinIceUrl(const protocol::IceServer &server)
{
    const qsizetype colon = server.url.indexOf(u':');
    const QString scheme = server.url.left(colon).toLower();
    if (colon <= 0 || (scheme != u"stun" && scheme != u"turn" && scheme != u"turns"))
        return std::nullopt;
    QString rest = server.url.mid(colon + 1);
    while (rest.startsWith(u'/'))
        rest.remove(0, 1);
    QUrl url(scheme + u"://"_s + rest, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty())
        return std::nullopt;
    if (url.port() < 0)
        url.setPort(scheme == u"turns" ? defaultTurnsPort : defaultStunPort);
    if (scheme != u"stun") {
        // webrtcbin splits at the first ':' and '@', so both have to be encoded inside name and password.
        const auto encode = [](const QString &text) { return QUrl::toPercentEncoding(text); };
        return scheme.toLatin1() + "://" + encode(server.username) + ':' + encode(server.credential) + '@'
            + url.authority(QUrl::FullyEncoded).toLatin1() + (url.hasQuery() ? "?" + url.query().toLatin1() : QByteArray());
    }
    return "stun://" + url.authority(QUrl::FullyEncoded).toLatin1();
}

void configureIce(GstElement *webrtcbin, const QList<protocol::IceServer> &servers, int lowestPort, int highestPort,
                  const QStringList &localAddresses)
{
    for (const protocol::IceServer &server : servers) {
        const auto url = webrtcbinIceUrl(server);
        if (!url) {
            qCWarning(lcIce).noquote() << u"The ICE server address \u201c%1\u201d is neither stun: nor turn:; it is left out."_s.arg(server.url);
        } else if (url->startsWith("stun")) {
            g_object_set(webrtcbin, "stun-server", url->constData(), nullptr);
        } else {
            gboolean added = FALSE;
            g_signal_emit_by_name(webrtcbin, "add-turn-server", url->constData(), &added);
            if (!added)
                qCWarning(lcIce).noquote() << u"The TURN server \u201c%1\u201d was not accepted; it is left out."_s.arg(server.url);
        }
    }
    GObject *rawAgent = nullptr;
    g_object_get(webrtcbin, "ice-agent", &rawAgent, nullptr);
    const auto agent = GstRef<GObject>::adopt(rawAgent);
    g_object_set(agent.get(), "ice-tcp", FALSE, nullptr);
    askNoRouters(agent.get());
    if (highestPort > 0)
        g_object_set(agent.get(), "min-rtp-port", guint(lowestPort), "max-rtp-port", guint(highestPort), nullptr);
    for (const QString &address : localAddresses) {
        gboolean added = FALSE;
        g_signal_emit_by_name(agent.get(), "add-local-ip-address", address.toLatin1().constData(), &added);
        if (!added)
            qCWarning(lcIce).noquote() << u"The local address %1 cannot be used for media."_s.arg(address);
    }
}

void checkWhetherPeerIsThere(GstElement *webrtcbin)
{
    GObject *raw = nullptr;
    g_object_get(webrtcbin, "ice-agent", &raw, nullptr);
    const auto ice = GstRef<GObject>::adopt(raw);
    raw = nullptr;
    g_object_get(ice.get(), "agent", &raw, nullptr);
    const auto agent = GstRef<GObject>::adopt(raw);
    g_object_set(agent.get(), "keepalive-conncheck", TRUE, nullptr);
}

} // namespace rollcall::media
