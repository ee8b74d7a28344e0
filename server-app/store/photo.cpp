#include "store/photo.h"

#include <QByteArrayView>
#include <QCryptographicHash>

namespace rollcall::store {

namespace {

QByteArrayView view(std::span<const uint8_t> bytes)
{
    return {bytes.data(), static_cast<qsizetype>(bytes.size())};
}

} // namespace

std::string imageType(std::span<const uint8_t> bytes)
{
    const QByteArrayView start = view(bytes.first(std::min<std::size_t>(bytes.size(), 12)));
    if (start.startsWith("\xff\xd8\xff"))
        return "image/jpeg";
    if (start.startsWith("\x89PNG\r\n\x1a\n"))
        return "image/png";
    if (start.startsWith("RIFF") && start.size() == 12 && start.endsWith("WEBP"))
        return "image/webp";
    if (start.startsWith("BM"))
        return "image/bmp";
    return {};
}

std::string sha256(std::span<const uint8_t> bytes)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(view(bytes));
    return hash.result().toHex().toStdString();
}

Photo makePhoto(std::vector<uint8_t> bytes)
{
    Photo photo;
    photo.sha256 = sha256(bytes);
    photo.mediaType = imageType(bytes);
    photo.bytes = std::move(bytes);
    return photo;
}

} // namespace rollcall::store
