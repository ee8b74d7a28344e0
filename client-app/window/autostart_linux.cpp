#include "window/autostart.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace rollcall::window {

namespace {

// A file of the Desktop Application Autostart Specification of freedesktop.org.
QString entryPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/autostart/rollcall-camera.desktop"_s;
}

// Quoted as the Desktop Entry Specification asks ("The Exec key").
QString quoted(QString path)
{
    for (const QString &special : {u"\\"_s, u"\""_s, u"`"_s, u"$"_s})
        path.replace(special, u"\\"_s + special);
    return u'"' + path.replace(u"\\"_s, u"\\\\"_s).replace(u"%"_s, u"%%"_s) + u'"';
}

} // namespace

bool startsWithSystem()
{
    return QFile::exists(entryPath());
}

QString setStartWithSystem(bool start)
{
    const QString path = entryPath();
    if (!start) {
        if (!QFile::exists(path) || QFile::remove(path))
            return {};
        return QCoreApplication::translate("Autostart", "%1 could not be removed. Remove it by hand.").arg(path);
    }
    QDir().mkpath(QFileInfo(path).path());
    const QString entry = u"[Desktop Entry]\nType=Application\nName=Rollcall Camera\nExec="_s + quoted(QCoreApplication::applicationFilePath())
        + u" --minimised\nTerminal=false\nX-GNOME-Autostart-enabled=true\n"_s;
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(entry.toUtf8()) > 0 && file.flush() && file.commit())
        return {};
    return QCoreApplication::translate("Autostart", "%1 could not be written: %2. The program does not start with the system.").arg(path, file.errorString());
}

} // namespace rollcall::window
