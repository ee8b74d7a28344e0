#pragma once

#include "live/jpeg_feed.h"
#include "net/responder.h"

namespace rollcall::live {

// One viewer of a camera's MJPEG: parts of multipart/x-mixed-replace, one a picture. While the last one is not all on its way,
// newer ones replace each other, so that a slow viewer sees fewer pictures but none that is old. Lives on the Qt thread.
class MjpegStream : public QObject {
    Q_OBJECT

public:
    static constexpr const char *contentType = "multipart/x-mixed-replace; boundary=rollcall-picture";

    MjpegStream(std::unique_ptr<net::StreamWriter> writer, std::unique_ptr<JpegTaker> taker, QObject *parent = nullptr);

Q_SIGNALS:
    // The viewer or the camera is gone for good.
    void finished();

private:
    void offer(const JpegPicture &picture);
    void write(const JpegPicture &picture);

    std::unique_ptr<net::StreamWriter> m_writer;
    std::unique_ptr<JpegTaker> m_taker;
    std::optional<JpegPicture> m_waiting;
};

} // namespace rollcall::live
