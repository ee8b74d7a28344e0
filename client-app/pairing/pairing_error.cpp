#include "pairing/pairing_error.h"

#include <QCoreApplication>
#include <QHash>

using namespace Qt::StringLiterals;

namespace rollcall::pairing {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Pairing)
};

} // namespace

PairingError errorOf(int status, const QJsonObject &answer, const QString &server)
{
    using Code = PairingError::Code;
    static const QHash<QString, Code> codes{{u"code-unknown"_s, Code::CodeUnknown}, {u"code-expired"_s, Code::CodeExpired}, {u"code-used"_s, Code::CodeUsed},
                                            {u"code-spent"_s, Code::CodeSpent}, {u"code-wrong"_s, Code::WrongCode}, {u"unsupported-version"_s, Code::OtherVersion}};
    const QString detail = answer.value("detail"_L1).toString().left(1024);
    const auto known = codes.constFind(answer.value("reason"_L1).toString());
    if (known != codes.constEnd() && !detail.isEmpty())
        return {*known, detail};
    if (status == 429)
        return {Code::TooManyTries, detail.isEmpty() ? Words::tr("The server takes no more tries from this address for some minutes.") : detail};
    if (status == 503 && !detail.isEmpty())
        return {Code::ServerFull, detail};
    if (status == 400 && !detail.isEmpty())
        return {Code::Failed, detail};
    if (status == 404 || detail.isEmpty())
        return {Code::NotRollcall, Words::tr("%1 answers, but not as a Rollcall server that can pair cameras (%2). Check the address; an older server has to be updated.").arg(server).arg(status)};
    return {Code::Failed, detail};
}

} // namespace rollcall::pairing
