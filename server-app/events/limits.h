#pragma once

#include <QtGlobal>

#include <chrono>

namespace rollcall::events {

// Every bound of the event sockets.
struct EventLimits {
    int viewers = 256;
    int viewersPerAddress = 64;          // a proxy that is not trusted is one address
    qsizetype waitingMessages = 2'000;   // of which each counts; those that replace each other are as many as there are cameras
    qint64 waitingBytes = 4 * 1024 * 1024;
    qint64 unsentBytes = 64 * 1024;      // handed to the connection ahead: what it holds nothing newer can replace
    std::chrono::milliseconds heartbeat{20'000};
    std::chrono::milliseconds deadAfter{50'000};   // without any sign of life
    std::chrono::milliseconds closePatience{3'000};  // for the close to be taken
    quint64 clientMessageBytes = 32 * 1024;
    int clientMessagesPerSecond = 10;
    int clientMessageBurst = 50;
    int malformedInARow = 20;
};

} // namespace rollcall::events
