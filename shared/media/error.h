#pragma once

#include <QString>

#include <cstdint>
#include <expected>

namespace rollcall::media {

// What went wrong in media, for the person who reads it.
struct Error {
    enum class Code {
        MissingPlugin,        // a GStreamer element is not installed; the message names the package
        BadDescription,       // SDP that cannot be accepted
        FingerprintMismatch,  // the peer is not the one that signaled
        ConnectFailed,        // ICE or DTLS did not come up
        ConnectionLost,
        Pipeline,             // an element reported an error
        SourceFailed,         // camera, file or address cannot be read
        NotSupported,
    };
    Code code = Code::Pipeline;
    QString message;  // a sentence: what is wrong, where, what to do
    QString details;  // the library's own words, for the log
    // Where GStreamer reported it: the domain and code of its GError.
    uint32_t domain = 0;
    int reason = 0;
};

} // namespace rollcall::media
