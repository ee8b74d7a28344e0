#include "app/commands/server_api.h"

#include "access/command_token.h"

#include <QEventLoop>
#include <QJsonDocument>
#include <QNetworkReply>

using namespace Qt::StringLiterals;

namespace rollcall::app::commands {

namespace {

constexpr int patienceMs = 15'000;

} // namespace

std::expected<std::variant<QUrl, store::FolderLock>, QString> ServerApi::find(const ServerSettings &settings)
{
    auto folder = store::FolderLock::take(settings.dataFolder, "a command of rollcall-server");
    if (folder)
        return std::move(*folder);
    // "the server at http://127.0.0.1:8443/"
    const QString owner = QString::fromStdString(folder.error().owner);
    const QUrl server(owner.section(u' ', -1), QUrl::StrictMode);
    if (server.isValid() && server.scheme().startsWith(u"http"_s))
        return server;
    return std::unexpected(QString::fromStdString(folder.error().message));
}

ServerApi::ServerApi(QUrl server, const ServerSettings &settings)
    : m_server(std::move(server))
    , m_authorization("Bearer " + access::readCommandToken(settings.dataFolder).value_or(QByteArray()))
{
}

ServerApi::Answer ServerApi::ask(const QByteArray &method, const QString &path, const QJsonObject &body)
{
    QNetworkRequest request(m_server.resolved(QUrl(path)));
    request.setTransferTimeout(patienceMs);
    request.setRawHeader("Authorization", m_authorization);
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    const QByteArray bytes = body.isEmpty() ? QByteArray() : QJsonDocument(body).toJson(QJsonDocument::Compact);
    const std::unique_ptr<QNetworkReply> reply(m_network.sendCustomRequest(request, method, bytes));
    QEventLoop loop;
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    if (!reply->isFinished())
        loop.exec();
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QJsonObject answer = QJsonDocument::fromJson(reply->readAll()).object();
    if (status == 0)
        return std::unexpected(u"The server at %1 does not answer: %2."_s.arg(m_server.toString(), reply->errorString()));
    if (status >= 400)
        return std::unexpected(answer.value("detail"_L1).toString(u"The server answered %1."_s.arg(status)));
    return answer;
}

} // namespace rollcall::app::commands
