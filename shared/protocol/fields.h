#pragma once

// The one description of every message: its wire name, its fields, their rules and which may be missing. FieldReader and
// FieldWriter both walk it, so reading and writing cannot drift apart. Internal to the codec.

#include "protocol/limits.h"
#include "protocol/rules.h"

namespace rollcall::protocol {

inline constexpr Text identifier{Text::Kind::Identifier, limits::IdBytes, 1};
inline constexpr Text sentence{Text::Kind::Sentence, limits::SentenceBytes};
inline constexpr ListOf<Text> featureList{limits::Features, {Text::Kind::Identifier, limits::FeatureBytes, 1}};

template <typename T> struct Fields;

template <> struct Fields<VersionRange> {
    static void visit(auto &io, auto &range)
    {
        io.required(u"lowest", range.lowest, Whole{1, limits::HighestVersion});
        io.required(u"highest", range.highest, Whole{range.lowest, limits::HighestVersion});
    }
};

template <> struct Fields<IceServer> {
    static void visit(auto &io, auto &server)
    {
        io.required(u"url", server.url, Text{Text::Kind::IceUrl, limits::UrlBytes, 1});
        io.optional(u"username", server.username, Text{Text::Kind::Line, limits::CredentialBytes});
        io.optional(u"credential", server.credential, Text{Text::Kind::Line, limits::CredentialBytes});
    }
};

template <> struct Fields<Encoding> {
    static void visit(auto &io, auto &encoding)
    {
        io.optional(u"codec", encoding.codec, OneOf{});
        io.optional(u"width", encoding.width, Whole{limits::LowestSide, limits::HighestSide});
        io.optional(u"height", encoding.height, Whole{limits::LowestSide, limits::HighestSide});
        io.optional(u"frameRate", encoding.frameRate, Whole{1, limits::HighestFrameRate});
        io.optional(u"bitrateKbps", encoding.bitrateKbps, Whole{limits::LowestBitrateKbps, limits::HighestBitrateKbps});
    }
};

template <> struct Fields<Hello> {
    static constexpr QStringView type = u"hello";
    static void visit(auto &io, auto &hello)
    {
        io.required(u"versions", hello.versions, Object{});
        io.required(u"camera", hello.camera, identifier);
        io.optional(u"name", hello.name, Text{Text::Kind::Line, limits::NameBytes, 1});
        io.optional(u"software", hello.software, Text{Text::Kind::Line, limits::SoftwareBytes});
        io.optional(u"features", hello.features, featureList);
        io.optional(u"resume", hello.resume, identifier);
        io.optional(u"token", hello.token, Text{Text::Kind::Secret, limits::TokenBytes, 1});
    }
};

template <> struct Fields<Welcome> {
    static constexpr QStringView type = u"welcome";
    static void visit(auto &io, auto &welcome)
    {
        io.required(u"version", welcome.version, Whole{1, limits::HighestVersion});
        io.required(u"session", welcome.session, identifier);
        io.optional(u"iceServers", welcome.iceServers, ListOf<Object>{limits::IceServers, {}});
        io.optional(u"encoding", welcome.encoding, Object{});
        io.optional(u"features", welcome.features, featureList);
    }
};

template <> struct Fields<Refused> {
    static constexpr QStringView type = u"refused";
    static void visit(auto &io, auto &refused)
    {
        io.required(u"code", refused.code, OneOf{});
        io.required(u"reason", refused.reason, sentence);
        io.optional(u"versions", refused.versions, Object{});
        io.optional(u"retryAfterSeconds", refused.retryAfter, Whole{0, limits::HighestRetrySeconds});
    }
};

template <> struct Fields<Offer> {
    static constexpr QStringView type = u"offer";
    static void visit(auto &io, auto &offer)
    {
        io.required(u"sdp", offer.sdp, Text{Text::Kind::Sdp, limits::SdpBytes, 1});
    }
};

template <> struct Fields<Answer> {
    static constexpr QStringView type = u"answer";
    static void visit(auto &io, auto &answer)
    {
        io.required(u"sdp", answer.sdp, Text{Text::Kind::Sdp, limits::SdpBytes, 1});
    }
};

template <> struct Fields<Candidate> {
    static constexpr QStringView type = u"ice";
    static void visit(auto &io, auto &ice)
    {
        io.required(u"candidate", ice.candidate, Text{Text::Kind::Candidate, limits::CandidateBytes});
        io.required(u"sdpMLineIndex", ice.sdpMLineIndex, Whole{0, limits::SdpMLineIndex});
        io.optional(u"sdpMid", ice.sdpMid, Text{Text::Kind::Line, limits::SdpMidBytes});
    }
};

template <> struct Fields<Control> {
    static constexpr QStringView type = u"control";
    static void visit(auto &io, auto &control)
    {
        io.required(u"id", control.id, Whole{0, limits::HighestControlId});
        io.optional(u"encoding", control.encoding, Object{});
        io.optional(u"paused", control.paused, Switch{});
        io.optional(u"keyframe", control.keyframe, Switch{});
    }
};

template <> struct Fields<Controlled> {
    static constexpr QStringView type = u"controlled";
    static void visit(auto &io, auto &controlled)
    {
        io.optional(u"id", controlled.id, Whole{0, limits::HighestControlId});
        io.required(u"encoding", controlled.encoding, Object{});
        io.required(u"paused", controlled.paused, Switch{});
        io.optional(u"problem", controlled.problem, sentence);
    }
};

template <> struct Fields<Stats> {
    static constexpr QStringView type = u"stats";
    static void visit(auto &io, auto &stats)
    {
        io.required(u"bitrateKbps", stats.bitrateKbps, Real{0, limits::HighestStatBitrateKbps});
        io.required(u"framesPerSecond", stats.framesPerSecond, Real{0, limits::HighestFramesPerSecond});
        io.required(u"packetsLostPercent", stats.packetsLostPercent, Real{0, 100});
        io.optional(u"roundTripMs", stats.roundTripMs, Real{0, limits::HighestRoundTripMs});
    }
};

template <> struct Fields<ErrorMessage> {
    static constexpr QStringView type = u"error";
    static void visit(auto &io, auto &error)
    {
        io.required(u"code", error.code, OneOf{});
        io.required(u"message", error.message, sentence);
        io.optional(u"about", error.about, Text{Text::Kind::Sentence, limits::AboutBytes});
    }
};

template <> struct Fields<Bye> {
    static constexpr QStringView type = u"bye";
    static void visit(auto &io, auto &bye) { io.optional(u"reason", bye.reason, sentence); }
};

template <> struct Fields<Recognised> {
    static constexpr QStringView type = u"recognised";
    static void visit(auto &io, auto &recognised)
    {
        io.required(u"name", recognised.name, Text{Text::Kind::Sentence, limits::NameBytes, 1});
        io.required(u"time", recognised.time, Real{0, limits::HighestTime});
    }
};

} // namespace rollcall::protocol
