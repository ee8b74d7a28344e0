#include "media/sdp_lines.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace rollcall::media {

QStringList linesOf(const QString &sdp)
{
    static const QRegularExpression ends(u"\\r?\\n"_s);
    return sdp.split(ends, Qt::SkipEmptyParts);
}

std::optional<QString> valueIn(const QStringList &lines, const QString &name)
{
    const QString flag = u"a="_s + name;
    for (const QString &line : lines) {
        if (line == flag)
            return QString();
        if (line.startsWith(flag + u':'))
            return line.mid(flag.size() + 1);
    }
    return std::nullopt;
}

QString payloadOf(const QString &line)
{
    static const QRegularExpression form(u"^a=(?:rtpmap|fmtp|rtcp-fb):(\\d+) "_s);
    return form.match(line).captured(1);
}

QString parameter(const QString &parameters, const QString &name)
{
    for (const QString &one : parameters.split(u';')) {
        if (one.section(u'=', 0, 0).trimmed().compare(name, Qt::CaseInsensitive) == 0)
            return one.section(u'=', 1).trimmed();
    }
    return {};
}

bool isRefusedSection(const QStringList &section)
{
    return section.first().section(u' ', 1, 1) == u"0" && !valueIn(section, u"bundle-only"_s);
}

} // namespace rollcall::media
