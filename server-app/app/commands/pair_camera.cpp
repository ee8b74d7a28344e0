#include "app/commands/pair_camera.h"

#include "app/commands/server_api.h"
#include "pairing/pending_codes.h"
#include "pairing/qr_code.h"

#include <QJsonDocument>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace rollcall::app::commands {

namespace {

void print(const QJsonObject &made, bool withQr, QTextStream &out)
{
    const QString camera = made[u"camera"_s].toString();
    const QString link = made[u"link"_s].toString();
    out << "Camera " << camera << ": type this code into its app, within ten minutes.\n\n    " << made[u"code"_s].toString() << "\n\n";
    if (withQr)
        out << pairing::qrForTerminal(link) << '\n';
    out << "or paste this link, which holds the code and the server's address:\n\n    " << link << "\n\n"
        << "on a machine without a window: rollcall-camera pair '" << link << "'\n"
        << "The certificate's fingerprint: " << made[u"fingerprint"_s].toString() << '\n';
    if (!made[u"servesOthers"_s].toBool())
        out << "\nThis server listens to its own machine alone: start it with --listen 0.0.0.0 for cameras of other machines.\n";
}

} // namespace

void PairCamera::addOptions(settings::Table &options)
{
    options.add(u"camera"_s, u"the camera's id: letters, digits, -, _ and ."_s, m_camera).require();
    options.add(u"address"_s, u"host or host:port by which the camera reaches this server, where that is not found out rightly"_s, m_address);
    options.add(u"json"_s, u"one JSON object instead of text"_s, m_json);
    options.add(u"qr"_s, u"the QR code even where the output is no terminal"_s, m_withQr);
}

std::expected<void, QString> PairCamera::run(const ServerSettings &settings, QTextStream &out)
{
    const auto found = ServerApi::find(settings);
    if (!found)
        return std::unexpected(found.error());
    const auto *server = std::get_if<QUrl>(&*found);
    if (!server)
        return std::unexpected(u"No server runs on the data folder %1. Start it first: it is what the camera talks to, and codes last for ten minutes only."_s.arg(QString::fromStdString(settings.dataFolder.string())));
    const QString path = u"/api/v1/cameras/%1/pairing-code"_s.arg(QString::fromLatin1(QUrl::toPercentEncoding(m_camera)));
    const auto made = ServerApi(*server, settings).post(path, m_address.isEmpty() ? QJsonObject() : QJsonObject{{u"address"_s, m_address}});
    if (!made)
        return std::unexpected(made.error());
    if (m_json)
        out << QString::fromUtf8(QJsonDocument(*made).toJson(QJsonDocument::Compact)) << '\n';
    else
        print(*made, m_withQr || ::isatty(STDOUT_FILENO) == 1, out);
    return {};
}

} // namespace rollcall::app::commands
