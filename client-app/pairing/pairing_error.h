#pragma once

#include <QJsonObject>
#include <QString>

namespace rollcall::pairing {

struct PairingError {
    enum class Code {
        Unreachable,         // nothing answers at the address
        NotRollcall,         // something else answers
        WrongCode,           // or somebody stands in between
        CodeUnknown,         // the server has no such code
        CodeExpired,
        CodeUsed,
        CodeSpent,           // tried too often
        CertificateChanged,  // not the one of the link
        OtherVersion,        // the text says which side to update
        TooManyTries,        // from this address: wait
        ServerFull,
        Failed,              // anything else that the server says
    };
    Code code = Code::Failed;
    QString text;  // a sentence or two: what is wrong and what to do
};

// What a server that answers with this status and object means.
[[nodiscard]] PairingError errorOf(int status, const QJsonObject &answer, const QString &server);

} // namespace rollcall::pairing
