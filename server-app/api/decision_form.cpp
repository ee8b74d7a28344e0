#include "api/decision_form.h"

#include <QJsonDocument>

#include <algorithm>

namespace rollcall::api {

using namespace Qt::StringLiterals;

std::expected<QJsonObject, QString> parseOptionalObject(const net::Request &request)
{
    if (request.body.trimmed().isEmpty())
        return QJsonObject();
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(request.body, &problem);
    if (!document.isObject())
        return std::unexpected(u"The body is not a JSON object (at byte %1: %2)."_s.arg(QString::number(problem.offset), problem.errorString()));
    return document.object();
}

std::expected<std::optional<QString>, QString> optionalText(const QJsonObject &object, const QString &name)
{
    const QJsonValue value = object.value(name);
    if (value.isUndefined() || value.isNull())
        return std::nullopt;
    const QString text = value.toString().trimmed();
    const bool isClean = std::ranges::none_of(text, [](QChar c) { return c.category() == QChar::Other_Control; });
    if (!value.isString() || text.size() > DecisionLimits::textCharacters || !isClean)
        return std::unexpected(u"\"%1\" must be a text of at most %2 characters."_s.arg(name).arg(DecisionLimits::textCharacters));
    return text;
}

} // namespace rollcall::api
