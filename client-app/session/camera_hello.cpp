#include "session/camera_hello.h"

#include "protocol/features.h"
#include "protocol/limits.h"

#include <QSysInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rollcall::session {

namespace {

namespace limits = protocol::limits;

bool isIdCharacter(QChar character)
{
    return (character.unicode() < 128 && character.isLetterOrNumber()) || u"-_."_s.contains(character);
}

} // namespace

protocol::Hello makeHello(const QString &cameraId, const QString &name)
{
    protocol::Hello hello;
    hello.camera = protocol::CameraId(cameraId);
    hello.name = name;
    hello.software = u"rollcall-camera " ROLLCALL_VERSION " ("_s + QSysInfo::prettyProductName() + u")"_s;
    hello.features = {protocol::features::control, protocol::features::stats, protocol::features::recognised};
    return hello;
}

bool isCameraId(const QString &id)
{
    return !id.isEmpty() && id.size() <= limits::IdBytes && std::all_of(id.begin(), id.end(), isIdCharacter);
}

QString cameraIdFrom(const QString &machineName)
{
    QString id = machineName.left(limits::IdBytes);
    for (QChar &character : id) {
        if (!isIdCharacter(character))
            character = u'-';
    }
    return id.isEmpty() ? u"camera"_s : id;
}

QString cameraIdOfThisMachine()
{
    return cameraIdFrom(QSysInfo::machineHostName());
}

} // namespace rollcall::session
