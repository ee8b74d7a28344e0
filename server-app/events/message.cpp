#include "events/message.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace rollcall::events {

namespace {

constexpr qsizetype maxCameraBytes = 64;  // as a camera's hello has it

std::expected<Subscribe, QString> parseSubscribe(const QJsonObject &message)
{
    const QJsonValue wanted = message.value("overlays"_L1);
    if (wanted == "all"_L1)
        return Subscribe{.all = true, .cameras = {}};
    if (!wanted.isArray())
        return std::unexpected(u"\u201coverlays\u201d must be a list of cameras' ids, or \"all\"."_s);
    const QJsonArray list = wanted.toArray();
    if (list.size() > maxSubscribedCameras)
        return std::unexpected(u"\u201coverlays\u201d may name %1 cameras; for more ask for \"all\"."_s.arg(maxSubscribedCameras));
    Subscribe subscribe;
    for (const QJsonValue &camera : list) {
        const QString id = camera.toString();
        if (id.isEmpty() || id.toUtf8().size() > maxCameraBytes)
            return std::unexpected(u"\u201coverlays\u201d must hold cameras' ids: texts of 1 to %1 bytes."_s.arg(maxCameraBytes));
        if (!subscribe.cameras.contains(id))
            subscribe.cameras.append(id);
    }
    return subscribe;
}

} // namespace

QByteArray serialize(const Event &event, UtcMs at)
{
    QJsonObject message = event.body;
    message.insert(u"type"_s, event.type);
    message.insert(u"at"_s, QDateTime::fromMSecsSinceEpoch(at.time_since_epoch().count(), Qt::UTC).toString(Qt::ISODateWithMs));
    return QJsonDocument(message).toJson(QJsonDocument::Compact);
}

std::expected<Subscribe, QString> parseClientMessage(QStringView text)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8(), &error);
    if (!document.isObject())
        return std::unexpected(error.error == QJsonParseError::NoError ? u"A message must be one JSON object."_s
                                                                        : u"The message is not JSON: %1."_s.arg(error.errorString()));
    const QJsonObject message = document.object();
    const QString type = message.value("type"_L1).toString();
    if (type == u"subscribe"_s)
        return parseSubscribe(message);
    return std::unexpected(u"\u201ctype\u201d must be \"subscribe\"; there is no message \u201c%1\u201d."_s.arg(type.left(64)));
}

} // namespace rollcall::events
