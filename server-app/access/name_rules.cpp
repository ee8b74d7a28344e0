#include "access/name_rules.h"

#include "store/account_records.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rollcall::access {

namespace {

// Nothing that is not seen, or that turns the text around it: names are shown to decide by.
bool isShown(QChar c)
{
    const QChar::Category category = c.category();
    return category != QChar::Other_Control && category != QChar::Other_Format && category != QChar::Separator_Line && category != QChar::Separator_Paragraph
        && category != QChar::Other_PrivateUse && category != QChar::Other_NotAssigned;
}

} // namespace

std::expected<QString, QString> accountName(const QString &given)
{
    if (given.size() > 4 * NameLimits::nameCharacters || !given.isValidUtf16())
        return std::unexpected(u"A name has at most %1 characters."_s.arg(NameLimits::nameCharacters));
    const QString name = given.normalized(QString::NormalizationForm_C).trimmed();
    if (name.isEmpty())
        return std::unexpected(u"A name is needed."_s);
    if (name.size() > NameLimits::nameCharacters)
        return std::unexpected(u"A name has at most %1 characters."_s.arg(NameLimits::nameCharacters));
    if (!std::all_of(name.begin(), name.end(), isShown))
        return std::unexpected(u"A name has only characters that can be seen."_s);
    return name;
}

QByteArray givenPassword(const QString &given)
{
    return given.size() > NameLimits::passwordCharacters ? QByteArray() : given.normalized(QString::NormalizationForm_C).toUtf8();
}

std::expected<QByteArray, QString> newPassword(const QString &given, const QString &name)
{
    if (given.size() > NameLimits::passwordCharacters || !given.isValidUtf16())
        return std::unexpected(u"A password has at most %1 characters."_s.arg(NameLimits::passwordCharacters));
    const QString password = given.normalized(QString::NormalizationForm_C);
    if (password.size() < NameLimits::fewestPasswordCharacters)
        return std::unexpected(u"A password has at least %1 characters. A few words are easy to keep in mind and hard to guess."_s.arg(NameLimits::fewestPasswordCharacters));
    if (password.contains(QChar(u'\0')))
        return std::unexpected(u"A password cannot hold the character U+0000."_s);
    if (store::nameKey(password.toStdString()) == store::nameKey(name.toStdString()))
        return std::unexpected(u"A password that is the account's own name is the first that is tried. Choose another."_s);
    return password.toUtf8();
}

} // namespace rollcall::access
