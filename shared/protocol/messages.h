#pragma once

// The signaling messages of protocol version 1, one struct each; docs/protocol.md is the normative text.
// Values only: any thread.

#include "protocol/ids.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>
#include <variant>

namespace rollcall::protocol {

enum class Codec { Vp8, H264 };

struct VersionRange {
    int lowest = 1;
    int highest = 1;
    friend bool operator==(const VersionRange &, const VersionRange &) = default;
};

// A STUN or TURN server (RFC 7064, RFC 7065): "stun:host:port", "turn:host:port?transport=udp", "turns:…".
struct IceServer {
    QString url = {};
    QString username = {}; // empty for STUN
    QString credential = {}; // empty for STUN
    friend bool operator==(const IceServer &, const IceServer &) = default;
};

// What the server wants the camera to send, or what the camera sends now. A missing field means "as you like".
struct Encoding {
    std::optional<Codec> codec = {};
    std::optional<int> width = {}; // pixels
    std::optional<int> height = {}; // pixels
    std::optional<int> frameRate = {}; // frames a second
    std::optional<int> bitrateKbps = {}; // kbit/s
    friend bool operator==(const Encoding &, const Encoding &) = default;
};

// camera → server, first message of a session.
struct Hello {
    VersionRange versions = {};
    CameraId camera = {};
    QString name = {}; // what people call the camera; parse() puts the id where none was given
    QString software = {}; // "rollcall-camera 0.1.0 (Debian GNU/Linux 12)"
    QStringList features = {}; // optional abilities, by name
    std::optional<SessionId> resume = {}; // the session that this connection goes on with after a break
    std::optional<QString> token = {}; // the pairing token; never logged
    friend bool operator==(const Hello &, const Hello &) = default;
};

// server → camera, the answer to Hello.
struct Welcome {
    int version = 1;
    SessionId session = {};
    QList<IceServer> iceServers = {};
    Encoding encoding = {};
    QStringList features = {};
    friend bool operator==(const Welcome &, const Welcome &) = default;
};

enum class RefusalCode { UnsupportedVersion, CameraInUse, NotAllowed, ServerFull, BadHello };

// server → camera, then the connection is closed.
struct Refused {
    RefusalCode code = RefusalCode::NotAllowed;
    QString reason = {}; // a sentence for the operator: what is wrong and what to do
    std::optional<VersionRange> versions = {}; // with UnsupportedVersion
    std::optional<std::chrono::seconds> retryAfter = {}; // absent: trying again will not help
    friend bool operator==(const Refused &, const Refused &) = default;
};

// Session descriptions (RFC 8829, RFC 8866).
struct Offer {
    QString sdp = {};
    friend bool operator==(const Offer &, const Offer &) = default;
};
struct Answer {
    QString sdp = {};
    friend bool operator==(const Answer &, const Answer &) = default;
};

// A trickled ICE candidate (RFC 8838, RFC 8839); an empty candidate says that there are no more.
struct Candidate {
    QString candidate = {};
    int sdpMLineIndex = 0;
    std::optional<QString> sdpMid = {};
    friend bool operator==(const Candidate &, const Candidate &) = default;
};

// server → camera: change what you send. Answered by Controlled with the same id.
struct Control {
    int id = 0;
    Encoding encoding = {};
    std::optional<bool> paused = {};
    bool keyframe = false;
    friend bool operator==(const Control &, const Control &) = default;
};

// camera → server: what is sent now, after Control or after the camera changed it by itself (id absent).
struct Controlled {
    std::optional<int> id = {};
    Encoding encoding = {};
    bool paused = false;
    std::optional<QString> problem = {}; // why the wish could not be met, a sentence
    friend bool operator==(const Controlled &, const Controlled &) = default;
};

// camera → server, every two seconds while streaming.
struct Stats {
    double bitrateKbps = 0; // sent, averaged over the interval
    double framesPerSecond = 0; // encoded
    double packetsLostPercent = 0; // as the receiver reports, 0..100
    std::optional<double> roundTripMs = {};
    friend bool operator==(const Stats &, const Stats &) = default;
};

enum class ErrorCode {
    BadMessage,
    UnknownType,
    TooLarge,
    TooMany,
    Unexpected,
    BadSdp,
    MediaFailed,
    RegisterUnavailable,
    RegisterAvailable,
    Internal
};

// Either way: the last message (or the media) was not acceptable. The connection goes on unless it is closed.
struct ErrorMessage {
    ErrorCode code = ErrorCode::Internal;
    QString message = {}; // a sentence
    QString about = {}; // the type or field at fault, may be empty
    friend bool operator==(const ErrorMessage &, const ErrorMessage &) = default;
};

// Either way: I am leaving on purpose.
struct Bye {
    QString reason = {};
    friend bool operator==(const Bye &, const Bye &) = default;
};

// server → camera, if both named the feature `recognised`: who was just seen in its video, for the operator's eyes.
struct Recognised {
    QString name = {}; // as people call the person
    double time = 0; // when, seconds since 1970-01-01 UTC
    friend bool operator==(const Recognised &, const Recognised &) = default;
};

using Message = std::variant<Hello, Welcome, Refused, Offer, Answer, Candidate, Control, Controlled, Stats, ErrorMessage, Bye,
    Recognised>;

} // namespace rollcall::protocol
