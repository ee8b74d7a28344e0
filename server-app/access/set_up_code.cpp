#include "access/set_up_code.h"

#include "access/secrets.h"

#include <QRandomGenerator>

namespace rollcall::access {

namespace {

// Without I, L, O and U, which are read for others.
constexpr QStringView alphabet = u"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr int groups = 4;
constexpr int groupCharacters = 4;

QByteArray plain(QString text)
{
    return text.remove(u'-').remove(u' ').toUpper().toUtf8();
}

} // namespace

SetUpCode::SetUpCode()
{
    for (int i = 0; i < groups * groupCharacters; ++i) {
        if (i > 0 && i % groupCharacters == 0)
            m_text += u'-';
        m_text += alphabet[QRandomGenerator::system()->bounded(int(alphabet.size()))];
    }
}

bool SetUpCode::matches(const QString &given) const
{
    return isSameSecret(plain(given), plain(m_text));
}

} // namespace rollcall::access
