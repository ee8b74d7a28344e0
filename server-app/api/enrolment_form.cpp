#include "api/enrolment_form.h"

#include "net/multipart.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace rollcall::api {

using namespace Qt::StringLiterals;

namespace {

std::unexpected<FormError> error(int status, const QString &detail)
{
    return std::unexpected(FormError{status, detail});
}

bool isId(const QString &id)
{
    return !id.isEmpty() && id.size() <= EnrolmentLimits::idCharacters && !id.startsWith(u'.')
        && std::all_of(id.begin(), id.end(), [](QChar c) { return c.unicode() < 0x80 && (c.isLetterOrNumber() || c == u'.' || c == u'_' || c == u'-'); });
}

bool isName(const QString &name)
{
    return !name.isEmpty() && name.size() <= EnrolmentLimits::nameCharacters
        && std::none_of(name.begin(), name.end(), [](QChar c) { return c.category() == QChar::Other_Control; });
}

std::expected<EnrolmentForm, FormError> fromMultipart(const net::Request &request)
{
    const auto parts = net::parseMultipart(request.header("content-type"), request.body);
    if (!parts)
        return error(400, parts.error());
    EnrolmentForm form;
    for (const net::FormPart &part : *parts) {
        if (part.name == "name"_L1)
            form.name = QString::fromUtf8(part.body).trimmed();
        else if (part.name == "id"_L1 && !part.body.trimmed().isEmpty())
            form.id = QString::fromUtf8(part.body).trimmed();
        else if (part.name == "photos"_L1 || part.name == "photos[]"_L1 || part.name == "photo"_L1)
            form.photos.append(part.body);
    }
    return form;
}

// A photo as text: base64, or "data:image/jpeg;base64,…" (RFC 2397).
std::optional<QByteArray> fromBase64(const QString &text)
{
    const qsizetype comma = text.startsWith("data:"_L1) ? text.indexOf(u',') : -1;
    const auto decoded = QByteArray::fromBase64Encoding(text.mid(comma + 1).toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return std::nullopt;
    return *decoded;
}

std::expected<EnrolmentForm, FormError> fromJson(const net::Request &request)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(request.body, &problem);
    if (!document.isObject())
        return error(400, u"The body is not a JSON object (at byte %1: %2)."_s.arg(QString::number(problem.offset), problem.errorString()));
    const QJsonObject object = document.object();
    if (!object.value("name"_L1).isString() || !object.value("photos"_L1).isArray())
        return error(400, u"The body needs \"name\", a text, and \"photos\", a list of pictures in base64."_s);
    EnrolmentForm form;
    form.name = object.value("name"_L1).toString().trimmed();
    if (const QJsonValue id = object.value("id"_L1); id.isString())
        form.id = id.toString();
    else if (!id.isUndefined() && !id.isNull())
        return error(400, u"\"id\" must be a text."_s);
    const QJsonArray photos = object.value("photos"_L1).toArray();
    for (qsizetype i = 0; i < photos.size(); ++i) {
        const auto photo = photos[i].isString() ? fromBase64(photos[i].toString()) : std::nullopt;
        if (!photo)
            return error(400, u"Photo %1 is not base64."_s.arg(i + 1));
        form.photos.append(*photo);
    }
    return form;
}

std::expected<EnrolmentForm, FormError> check(EnrolmentForm form)
{
    if (!isName(form.name))
        return error(400, u"\"name\" must be 1 to %1 characters."_s.arg(EnrolmentLimits::nameCharacters));
    if (form.id && !isId(*form.id))
        return error(400, u"\"id\" must be 1 to %1 letters, digits, dots, dashes or underscores, and not begin with a dot."_s.arg(EnrolmentLimits::idCharacters));
    if (form.photos.isEmpty() || form.photos.size() > EnrolmentLimits::photos)
        return error(400, u"Send 1 to %1 photos in \"photos\"."_s.arg(EnrolmentLimits::photos));
    for (qsizetype i = 0; i < form.photos.size(); ++i) {
        if (form.photos[i].size() > EnrolmentLimits::photoBytes)
            return error(413, u"Photo %1 is larger than %2 MiB."_s.arg(i + 1).arg(EnrolmentLimits::photoBytes / 1024 / 1024));
        if (imageType(form.photos[i]).isEmpty())
            return error(415, u"Photo %1 is neither JPEG nor PNG."_s.arg(i + 1));
    }
    return form;
}

} // namespace

QByteArray imageType(QByteArrayView bytes)
{
    if (bytes.startsWith("\xff\xd8\xff"))
        return "image/jpeg";
    if (bytes.startsWith("\x89PNG\r\n\x1a\n"))
        return "image/png";
    return {};
}

std::expected<EnrolmentForm, FormError> parseEnrolmentForm(const net::Request &request)
{
    const QByteArray type = request.header("content-type").toLower();
    std::expected<EnrolmentForm, FormError> form = error(415, u"Send multipart/form-data or application/json."_s);
    if (type.startsWith("multipart/form-data"))
        form = fromMultipart(request);
    else if (type.startsWith("application/json"))
        form = fromJson(request);
    if (!form)
        return form;
    return check(std::move(*form));
}

} // namespace rollcall::api
