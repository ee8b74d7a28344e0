#include "net/multipart.h"

#include <QHash>

#include <optional>

namespace rollcall::net {

using namespace Qt::StringLiterals;

namespace {

struct FieldValue {
    QByteArray value;                         // lower case
    QHash<QByteArray, QByteArray> parameters; // names in lower case
};

// value; name=token; name="quoted \" string" (RFC 9110 §5.6.6)
std::optional<FieldValue> parseFieldValue(QByteArrayView text)
{
    FieldValue field;
    qsizetype at = text.indexOf(';');
    field.value = text.first(at < 0 ? text.size() : at).trimmed().toByteArray().toLower();
    while (at >= 0 && at < text.size()) {
        const qsizetype equals = text.indexOf('=', at);
        if (equals < 0)
            return text.sliced(at + 1).trimmed().isEmpty() ? std::optional(field) : std::nullopt;
        const QByteArray name = text.sliced(at + 1, equals - at - 1).trimmed().toByteArray().toLower();
        QByteArray value;
        at = equals + 1;
        if (at < text.size() && text[at] == '"') {
            for (++at; at < text.size() && text[at] != '"'; ++at) {
                if (text[at] == '\\' && at + 1 < text.size())
                    ++at;
                value += text[at];
            }
            if (at >= text.size())
                return std::nullopt;  // the quote is never closed
            at = text.indexOf(';', at);
        } else {
            const qsizetype end = text.indexOf(';', at);
            value = text.sliced(at, (end < 0 ? text.size() : end) - at).trimmed().toByteArray();
            at = end;
        }
        field.parameters.insert(name, value);
    }
    return field;
}

std::expected<FormPart, QString> parsePartHead(QByteArrayView head)
{
    FormPart part;
    part.contentType = "text/plain";
    bool named = false;
    const QList<QByteArray> lines = head.toByteArray().split('\n');
    for (const QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(':');
        if (colon < 0)
            continue;
        const QByteArray name = line.first(colon).trimmed().toLower();
        const auto field = parseFieldValue(QByteArrayView(line).sliced(colon + 1).trimmed());
        if (name == "content-disposition") {
            if (!field || field->value != "form-data" || !field->parameters.contains("name"))
                return std::unexpected(u"A part's Content-Disposition is not form-data; name=\"…\"."_s);
            part.name = QString::fromUtf8(field->parameters.value("name"));
            part.fileName = QString::fromUtf8(field->parameters.value("filename"));
            named = true;
        } else if (name == "content-type" && field) {
            part.contentType = field->value;
        } else if (name == "content-transfer-encoding" && field && field->value != "binary" && field->value != "8bit" && field->value != "7bit") {
            return std::unexpected(u"Send the parts as they are, without Content-Transfer-Encoding (RFC 7578 §4.7)."_s);
        }
    }
    if (!named)
        return std::unexpected(u"A part has no Content-Disposition."_s);
    return part;
}

std::expected<QByteArray, QString> boundaryOf(QByteArrayView contentType)
{
    constexpr qsizetype maxBoundary = 70;  // RFC 2046 §5.1.1
    const auto field = parseFieldValue(contentType);
    if (!field || field->value != "multipart/form-data")
        return std::unexpected(u"The Content-Type is not multipart/form-data."_s);
    const QByteArray boundary = field->parameters.value("boundary");
    if (boundary.isEmpty() || boundary.size() > maxBoundary)
        return std::unexpected(u"The Content-Type needs a boundary of 1 to 70 characters."_s);
    return boundary;
}

} // namespace

std::expected<QList<FormPart>, QString> parseMultipart(QByteArrayView contentType, const QByteArray &body, const MultipartLimits &limits)
{
    const auto boundary = boundaryOf(contentType);
    if (!boundary)
        return std::unexpected(boundary.error());
    const QByteArray opening = "--" + *boundary;
    const QByteArray delimiter = "\r\n" + opening;
    qsizetype at = body.startsWith(opening) ? opening.size() : -1;
    if (at < 0) {
        const qsizetype first = body.indexOf(delimiter);
        if (first < 0)
            return std::unexpected(u"The boundary that the Content-Type names is not in the body."_s);
        at = first + delimiter.size();
    }
    QList<FormPart> parts;
    for (;;) {
        const QByteArrayView rest = QByteArrayView(body).sliced(at);
        if (rest.startsWith("--"))
            return parts;
        if (!rest.startsWith("\r\n"))
            return std::unexpected(u"A boundary is not followed by a line end."_s);
        if (parts.size() == limits.parts)
            return std::unexpected(u"There are more than %1 parts."_s.arg(limits.parts));
        const qsizetype headEnd = body.indexOf("\r\n\r\n", at);
        if (headEnd == at)
            return std::unexpected(u"A part has no Content-Disposition."_s);
        if (headEnd < 0 || headEnd - at > limits.headBytes)
            return std::unexpected(u"The head of a part does not end, or is larger than %1 bytes."_s.arg(limits.headBytes));
        const qsizetype bodyStart = headEnd + 4;
        const qsizetype end = body.indexOf(delimiter, headEnd + 2);
        if (end < 0)
            return std::unexpected(u"The last part does not end with the boundary; the body was cut off."_s);
        auto part = parsePartHead(QByteArrayView(body).sliced(at + 2, headEnd - at - 2));
        if (!part)
            return std::unexpected(part.error());
        part->body = end > bodyStart ? body.mid(bodyStart, end - bodyStart) : QByteArray();
        parts.append(std::move(*part));
        at = end + delimiter.size();
    }
}

} // namespace rollcall::net
