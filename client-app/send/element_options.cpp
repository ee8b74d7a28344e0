#include "send/element_options.h"

#include "media/gstreamer.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace rollcall::send {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Send)
};

struct OwnProperty {
    const char *name;
    const char *instead;
};
// Not to be set by hand: the stream would break, or the value would not last.
constexpr std::array ownProperties{
    OwnProperty{"bitrate", QT_TRANSLATE_NOOP("Send", "it follows the bitrate setting and the network")},
    OwnProperty{"target-bitrate", QT_TRANSLATE_NOOP("Send", "it follows the bitrate setting and the network")},
    OwnProperty{"pt", QT_TRANSLATE_NOOP("Send", "the receiver was told another payload type")},
    OwnProperty{"ssrc", QT_TRANSLATE_NOOP("Send", "the receiver was told another SSRC")},
    OwnProperty{"seqnum-offset", QT_TRANSLATE_NOOP("Send", "the stream goes on where it was")},
    OwnProperty{"timestamp-offset", QT_TRANSLATE_NOOP("Send", "the stream goes on where it was")},
    OwnProperty{"name", QT_TRANSLATE_NOOP("Send", "it is Rollcall's own")},
    OwnProperty{"parent", QT_TRANSLATE_NOOP("Send", "it is Rollcall's own")},
};

std::unexpected<media::Error> wrong(const QString &word, const QString &why)
{
    return std::unexpected(media::Error{media::Error::Code::NotSupported, Words::tr("The option \u201c%1\u201d is wrong: %2").arg(word, why), {}});
}

// Splits at spaces outside of double quotes, which are taken off.
QStringList words(const QString &text)
{
    QStringList found;
    QString word;
    bool quoted = false;
    for (const QChar character : text) {
        if (character == u'"') {
            quoted = !quoted;
        } else if (character.isSpace() && !quoted) {
            if (!word.isEmpty())
                found.append(std::exchange(word, {}));
        } else {
            word += character;
        }
    }
    if (!word.isEmpty())
        found.append(word);
    return found;
}

QString allowedValues(GParamSpec *spec)
{
    QStringList names;
    if (G_IS_PARAM_SPEC_ENUM(spec)) {
        const GEnumClass *values = G_PARAM_SPEC_ENUM(spec)->enum_class;
        for (guint i = 0; i < values->n_values; ++i)
            names.append(QString::fromUtf8(values->values[i].value_nick));
        return Words::tr("one of %1").arg(names.join(u", "_s));
    }
    if (G_IS_PARAM_SPEC_BOOLEAN(spec))
        return Words::tr("true or false");
    if (G_IS_PARAM_SPEC_INT(spec))
        return Words::tr("a whole number from %1 to %2").arg(G_PARAM_SPEC_INT(spec)->minimum).arg(G_PARAM_SPEC_INT(spec)->maximum);
    if (G_IS_PARAM_SPEC_UINT(spec))
        return Words::tr("a whole number from %1 to %2").arg(G_PARAM_SPEC_UINT(spec)->minimum).arg(G_PARAM_SPEC_UINT(spec)->maximum);
    return Words::tr("of the type %1").arg(QString::fromUtf8(g_type_name(spec->value_type)));
}

bool accepts(GParamSpec *spec, const QByteArray &text)
{
    GValue value = G_VALUE_INIT;
    g_value_init(&value, spec->value_type);
    // Validation changes a value that is out of range.
    const bool good = gst_value_deserialize_with_pspec(&value, text.constData(), spec) && !g_param_value_validate(spec, &value);
    g_value_unset(&value);
    return good;
}

std::expected<ElementOption, media::Error> parseWord(GstElement *element, const QString &name, const QString &word)
{
    const qsizetype equals = word.indexOf(u'=');
    if (equals <= 0)
        return wrong(word, Words::tr("write property=value."));
    const ElementOption option{word.left(equals).toUtf8(), word.mid(equals + 1).toUtf8()};
    for (const OwnProperty &own : ownProperties) {
        if (option.property == own.name)
            return wrong(word, Words::tr("%1 cannot be set by hand, %2.").arg(QString::fromLatin1(own.name), Words::tr(own.instead)));
    }
    GParamSpec *spec = g_object_class_find_property(G_OBJECT_GET_CLASS(element), option.property.constData());
    if (!spec)
        return wrong(word, Words::tr("%1 has no property \u201c%2\u201d. See: gst-inspect-1.0 %1").arg(name, QString::fromUtf8(option.property)));
    if (!(spec->flags & G_PARAM_WRITABLE))
        return wrong(word, Words::tr("%1 of %2 can only be read.").arg(QString::fromUtf8(option.property), name));
    if (!accepts(spec, option.value))
        return wrong(word, Words::tr("%1 of %2 takes %3.").arg(QString::fromUtf8(option.property), name, allowedValues(spec)));
    return option;
}

} // namespace

std::expected<QList<ElementOption>, media::Error> parseOptions(const char *factory, const QString &text)
{
    QList<ElementOption> options;
    if (text.trimmed().isEmpty())
        return options;
    if (text.count(u'"') % 2 != 0)
        return wrong(text.mid(text.lastIndexOf(u'"')), Words::tr("a double quote is not closed."));
    const auto element = media::makeElement(factory);
    if (!element)
        return std::unexpected(element.error());
    for (const QString &word : words(text)) {
        const auto option = parseWord(element->get(), QString::fromLatin1(factory), word);
        if (!option)
            return std::unexpected(option.error());
        options.append(*option);
    }
    return options;
}

void setOptions(GstElement *element, const QList<ElementOption> &options)
{
    for (const ElementOption &option : options)
        gst_util_set_object_arg(G_OBJECT(element), option.property.constData(), option.value.constData());
}

} // namespace rollcall::send
