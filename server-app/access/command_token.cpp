#include "access/command_token.h"

#include "access/secrets.h"

#include <QFile>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace rollcall::access {

namespace {

QString fileIn(const std::filesystem::path &dataFolder)
{
    return QString::fromStdString((dataFolder / "command-token").string());
}

} // namespace

std::expected<QByteArray, QString> makeCommandToken(const std::filesystem::path &dataFolder)
{
    const QByteArray secret = newSecret();
    QSaveFile file(fileIn(dataFolder));
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) || file.write(secret) != secret.size() || !file.flush() || !file.commit())
        return std::unexpected(u"%1 cannot be written: %2. Make room on its disk, or let the server's user write there."_s.arg(file.fileName(), file.errorString()));
    return secret;
}

std::optional<QByteArray> readCommandToken(const std::filesystem::path &dataFolder)
{
    QFile file(fileIn(dataFolder));
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return file.readAll().trimmed();
}

} // namespace rollcall::access
