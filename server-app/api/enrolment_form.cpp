#include "api/enrolment_form.h"

#include "api/by_whom.h"
#include "api/person_patch.h"
#include "net/multipart.h"
#include "store/person_text.h"
#include "store/photo.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace rollcall::api {

using namespace Qt::StringLiterals;

namespace {

std::unexpected<FormError> error(int status, const QString &detail)
{
    return std::unexpected(FormError{status, detail});
}

// "true" and "false", in the body or the query; the query wins.
std::expected<bool, FormError> readSwitch(const net::Request &request, const QString &key, const QJsonValue &inBody)
{
    const QString text = request.queryValue(key).value_or(inBody.isBool() ? (inBody.toBool() ? u"true"_s : u"false"_s) : inBody.toString());
    if (text == "true"_L1 || text == "1"_L1)
        return true;
    if ((text.isEmpty() && (inBody.isUndefined() || inBody.isString())) || text == "false"_L1 || text == "0"_L1)
        return false;
    return error(400, u"\"%1\" must be true or false."_s.arg(key));
}

std::expected<void, FormError> readSwitches(const net::Request &request, const QJsonObject &body, EnrolmentForm &form)
{
    const auto allow = readSwitch(request, u"allowDuplicate"_s, body.value("allowDuplicate"_L1));
    const auto dry = readSwitch(request, u"dryRun"_s, body.value("dryRun"_L1));
    if (!allow || !dry)
        return std::unexpected(allow ? dry.error() : allow.error());
    form.allowDuplicate = *allow;
    form.dryRun = *dry;
    return {};
}

std::expected<EnrolmentForm, FormError> fromMultipart(const net::Request &request)
{
    const auto parts = net::parseMultipart(request.header("content-type"), request.body);
    if (!parts)
        return error(400, parts.error());
    EnrolmentForm form;
    QJsonObject switches;
    QJsonArray groups;
    for (const net::FormPart &part : *parts) {
        if (part.name == "allowDuplicate"_L1 || part.name == "dryRun"_L1)
            switches.insert(part.name, QString::fromUtf8(part.body).trimmed());
        else if (part.name == "name"_L1)
            form.name = QString::fromUtf8(part.body).trimmed();
        else if (part.name == "id"_L1 && !part.body.trimmed().isEmpty())
            form.id = QString::fromUtf8(part.body).trimmed();
        else if (part.name == "photos"_L1 || part.name == "photos[]"_L1 || part.name == "photo"_L1)
            form.photos.append(part.body);
        else if (part.name == "externalId"_L1 && !part.body.trimmed().isEmpty())
            form.details.insert(part.name, QString::fromUtf8(part.body).trimmed());
        else if (part.name == "groups"_L1 && !part.body.trimmed().isEmpty())
            groups.append(QString::fromUtf8(part.body).trimmed());
    }
    if (!groups.isEmpty())
        form.details.insert(u"groups"_s, groups);
    if (const auto read = readSwitches(request, switches, form); !read)
        return std::unexpected(read.error());
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
    const QJsonValue name = object.value("name"_L1);
    const QJsonValue given = object.value("photos"_L1);
    if ((!name.isString() && !name.isUndefined()) || (!given.isArray() && !given.isUndefined()))
        return error(400, u"\"name\" must be a text, and \"photos\" a list of pictures in base64."_s);
    EnrolmentForm form;
    form.name = name.toString().trimmed();
    if (const QJsonValue id = object.value("id"_L1); id.isString())
        form.id = id.toString();
    else if (!id.isUndefined() && !id.isNull())
        return error(400, u"\"id\" must be a text."_s);
    if (const auto read = readSwitches(request, object, form); !read)
        return std::unexpected(read.error());
    for (const auto &detail : {u"externalId"_s, u"groups"_s, u"consent"_s, u"validFrom"_s, u"validUntil"_s}) {
        if (object.contains(detail))
            form.details.insert(detail, object.value(detail));
    }
    const QJsonArray photos = given.toArray();
    for (qsizetype i = 0; i < photos.size(); ++i) {
        const auto photo = photos[i].isString() ? fromBase64(photos[i].toString()) : std::nullopt;
        if (!photo)
            return error(400, u"Photo %1 is not base64."_s.arg(i + 1));
        form.photos.append(*photo);
    }
    return form;
}

bool isPicture(const QByteArray &bytes)
{
    return !store::imageType({reinterpret_cast<const uint8_t *>(bytes.constData()), std::size_t(bytes.size())}).empty();
}

std::expected<EnrolmentForm, FormError> checkPhotos(EnrolmentForm form)
{
    if (form.photos.size() > EnrolmentLimits::photos)
        return error(400, u"Send at most %1 photos at once."_s.arg(EnrolmentLimits::photos));
    for (qsizetype i = 0; i < form.photos.size(); ++i) {
        if (form.photos[i].size() > EnrolmentLimits::photoBytes)
            return error(413, u"Photo %1 is larger than %2 MiB."_s.arg(i + 1).arg(EnrolmentLimits::photoBytes / 1024 / 1024));
        if (!isPicture(form.photos[i]))
            return error(415, u"Photo %1 is not JPEG, PNG, WebP or BMP."_s.arg(i + 1));
    }
    return form;
}

std::expected<EnrolmentForm, FormError> read(const net::Request &request)
{
    const QByteArray type = request.header("content-type").toLower();
    if (type.startsWith("multipart/form-data"))
        return fromMultipart(request);
    if (type.startsWith("application/json"))
        return fromJson(request);
    return error(415, u"Send multipart/form-data or application/json."_s);
}

} // namespace

std::expected<EnrolmentForm, FormError> parseEnrolmentForm(const net::Request &request)
{
    auto form = read(request);
    if (!form)
        return form;
    if (!store::isPersonName(form->name))
        return error(400, u"\"name\" must be 1 to %1 characters, none of them a control character."_s.arg(store::PersonTextLimits::nameCharacters));
    if (form->id && !store::isPersonId(*form->id))
        return error(400, u"\"id\" must be 1 to %1 letters, digits, dots, dashes or underscores, and not begin with a dot."_s.arg(store::PersonTextLimits::idCharacters));
    if (const auto sound = patched({.id = {}, .name = "x"}, form->details, signedIn(request)); !sound)
        return error(400, sound.error());
    return checkPhotos(std::move(*form));
}

std::expected<EnrolmentForm, FormError> parsePhotoForm(const net::Request &request)
{
    auto form = read(request);
    if (form && form->photos.isEmpty())
        return error(400, u"Send 1 to %1 photos in \"photos\"."_s.arg(EnrolmentLimits::photos));
    return form ? checkPhotos(std::move(*form)) : form;
}

} // namespace rollcall::api
