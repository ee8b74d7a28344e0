#include "admin/server_words.h"

#include <QFile>
#include <QHash>
#include <QJSEngine>
#include <QJSValueIterator>
#include <QList>
#include <QLocale>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace rollcall::admin {

namespace {

struct Pattern {
    QRegularExpression sentence;
    QString words;
};

struct Table {
    QHash<QString, QString> sentences;
    QList<Pattern> patterns;  // those with {…} where values are
};

QRegularExpression patternOf(const QString &sentence)
{
    static const QRegularExpression value(uR"(\\\{(\w+)\\\})"_s);
    QString pattern = QRegularExpression::escape(sentence);
    pattern.replace(value, uR"((?<\1>.+?))"_s);
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern), QRegularExpression::DotMatchesEverythingOption);
}

// The tables are modules of the page: an engine of its language reads them as the page does.
Table read(const QString &language)
{
    Table table;
    const QString path = u":/words/server."_s + language + u".js"_s;
    if (!QFile::exists(path))
        return table;
    QJSEngine engine;
    const QJSValue module = engine.importModule(path);
    if (module.isError()) {
        qWarning("%s cannot be read: %s", qPrintable(path), qPrintable(module.toString()));
        return table;
    }
    for (QJSValueIterator entry(module.property(u"default"_s)); entry.hasNext();) {
        entry.next();
        if (entry.name().contains(u'{'))
            table.patterns.append({patternOf(entry.name()), entry.value().toString()});
        else
            table.sentences.insert(entry.name(), entry.value().toString());
    }
    return table;
}

const Table &tableOf(const QString &language)
{
    static QHash<QString, Table> tables;
    auto known = tables.find(language);
    if (known == tables.end())
        known = tables.insert(language, read(language));
    return *known;
}

} // namespace

QString translated(const QString &sentence, const QString &language)
{
    const Table &table = tableOf(language);
    if (const auto found = table.sentences.find(sentence); found != table.sentences.end())
        return *found;
    for (const Pattern &pattern : table.patterns) {
        const QRegularExpressionMatch match = pattern.sentence.match(sentence);
        if (!match.hasMatch())
            continue;
        QString words = pattern.words;
        for (const QString &value : pattern.sentence.namedCaptureGroups()) {
            if (!value.isEmpty())
                words.replace(u'{' + value + u'}', match.captured(value));
        }
        return words;
    }
    return sentence;
}

QString translated(const QString &sentence)
{
    return translated(sentence, QLocale().name().left(2));
}

} // namespace rollcall::admin
