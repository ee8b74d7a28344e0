#include "models/model_folder.h"

#include "models/bzip2.h"
#include "models/downloader.h"
#include "models/part_file.h"
#include "recognition/model_file.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

#include <filesystem>

using namespace Qt::StringLiterals;

namespace rollcall::models {

namespace {

using recognition::ModelEntry;

constexpr qint64 largestModel = qint64{1} << 30; // bytes
constexpr qint64 roomForPacking = 1 << 16; // a file that cannot be compressed grows a little

QString qt(const std::string &text)
{
    return QString::fromStdString(text);
}

std::expected<std::string, QString> hashOf(const QString &path)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file))
        return std::unexpected(u"%1 cannot be read: %2."_s.arg(path, file.errorString()));
    return hash.result().toHex().toStdString();
}

QString otherHash(const QString &what, const std::string &actual, const std::string &expected)
{
    return u"%1 is damaged or another file: its SHA-256 is %2, not %3."_s.arg(what, qt(actual), qt(expected));
}

// Copies, so that the original may be on read-only media.
std::expected<void, QString> copy(const QString &from, const QString &to)
{
    QFile::remove(to);
    QFile source(from);
    if (source.copy(to)) {
        QFile::setPermissions(to, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther);
        return {};
    }
    return std::unexpected(u"%1 cannot be copied to %2: %3. Make room, or choose another folder."_s.arg(from, to, source.errorString()));
}

// As sha256sum writes it: the mark that these bytes are wanted where nobody has published their hash.
std::expected<void, QString> writeAccepted(const QString &file, const std::string &hash)
{
    QSaveFile mark(qt(recognition::acceptedHashFile(file.toStdString()).string()));
    const QByteArray line = QByteArray::fromStdString(hash) + "  " + QFileInfo(file).fileName().toUtf8() + '\n';
    if (!mark.open(QIODevice::WriteOnly) || mark.write(line) != line.size() || !mark.flush() || !mark.commit())
        return std::unexpected(u"%1 cannot be written: %2."_s.arg(mark.fileName(), mark.errorString()));
    return {};
}

// Goes away with the scope, unless it got its final name.
struct Temporary {
    QString path;
    ~Temporary() { QFile::remove(path); }
};

} // namespace

std::expected<ModelFolder, QString> ModelFolder::open(const QString &path, const recognition::ModelManifest &manifest)
{
    if (!QDir().mkpath(path))
        return std::unexpected(u"The models folder %1 cannot be made. Choose another one with --models."_s.arg(path));
    return ModelFolder(QDir(path).absolutePath(), manifest);
}

QString ModelFolder::pathOf(const ModelEntry &entry) const
{
    return QDir(m_path).filePath(qt(entry.file));
}

ModelFolder::Check ModelFolder::check(const ModelEntry &entry) const
{
    const QString path = pathOf(entry);
    if (!QFileInfo::exists(path))
        return {State::Missing, u"missing"_s};
    const qint64 size = QFileInfo(path).size();
    if (entry.size && size != qint64(*entry.size))
        return {State::Wrong, u"%1 has %2 bytes, %3 are expected. Fetch or import it again."_s.arg(path).arg(size).arg(*entry.size)};
    const auto actual = hashOf(path);
    if (!actual)
        return {State::Wrong, actual.error()};
    const auto expected = entry.sha256 ? entry.sha256 : recognition::acceptedHash(path.toStdString());
    if (!expected)
        return {State::Unaccepted, u"%1 is not used: nobody has published its SHA-256, which is %2. Fetch it, or import it with --accept-unverified."_s.arg(path, qt(*actual))};
    if (*actual != *expected)
        return {State::Wrong, otherHash(path, *actual, *expected) + u" Fetch or import it again."_s};
    return {State::Good, u"good"_s};
}

