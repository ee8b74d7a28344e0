#pragma once

// What a field of a message may hold. The same rules serve the reader (which checks them), the writer (which keeps sentences
// within them) and the error texts (which state them). Internal to the codec.

#include "protocol/messages.h"

#include <array>
#include <utility>

namespace rollcall::protocol {

struct Text {
    enum class Kind {
        Line, // no control characters
        Sentence, // a Line that people read; the writer shortens what is too long
        Sdp, // begins with "v=0"; line ends and tabs allowed
        Identifier, // letters, digits, '-', '_', '.'
        Secret, // printable ASCII without spaces
        IceUrl, // stun:, stuns:, turn: or turns:
        Candidate, // begins with "candidate:"; empty: no more of them
    };
    Kind kind = Kind::Line;
    int maxBytes = 0;
    int minBytes = 0;
};

struct Whole {
    int lowest;
    int highest;
};

struct Real {
    double lowest;
    double highest;
};

struct Switch { }; // true or false
struct OneOf { }; // a word of Words<Enum>
struct Object { }; // described by Fields<Struct>

template <typename Rule> struct ListOf {
    int maxCount;
    Rule each;
};

// The wire's words for an enum.
template <typename Enum> struct Words;

template <> struct Words<Codec> {
    static constexpr std::array<std::pair<Codec, QStringView>, 2> all{{{Codec::Vp8, u"vp8"}, {Codec::H264, u"h264"}}};
};

template <> struct Words<RefusalCode> {
    static constexpr std::array<std::pair<RefusalCode, QStringView>, 5> all{
        {{RefusalCode::UnsupportedVersion, u"unsupported-version"}, {RefusalCode::CameraInUse, u"camera-in-use"},
            {RefusalCode::NotAllowed, u"not-allowed"}, {RefusalCode::ServerFull, u"server-full"},
            {RefusalCode::BadHello, u"bad-hello"}}};
};

template <> struct Words<ErrorCode> {
    static constexpr std::array<std::pair<ErrorCode, QStringView>, 10> all{{{ErrorCode::BadMessage, u"bad-message"},
        {ErrorCode::UnknownType, u"unknown-type"}, {ErrorCode::TooLarge, u"too-large"},
        {ErrorCode::TooMany, u"too-many"}, {ErrorCode::Unexpected, u"unexpected"}, {ErrorCode::BadSdp, u"bad-sdp"},
        {ErrorCode::MediaFailed, u"media-failed"}, {ErrorCode::RegisterUnavailable, u"register-unavailable"},
        {ErrorCode::RegisterAvailable, u"register-available"},
        {ErrorCode::Internal, u"internal"}}};
};

} // namespace rollcall::protocol
