#include "live/mjpeg_stream.h"

namespace rollcall::live {

MjpegStream::MjpegStream(std::unique_ptr<net::StreamWriter> writer, std::unique_ptr<JpegTaker> taker, QObject *parent)
    : QObject(parent)
    , m_writer(std::move(writer))
    , m_taker(std::move(taker))
{
    connect(m_taker.get(), &JpegTaker::picture, this, &MjpegStream::offer);
    connect(m_taker.get(), &JpegTaker::ended, this, &MjpegStream::finished);
    connect(m_writer.get(), &net::StreamWriter::closed, this, &MjpegStream::finished);
    connect(m_writer.get(), &net::StreamWriter::drained, this, [this] {
        if (const auto waiting = std::exchange(m_waiting, std::nullopt))
            write(*waiting);
    });
    // Browsers show a part when the next boundary comes, so each part ends with one: the first goes ahead of everything.
    m_writer->write("--rollcall-picture\r\n");
}

void MjpegStream::offer(const JpegPicture &picture)
{
    if (m_writer->bytesToWrite() > 0)
        m_waiting = picture;
    else
        write(picture);
}

void MjpegStream::write(const JpegPicture &picture)
{
    m_writer->write("Content-Type: image/jpeg\r\nContent-Length: " + QByteArray::number(picture.bytes.size()) + "\r\n\r\n" + picture.bytes
                    + "\r\n--rollcall-picture\r\n");
}

} // namespace rollcall::live
