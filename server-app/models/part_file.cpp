#include "models/part_file.h"

#include <QFileInfo>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace rollcall::models {

PartFile::PartFile(const QString &target)
    : m_file(target + u".part"_s)
{
}

QString PartFile::notePath() const
{
    return m_file.fileName() + u".from"_s;
}

QList<QByteArray> PartFile::note() const
{
    QFile file(notePath());
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QList<QByteArray> lines = file.readAll().split('\n');
    return lines.size() >= 2 ? lines : QList<QByteArray>();
}

QByteArray PartFile::validator() const
{
    return note().value(1);
}

qint64 PartFile::size() const
{
    return QFileInfo(m_file.fileName()).size();
}

qint64 PartFile::resumableBytes(const QUrl &from) const
{
    return note().value(0) == from.toEncoded() && !validator().isEmpty() ? size() : 0;
}

QString PartFile::problem() const
{
    return u"%1 cannot be written: %2. Make room or choose another folder; what is there already is kept."_s.arg(m_file.fileName(), m_file.errorString());
}

std::expected<void, QString> PartFile::begin(const QUrl &from, const QByteArray &validator)
{
    m_file.close();
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        return std::unexpected(problem());
    QSaveFile note(notePath());
    if (!note.open(QIODevice::WriteOnly) || note.write(from.toEncoded() + '\n' + validator + '\n') < 0 || !note.flush() || !note.commit())
        return std::unexpected(u"%1 cannot be written: %2."_s.arg(notePath(), note.errorString()));
    return {};
}

std::expected<void, QString> PartFile::goOn()
{
    m_file.close();
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Append))
        return std::unexpected(problem());
    return {};
}

std::expected<void, QString> PartFile::append(const QByteArray &bytes)
{
    if (m_file.write(bytes) != bytes.size())
        return std::unexpected(problem());
    return {};
}

std::expected<void, QString> PartFile::finish()
{
    const bool flushed = !m_file.isOpen() || m_file.flush();
    if (!flushed)
        return std::unexpected(problem());
    m_file.close();
    return {};
}

void PartFile::remove()
{
    m_file.close();
    m_file.remove();
    QFile::remove(notePath());
}

} // namespace rollcall::models
