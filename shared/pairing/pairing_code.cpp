#include "pairing/pairing_code.h"

#include <QCoreApplication>
#include <QRandomGenerator>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rollcall::pairing {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Pairing)
};

const QString &alphabetText()
{
    static const QString text = QString::fromLatin1(PairingCode::alphabet);
    return text;
}

} // namespace

PairingCode PairingCode::random()
{
    QString text;
    for (int i = 0; i < characters; ++i)
        text += alphabetText()[QRandomGenerator::system()->bounded(int(alphabetText().size()))];
    return PairingCode(text);
}

std::expected<PairingCode, QString> PairingCode::parse(const QString &written)
{
    QString text;
    for (const QChar character : written.toUpper()) {
        if (character.isSpace() || character == u'-')
            continue;
        if (!alphabetText().contains(character))
            return std::unexpected(Words::tr("\u201c%1\u201d does not occur in pairing codes, which have no 0, 1, I, L, O and U. Look at the code once more.").arg(character));
        text += character;
        if (text.size() > characters)
            break;
    }
    if (text.size() != characters)
        return std::unexpected(Words::tr("A pairing code has %1 characters, for example K7Q4-XHWM.").arg(characters));
    return PairingCode(text);
}

bool isPlate(const QString &text)
{
    return text.size() == PairingCode::plateCharacters && std::all_of(text.begin(), text.end(), [](QChar character) { return alphabetText().contains(character); });
}

} // namespace rollcall::pairing
