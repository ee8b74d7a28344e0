#include "store/person_text.h"

#include <algorithm>

namespace rollcall::store {

bool isPersonId(const QString &id)
{
    return !id.isEmpty() && id.size() <= PersonTextLimits::idCharacters && !id.startsWith(u'.')
        && std::all_of(id.begin(), id.end(), [](QChar c) { return c.unicode() < 0x80 && (c.isLetterOrNumber() || c == u'.' || c == u'_' || c == u'-'); });
}

bool isPersonName(const QString &name)
{
    return isPlainText(name, PersonTextLimits::nameCharacters);
}

bool isPlainText(const QString &text, qsizetype mostCharacters)
{
    return !text.isEmpty() && text.size() <= mostCharacters && std::none_of(text.begin(), text.end(), [](QChar c) { return c.category() == QChar::Other_Control; });
}

} // namespace rollcall::store
