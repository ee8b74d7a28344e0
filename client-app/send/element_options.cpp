#include "send/element_options.h"

#include "media/gstreamer.h"

#include <QStringList>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace rollcall::send {

namespace {

struct OwnProperty {
    const char *name;
    const char16_t *instead;
};
// Not to be set by hand: the stream would break, or the value would not last.
constexpr std::array ownProperties{
    OwnProperty{"bitrate", u"it follows the bitrate setting and the network"},
    OwnProperty{"target-bitrate", u"it follows the bitrate setting and the network"},
    OwnProperty{"pt", u"the receiver was told another payload type"},
    OwnProperty{"ssrc", u"the receiver was told another SSRC"},
    OwnProperty{"seqnum-offset", u"the stream goes on where it was"},
    OwnProperty{"timestamp-offset", u"the stream goes on where it was"},
    OwnProperty{"name", u"it is Rollcall's own"},
    OwnProperty{"parent", u"it is Rollcall's own"},
};

std::unexpected<media::Error> wrong(const QString &word, const QString &why)
{
    return std::unexpected(media::Error{media::Error::Code::NotSupported, u"The option \u201c"_s + word + u"\u201d is wrong: "_s + why, {}});
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
        return u"one of "_s + names.join(u", "_s);
    }
    if (G_IS_PARAM_SPEC_BOOLEAN(spec))
        return u"true or false"_s;
    if (G_IS_PARAM_SPEC_INT(spec))
        return u"a whole number from %1 to %2"_s.arg(G_PARAM_SPEC_INT(spec)->minimum).arg(G_PARAM_SPEC_INT(spec)->maximum);
    if (G_IS_PARAM_SPEC_UINT(spec))
        return u"a whole number from %1 to %2"_s.arg(G_PARAM_SPEC_UINT(spec)->minimum).arg(G_PARAM_SPEC_UINT(spec)->maximum);
    return u"of the type "_s + QString::fromUtf8(g_type_name(spec->value_type));
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
        return wrong(word, u"write property=value."_s);
    const ElementOption option{word.left(equals).toUtf8(), word.mid(equals + 1).toUtf8()};
    for (const OwnProperty &own : ownProperties) {
        if (option.property == own.name)
            return wrong(word, QString::fromLatin1(own.name) + u" cannot be set by hand, "_s + QString::fromUtf16(own.instead) + u'.');
    }
    GParamSpec *spec = g_object_class_find_property(G_OBJECT_GET_CLASS(element), option.property.constData());
    if (!spec)
        return wrong(word, name + u" has no property \u201c"_s + QString::fromUtf8(option.property) + u"\u201d. See: gst-inspect-1.0 "_s + name);
    if (!(spec->flags & G_PARAM_WRITABLE))
        return wrong(word, QString::fromUtf8(option.property) + u" of "_s + name + u" can only be read."_s);
    if (!accepts(spec, option.value))
        return wrong(word, QString::fromUtf8(option.property) + u" of "_s + name + u" takes "_s + allowedValues(spec) + u'.');
    return option;
}

} // namespace

std::expected<QList<ElementOption>, media::Error> parseOptions(const char *factory, const QString &text)
{
    QList<ElementOption> options;
    if (text.trimmed().isEmpty())
        return options;
    if (text.count(u'"') % 2 != 0)
        return wrong(text.mid(text.lastIndexOf(u'"')), u"a double quote is not closed."_s);
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
