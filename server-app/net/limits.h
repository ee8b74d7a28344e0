#pragma once

#include <QtGlobal>

#include <chrono>

namespace rollcall::net {

// Every bound of the HTTP side, in one place. Qt HTTP Server 6.4 has none of its own.
struct Limits {
    static constexpr qint64 kibibyte = 1024;
    static constexpr qint64 mebibyte = 1024 * kibibyte;
    static constexpr qint64 defaultBodyBytes = 1 * mebibyte;    // routes may name another
    static constexpr qint64 enrolmentBodyBytes = 32 * mebibyte;

    int connections = 512;
    int connectionsPerAddress = 128;
    qint64 headBytes = 16 * kibibyte;                  // request line and header fields
    std::chrono::milliseconds handshakeTimeout{10'000}; // to agree on TLS
    std::chrono::milliseconds headTimeout{10'000};     // from the first byte of a request to the end of its head
    std::chrono::milliseconds bodyTimeout{60'000};     // from the end of the head to the end of the body
    std::chrono::milliseconds idleTimeout{75'000};     // between requests, and before the first
    std::chrono::milliseconds writeTimeout{30'000};    // an answer of which nothing more is taken
    std::chrono::milliseconds answerTimeout{120'000};  // a handler that does not answer
    qint64 strangersBytes = 128 * mebibyte;            // of large bodies, above defaultBodyBytes, from people who are not signed in …
    qint64 strangersBytesOfOne = 64 * mebibyte;        // … and from one network of theirs
    std::chrono::milliseconds lingerTimeout{2'000};    // for a refused sender to read why …
    qint64 lingerBytes = 2 * mebibyte;                 // … while at most this is thrown away
    qint64 streamBacklogBytes = 1 * mebibyte;          // unsent bytes of a stream above which pieces are skipped
    static constexpr int streamSocketBytes = 128 * kibibyte;  // … and what the system holds of it: more would only be late
    quint64 webSocketMessageBytes = 1 * mebibyte;
};

} // namespace rollcall::net
