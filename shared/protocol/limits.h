#pragma once

#include <QtGlobal>

// Every bound of the signaling protocol, in one place; docs/protocol.md states the same numbers and a test compares them.
// Lengths are bytes of UTF-8.
namespace rollcall::protocol::limits {

inline constexpr qint64 MessageBytes = 256 * 1024;
inline constexpr int Nesting = 8; // objects and arrays within each other
inline constexpr int MessagesPerSecond = 50;
inline constexpr int MessageBurst = 200; // a browser trickles all its candidates at once

// Each offer costs the server a peer with threads and sockets; a camera that starts over after a break needs one now and then.
inline constexpr int OffersAtOnce = 5;
inline constexpr int SecondsPerOffer = 2; // in the long run
inline constexpr int SdpBytes = 64 * 1024;
inline constexpr int CandidateBytes = 1024;
inline constexpr int CandidatesPerSession =
    100; // kept by whoever owns the session: the codec sees one message at a time
inline constexpr int SdpMLineIndex = 255; // highest
inline constexpr int SdpMidBytes = 32;

inline constexpr int IdBytes = 64; // camera and session: letters, digits, '-', '_', '.'
inline constexpr int NameBytes = 256;
inline constexpr int SoftwareBytes = 256;
inline constexpr int TokenBytes = 512;
inline constexpr int SentenceBytes = 1024; // reasons, error messages
inline constexpr int AboutBytes = 128;
inline constexpr int Features = 32;
inline constexpr int FeatureBytes = 64;
inline constexpr int IceServers = 16;
inline constexpr int UrlBytes = 512;
inline constexpr int CredentialBytes = 512;

inline constexpr int HighestVersion = 65'535;
inline constexpr int LowestSide = 16; // pixels, width and height
inline constexpr int HighestSide = 8'192;
inline constexpr int HighestFrameRate = 240;
inline constexpr int LowestBitrateKbps = 10;
inline constexpr int HighestBitrateKbps = 200'000;
inline constexpr int HighestControlId = 2'147'483'647;
inline constexpr int HighestRetrySeconds = 86'400;
inline constexpr double HighestStatBitrateKbps = 10'000'000;
inline constexpr double HighestFramesPerSecond = 1'000;
inline constexpr double HighestRoundTripMs = 600'000;
inline constexpr double HighestTime = 100'000'000'000; // seconds since 1970

} // namespace rollcall::protocol::limits
