#include "window/autostart.h"

#include <QCoreApplication>
#include <QDir>
#include <QSettings>

using namespace Qt::StringLiterals;

namespace rollcall::window {

namespace {

const QString runKey = QStringLiteral("HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Run");
const QString entry = QStringLiteral("Rollcall Camera");

} // namespace

bool startsWithSystem()
{
    return QSettings(runKey, QSettings::NativeFormat).contains(entry);
}

QString setStartWithSystem(bool start)
{
    QSettings run(runKey, QSettings::NativeFormat);
    if (start)
        run.setValue(entry, QString(u'"' + QDir::toNativeSeparators(QCoreApplication::applicationFilePath()) + u"\" --minimised"_s));
    else
        run.remove(entry);
    run.sync();
    if (run.status() == QSettings::NoError)
        return {};
    return QCoreApplication::translate("Autostart", "The system does not let this program start by itself.");
}

} // namespace rollcall::window
