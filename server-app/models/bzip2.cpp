#include "models/bzip2.h"

#include <QFile>

#include <bzlib.h>

#include <array>

using namespace Qt::StringLiterals;

namespace rollcall::models {

namespace {

constexpr qint64 pieceBytes = 1 << 16;

// Ends libbz2's state with the scope.
class Decompressor {
public:
    Decompressor() { m_ready = BZ2_bzDecompressInit(&m_stream, 0, 0) == BZ_OK; }
    ~Decompressor()
    {
        if (m_ready)
            BZ2_bzDecompressEnd(&m_stream);
    }
    Decompressor(const Decompressor &) = delete;
    Decompressor &operator=(const Decompressor &) = delete;
    [[nodiscard]] bool isReady() const { return m_ready; }
    [[nodiscard]] bz_stream &stream() { return m_stream; }

private:
    bz_stream m_stream{};
    bool m_ready = false;
};

// Of the target: what did not fit, as a sentence.
QString notWritten(const QFile &target)
{
    return u"%1 cannot be written: %2. Make room, or choose another folder."_s.arg(target.fileName(), target.errorString());
}

} // namespace

bool isBzip2(const QString &file)
{
    QFile source(file);
    return source.open(QIODevice::ReadOnly) && source.read(3) == "BZh";
}

std::expected<void, QString> unpackBzip2(const QString &packed, const QString &target, qint64 mostBytes)
{
    QFile source(packed);
    QFile result(target);
    if (!source.open(QIODevice::ReadOnly))
        return std::unexpected(u"%1 cannot be read: %2."_s.arg(packed, source.errorString()));
    if (!result.open(QIODevice::WriteOnly | QIODevice::Truncate))
        return std::unexpected(notWritten(result));
    Decompressor decompressor;
    if (!decompressor.isReady())
        return std::unexpected(u"There is not enough memory to unpack %1."_s.arg(packed));
    bz_stream &stream = decompressor.stream();
    std::array<char, pieceBytes> out;
    QByteArray in;
    qint64 written = 0;
    int state = BZ_OK;
    while (state == BZ_OK) {
        if (stream.avail_in == 0) {
            in = source.read(pieceBytes);
            stream.next_in = in.data();
            stream.avail_in = unsigned(in.size());
        }
        stream.next_out = out.data();
        stream.avail_out = unsigned(out.size());
        const bool atEnd = in.isEmpty();
        state = BZ2_bzDecompress(&stream);
        const qint64 got = qint64(out.size()) - stream.avail_out;
        if ((state != BZ_OK && state != BZ_STREAM_END) || (atEnd && got == 0 && state == BZ_OK))
            return std::unexpected(u"%1 is damaged or ends early: it cannot be unpacked. Fetch it again."_s.arg(packed));
        written += got;
        if (written > mostBytes)
            return std::unexpected(u"%1 unpacks to more than %2 bytes, which is no model that is known."_s.arg(packed).arg(mostBytes));
        if (result.write(out.data(), got) != got)
            return std::unexpected(notWritten(result));
    }
    if (!result.flush())
        return std::unexpected(notWritten(result));
    return {};
}

} // namespace rollcall::models