ModelFolder::Result ModelFolder::fetch(const ModelEntry &entry, const DownloadRules &rules, Trust trust, const Progress &progress)
{
    if (check(entry).state == State::Good)
        return u"%1 is there already."_s.arg(qt(entry.name));
    if (entry.download.empty())
        return std::unexpected(u"%1 cannot be downloaded as a file. %2 Get it from %3, then: rollcall-models import FILE"_s.arg(qt(entry.name), qt(entry.note), qt(entry.source)));
    DownloadRules bounded = rules;
    bounded.mostBytes = std::min(bounded.mostBytes, entry.size ? qint64(*entry.size) + roomForPacking : largestModel);
    PartFile part(pathOf(entry));
    Downloader downloader(bounded, progress);
    if (const auto fetched = downloader.fetch(QUrl(qt(entry.download)), part); !fetched)
        return std::unexpected(fetched.error());
    auto installed = install(entry, part.path(), trust);
    part.remove(); // wrong bytes do not get right by going on
    return installed;
}

ModelFolder::Result ModelFolder::install(const ModelEntry &entry, const QString &source, Trust trust)
{
    const Temporary fresh{pathOf(entry) + u".new"_s};
    bool isVerified = false;
    if (isBzip2(source)) {
        const auto packed = hashOf(source);
        if (!packed)
            return std::unexpected(packed.error());
        if (entry.packedSha256 && *packed != *entry.packedSha256 && !entry.sha256)
            return std::unexpected(otherHash(qt(entry.file) + u".bz2"_s, *packed, *entry.packedSha256));
        isVerified = entry.packedSha256 == *packed;
        const qint64 most = entry.size ? qint64(*entry.size) : largestModel;
        if (const auto unpacked = unpackBzip2(source, fresh.path, most); !unpacked)
            return std::unexpected(unpacked.error());
    } else if (const auto copied = copy(source, fresh.path); !copied) {
        return std::unexpected(copied.error());
    }
    const auto actual = hashOf(fresh.path);
    if (!actual)
        return std::unexpected(actual.error());
    if (entry.sha256 && *actual != *entry.sha256)
        return std::unexpected(otherHash(qt(entry.file), *actual, *entry.sha256));
    if (!entry.sha256 && !isVerified && trust == Trust::PublishedHashes)
        return std::unexpected(u"Nobody has published the SHA-256 of %1, so that it cannot be told from an exchanged one. It is %2. Compare it with a source that you trust, then call again with --accept-unverified."_s.arg(qt(entry.file), qt(*actual)));
    if (!entry.sha256) {
        if (const auto marked = writeAccepted(pathOf(entry), *actual); !marked)
            return std::unexpected(marked.error());
    }
    std::error_code failure;
    std::filesystem::rename(fresh.path.toStdString(), pathOf(entry).toStdString(), failure);
    if (failure)
        return std::unexpected(u"%1 cannot be written: %2."_s.arg(pathOf(entry), qt(failure.message())));
    return u"%1 is installed: %2, SHA-256 %3"_s.arg(qt(entry.name), pathOf(entry), qt(*actual));
}

const ModelEntry *ModelFolder::entryFor(const QString &file) const
{
    const std::string name = QFileInfo(file).fileName().toStdString();
    for (const ModelEntry &entry : m_manifest->entries()) {
        if (entry.file == name || entry.file + ".bz2" == name)
            return &entry;
    }
    const auto hash = hashOf(file);
    for (const ModelEntry &entry : m_manifest->entries()) {
        if (hash && (entry.sha256 == *hash || entry.packedSha256 == *hash))
            return &entry;
    }
    return nullptr;
}

bool ModelFolder::knows(const QString &file) const
{
    return entryFor(file) != nullptr;
}

ModelFolder::Result ModelFolder::import(const QString &file, Trust trust)
{
    if (!QFileInfo(file).isFile())
        return std::unexpected(u"%1 is not a file that can be read."_s.arg(file));
    const ModelEntry *entry = entryFor(file);
    if (!entry)
        return std::unexpected(u"%1 is no model that is known: neither by its name nor by its SHA-256. Add it to models.json in %2 to use it."_s.arg(file, m_path));
    return install(*entry, file, trust);
}

} // namespace rollcall::models
