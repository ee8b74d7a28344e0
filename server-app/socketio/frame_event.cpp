#include "socketio/frame_event.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace rollcall::socketio {

namespace {

constexpr qsizetype exactDigits = 15;  // what a JavaScript number holds exactly

QByteArray cameraJson(const QString &id)
{
    const bool isNumber = id.size() <= exactDigits && !id.isEmpty() && (id == u"0"_s || id.front() != u'0')
        && std::ranges::all_of(id, [](QChar c) { return c >= u'0' && c <= u'9'; });
    if (isNumber)
        return id.toLatin1();
    const QByteArray array = QJsonDocument(QJsonArray{id}).toJson(QJsonDocument::Compact);
    return array.sliced(1, array.size() - 2);
}

// The picture's own time is monotonic.
QByteArray secondsSince1970(media::MonotonicTime received)
{
    const auto age = media::monotonicNow() - received;
    const auto when = std::chrono::system_clock::now().time_since_epoch() - age;
    return QByteArray::number(std::chrono::duration<double>(when).count(), 'f', 6);
}

} // namespace

QString frameEvent(const QString &nameSpace, const protocol::CameraId &camera, const live::JpegPicture &picture)
{
    QByteArray text = "2";
    if (nameSpace != u"/"_s)
        text += nameSpace.toUtf8() + ',';
    // In the order in which others write it.
    text += "[\"frame\",{\"frame\":\"" + picture.bytes.toBase64() + "\",\"camera_id\":" + cameraJson(camera.toString()) + ",\"timestamp\":\""
        + secondsSince1970(picture.received) + "\"}]";
    return QString::fromUtf8(text);
}

} // namespace rollcall::socketio
