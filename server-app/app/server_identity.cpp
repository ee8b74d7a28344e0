#include "app/server_identity.h"

#include <QFile>
#include <QSaveFile>
#include <QSysInfo>
#include <QUuid>

namespace rollcall::app {

using namespace Qt::StringLiterals;

std::expected<alerts::ThisServer, QString> thisServer(const std::filesystem::path &dataFolder)
{
    const QString path = QString::fromStdString((dataFolder / "server-id").string());
    constexpr qint64 longest = 100;
    QFile kept(path);
    QUuid id;
    if (kept.open(QIODevice::ReadOnly))
        id = QUuid(QString::fromLatin1(kept.read(longest).trimmed()));
    if (id.isNull()) {
        id = QUuid::createUuid();
        QSaveFile fresh(path);
        if (!fresh.open(QIODevice::WriteOnly) || fresh.write(id.toByteArray(QUuid::WithoutBraces) + '\n') < 0 || !fresh.flush() || !fresh.commit())
            return std::unexpected(u"The file %1 cannot be written: %2. Make the data folder writable."_s.arg(path, fresh.errorString()));
    }
    return alerts::ThisServer{.id = id.toString(QUuid::WithoutBraces).toStdString(), .name = QSysInfo::machineHostName()};
}

} // namespace rollcall::app
