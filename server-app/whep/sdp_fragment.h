#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <expected>

namespace rollcall::whep {

// The body of a PATCH (application/trickle-ice-sdpfrag, RFC 8840 §9): further candidates of a viewer, or new credentials, which ask
// for an ICE restart. Pure.
struct SdpFragment {
    static constexpr qsizetype mostBytes = 64 * 1024;
    static constexpr qsizetype mostCandidates = 200;

    QString userFragment = {};
    QString password = {};
    QStringList candidates = {};  // "candidate:…", as they came: whoever uses them leaves out bad ones
    bool isEndOfCandidates = false;
};
// The error is a sentence for the client.
[[nodiscard]] std::expected<SdpFragment, QString> parseSdpFragment(const QByteArray &body);

} // namespace rollcall::whep
