#include "socketio/socket_packet.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rollcall::socketio {

namespace {

using Type = SocketPacket::Type;

constexpr int lastType = int(Type::BinaryAck);
constexpr qsizetype maxIdDigits = 15;  // what a JavaScript number holds exactly
constexpr int maxDepth = 64;           // of JSON within JSON

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

// The digits at `at`, which moves behind them.
QStringView digits(QStringView text, qsizetype &at)
{
    const qsizetype begin = at;
    while (at < text.size() && isDigit(text[at]))
        ++at;
    return text.sliced(begin, at - begin);
}

bool hasAttachments(Type type)
{
    return type == Type::BinaryEvent || type == Type::BinaryAck;
}

bool isReserved(const QString &event)
{
    static const QStringList names{u"connect"_s, u"connect_error"_s, u"disconnect"_s, u"disconnecting"_s, u"newListener"_s, u"removeListener"_s};
    return names.contains(event);
}

std::expected<QJsonValue, QString> parseJson(QStringView text)
{
    // Qt reads objects and arrays alone; any value is an array's one element.
    const QJsonDocument document = QJsonDocument::fromJson(u"["_s.append(text).append(u']').toUtf8());
    const QJsonArray values = document.array();
    if (values.size() != 1)
        return std::unexpected(u"A packet's data is not JSON."_s);
    return QJsonValue(values.first());
}

// Counts the placeholders and sees that each names an attachment that comes. False where one does not, or where the data is
// nested too deep to look.
bool placeholdersFit(const QJsonValue &value, qsizetype attachments, int depth = 0)
{
    if (depth > maxDepth)
        return false;
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        return std::all_of(array.begin(), array.end(), [&](const QJsonValue &element) { return placeholdersFit(element, attachments, depth + 1); });
    }
    if (!value.isObject())
        return true;
    const QJsonObject object = value.toObject();
    if (object.value(u"_placeholder"_s).toBool()) {
        const double number = object.value(u"num"_s).toDouble(-1);
        return number >= 0 && number < double(attachments) && number == double(qsizetype(number));
    }
    return std::all_of(object.begin(), object.end(), [&](const QJsonValue &member) { return placeholdersFit(member, attachments, depth + 1); });
}

// What is wrong with the data for a packet of this type; empty: nothing.
QString complaint(const SocketPacket &packet)
{
    const QJsonValue &data = packet.data;
    switch (packet.type) {
    case Type::Connect:
        return data.isUndefined() || data.isObject() ? QString() : u"The data of a connection is not an object."_s;
    case Type::Disconnect:
        return data.isUndefined() ? QString() : u"A disconnection carries data."_s;
    case Type::ConnectError:
        return data.isObject() || data.isString() ? QString() : u"A refused connection has no reason."_s;
    case Type::Event:
    case Type::BinaryEvent:
        if (!data.isArray() || packet.array().isEmpty())
            return u"The data of an event is not an array that begins with its name."_s;
        if (const QJsonValue name = packet.array().first(); (!name.isString() && !name.isDouble()) || isReserved(name.toString()))
            return u"An event has no name that may be used."_s;
        break;
    case Type::Ack:
    case Type::BinaryAck:
        if (!data.isArray() || !packet.id)
            return u"An acknowledgement has no id or no array."_s;
        break;
    }
    return placeholdersFit(data, packet.attachmentCount) ? QString() : u"A placeholder names no attachment, or the data is nested too deep."_s;
}

std::optional<qsizetype> parseAttachmentCount(QStringView text, qsizetype &at)
{
    const QStringView number = digits(text, at);
    if (number.isEmpty() || number.size() > 3 || at >= text.size() || text[at] != u'-')
        return std::nullopt;
    ++at;
    const qsizetype count = number.toInt();
    return count <= maxAttachments ? std::optional(count) : std::nullopt;
}

std::optional<QString> parseNamespace(QStringView text, qsizetype &at)
{
    if (at >= text.size() || text[at] != u'/')
        return u"/"_s;
    const qsizetype comma = text.indexOf(u',', at);
    const qsizetype end = comma < 0 ? text.size() : comma;
    if (end - at > maxNamespaceLength)
        return std::nullopt;
    QString name = text.sliced(at, end - at).toString();
    at = comma < 0 ? end : comma + 1;
    return name;
}

QString head(const SocketPacket &packet)
{
    QString text = QChar(u'0' + int(packet.type));
    if (hasAttachments(packet.type))
        text += QString::number(packet.attachments.size()) + u'-';
    if (packet.name != u"/"_s)
        text += packet.name + u',';
    if (packet.id)
        text += QString::number(*packet.id);
    return text;
}

QString toJson(const QJsonValue &value)
{
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    if (value.isArray())
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    const QString whole = toJson(QJsonArray{value});
    return whole.sliced(1, whole.size() - 2);
}

} // namespace

std::expected<SocketPacket, QString> parseSocketPacket(const QString &text)
{
    if (text.isEmpty() || text.front() < u'0' || text.front().unicode() > u'0' + lastType)
        return std::unexpected(u"A message begins with none of the packet types 0 to 6."_s);
    SocketPacket packet{.type = Type(text.front().unicode() - u'0')};
    qsizetype at = 1;
    if (hasAttachments(packet.type)) {
        const auto count = parseAttachmentCount(text, at);
        if (!count)
            return std::unexpected(u"A binary packet does not say how many attachments follow, or says more than %1."_s.arg(maxAttachments));
        packet.attachmentCount = *count;
    }
    const auto name = parseNamespace(text, at);
    if (!name)
        return std::unexpected(u"A namespace's name is longer than %1 characters."_s.arg(maxNamespaceLength));
    packet.name = *name;
    if (const QStringView id = digits(text, at); id.size() > maxIdDigits)
        return std::unexpected(u"An acknowledgement's id has more than %1 digits."_s.arg(maxIdDigits));
    else if (!id.isEmpty())
        packet.id = id.toULongLong();
    if (at < text.size()) {
        auto data = parseJson(QStringView(text).sliced(at));
        if (!data)
            return std::unexpected(data.error());
        packet.data = std::move(*data);
    }
    if (const QString wrong = complaint(packet); !wrong.isEmpty())
        return std::unexpected(wrong);
    return packet;
}

QList<EnginePacket> serialize(const SocketPacket &packet)
{
    QList<EnginePacket> messages{EnginePacket::message(packet.data.isUndefined() ? head(packet) : head(packet) + toJson(packet.data))};
    for (const QByteArray &attachment : packet.attachments)
        messages.append(EnginePacket::binary(attachment));
    return messages;
}

std::expected<std::optional<SocketPacket>, QString> PacketAssembler::take(const EnginePacket &message)
{
    if (message.isBinary != m_pending.has_value())
        return std::unexpected(message.isBinary ? u"An attachment came that belongs to no packet."_s : u"A packet came before the attachments of the one before it."_s);
    if (!message.isBinary) {
        auto packet = parseSocketPacket(message.text);
        if (!packet)
            return std::unexpected(packet.error());
        if (packet->isWhole())
            return std::optional(std::move(*packet));
        m_pending = std::move(*packet);
        m_bytes = 0;
        return std::nullopt;
    }
    m_bytes += message.bytes.size();
    if (m_bytes > maxAttachmentBytes)
        return std::unexpected(u"The attachments of a packet are larger than %1 bytes."_s.arg(maxAttachmentBytes));
    m_pending->attachments.append(message.bytes);
    if (!m_pending->isWhole())
        return std::nullopt;
    return std::exchange(m_pending, std::nullopt);
}

} // namespace rollcall::socketio
