#include "protocol/codec.h"

#include "protocol/field_reader.h"
#include "protocol/field_writer.h"

#include <QJsonDocument>

#include <concepts>

using namespace Qt::StringLiterals;

namespace rollcall::protocol {
namespace {

using Parsed = std::expected<Message, ParseError>;

Parsed failure(const QString &message, ErrorCode code = ErrorCode::BadMessage, const QString &about = {})
{
    return std::unexpected(ParseError{code, message, about});
}

// Depth of objects and arrays, found before the real parser recurses into them.
int nestingOf(QByteArrayView bytes)
{
    int depth = 0;
    int deepest = 0;
    bool inText = false;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        if (inText && c == '\\')
            ++i;
        else if (c == '"')
            inText = !inText;
        else if (!inText && (c == '{' || c == '['))
            deepest = std::max(deepest, ++depth);
        else if (!inText && (c == '}' || c == ']'))
            --depth;
    }
    return deepest;
}

// The shapes in which candidates travel: flat; nested, as browsers' RTCIceCandidate.toJSON() gives them; and null or an empty
// text for "no more", which then needs no m-line.
QJsonObject flatCandidate(const QJsonObject &message)
{
    QJsonObject flat = message;
    if (const QJsonValue inner = message.value(u"candidate"); inner.isObject()) {
        const QJsonObject object = inner.toObject();
        for (const QStringView key : {u"candidate", u"sdpMLineIndex", u"sdpMid"})
            flat.insert(key, object.value(key));
    }
    const QJsonValue candidate = flat.value(u"candidate");
    const bool isLast = candidate.isNull() || (candidate.isString() && candidate.toString().isEmpty());
    if (isLast) {
        flat.insert(u"candidate", QString{});
        if (const QJsonValue line = flat.value(u"sdpMLineIndex"); line.isUndefined() || line.isNull())
            flat.insert(u"sdpMLineIndex", 0);
    }
    return flat;
}

template <typename T> Parsed readAs(const QJsonObject &object)
{
    T message;
    std::optional<ParseError> error;
    const QJsonObject fields = std::same_as<T, Candidate> ? flatCandidate(object) : object;
    FieldReader reader{fields, Fields<T>::type.toString(), error};
    Fields<T>::visit(reader, message);
    if (error)
        return std::unexpected(*std::move(error));
    return message;
}

template <typename... T> Parsed readAsOneOf(QStringView type, const QJsonObject &object, const std::variant<T...> *)
{
    Parsed parsed = failure(u"There is no message type \"%1\"."_s.arg(type.left(limits::IdBytes)),
        ErrorCode::UnknownType, type.left(limits::IdBytes).toString());
    // One comparison after the other until one fits.
    static_cast<void>(((type == Fields<T>::type && (parsed = readAs<T>(object), true)) || ...));
    return parsed;
}

Parsed parseObject(const QJsonObject &object)
{
    const QJsonValue type = object.value(u"type");
    if (!type.isString())
        return failure(u"type is missing or not a text; every message has one."_s, ErrorCode::BadMessage, u"type"_s);
    Parsed parsed = readAsOneOf(type.toString(), object, static_cast<const Message *>(nullptr));
    if (Hello *hello = parsed ? std::get_if<Hello>(&*parsed) : nullptr; hello && hello->name.isEmpty())
        hello->name = hello->camera.toString();
    return parsed;
}

} // namespace

Parsed parse(QByteArrayView bytes)
{
    if (bytes.size() > limits::MessageBytes) {
        return failure(
            u"The message is %1 bytes long; at most %2 are accepted."_s.arg(bytes.size()).arg(limits::MessageBytes),
            ErrorCode::TooLarge);
    }
    if (nestingOf(bytes) > limits::Nesting)
        return failure(u"The message is nested deeper than %1 levels."_s.arg(limits::Nesting), ErrorCode::TooLarge);

    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(QByteArray::fromRawData(bytes.data(), bytes.size()), &error);
    if (error.error != QJsonParseError::NoError)
        return failure(u"The message is not JSON: %1 at byte %2."_s.arg(error.errorString()).arg(error.offset));
    if (!document.isObject())
        return failure(u"The message is not a JSON object."_s);
    return parseObject(document.object());
}

QByteArray serialize(const Message &message)
{
    return std::visit(
        []<typename T>(const T &typed) {
            FieldWriter writer;
            Fields<T>::visit(writer, typed);
            QJsonObject object = writer.object();
            object.insert(u"type", Fields<T>::type.toString());
            return QJsonDocument{object}.toJson(QJsonDocument::Compact);
        },
        message);
}

QStringView typeName(const Message &message)
{
    return std::visit([]<typename T>(const T &) { return Fields<T>::type; }, message);
}

} // namespace rollcall::protocol
