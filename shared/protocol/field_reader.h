#pragma once

#include "protocol/codec.h"
#include "protocol/fields.h"
#include "protocol/text_rules.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>

#include <cmath>

namespace rollcall::protocol {

// Reads the fields of one JSON object into a struct, strictly: the first fault ends it and is kept, named by its path
// ("welcome.iceServers[2].url"). Values are never repeated in errors: they may be secrets.
class FieldReader {
public:
    FieldReader(const QJsonObject &object, const QString &path, std::optional<ParseError> &error)
        : m_object(object)
        , m_path(path)
        , m_error(error)
    {
    }

    template <typename T, typename Rule> void required(QStringView key, T &value, const Rule &rule)
    {
        readField(key, m_object.value(key), value, rule);
    }

    // Missing, or null as JavaScript writes it: the value keeps its default.
    template <typename T, typename Rule> void optional(QStringView key, T &value, const Rule &rule)
    {
        if (const QJsonValue json = m_object.value(key); !json.isUndefined() && !json.isNull())
            readField(key, json, value, rule);
    }

    template <typename T, typename Rule> void optional(QStringView key, std::optional<T> &value, const Rule &rule)
    {
        if (const QJsonValue json = m_object.value(key); !json.isUndefined() && !json.isNull())
            readField(key, json, value.emplace(), rule);
    }

private:
    template <typename T, typename Rule>
    void readField(QStringView key, const QJsonValue &json, T &value, const Rule &rule)
    {
        if (!m_error)
            read(m_path + u'.' + key, json, value, rule);
    }

    void read(const QString &path, const QJsonValue &json, QString &value, const Text &rule);
    void read(const QString &path, const QJsonValue &json, int &value, const Whole &rule);
    void read(const QString &path, const QJsonValue &json, std::chrono::seconds &value, const Whole &rule);
    void read(const QString &path, const QJsonValue &json, double &value, const Real &rule);
    void read(const QString &path, const QJsonValue &json, bool &value, const Switch &rule);

    template <typename Tag> void read(const QString &path, const QJsonValue &json, Id<Tag> &value, const Text &rule)
    {
        QString text;
        read(path, json, text, rule);
        value = Id<Tag>{text};
    }

    template <typename Enum> void read(const QString &path, const QJsonValue &json, Enum &value, const OneOf &)
    {
        const QString text = json.toString();
        QStringList words;
        for (const auto &[word, name] : Words<Enum>::all) {
            if (json.isString() && text == name) {
                value = word;
                return;
            }
            words << name.toString();
        }
        fail(path, json, QStringLiteral("one of ") + words.join(QStringLiteral(", ")));
    }

    template <typename Struct> void read(const QString &path, const QJsonValue &json, Struct &value, const Object &)
    {
        if (!json.isObject())
            return fail(path, json, QStringLiteral("an object"));
        const QJsonObject object = json.toObject();
        FieldReader reader{object, path, m_error};
        Fields<Struct>::visit(reader, value);
    }

    template <typename T, typename Rule>
    void read(const QString &path, const QJsonValue &json, QList<T> &value, const ListOf<Rule> &rule)
    {
        const QJsonArray array = json.toArray();
        if (!json.isArray() || array.size() > rule.maxCount) {
            return fail(path, json, QStringLiteral("a list of at most %1").arg(rule.maxCount),
                json.isArray() ? ErrorCode::TooLarge : ErrorCode::BadMessage);
        }
        for (qsizetype i = 0; i < array.size() && !m_error; ++i)
            read(path + QStringLiteral("[%1]").arg(i), array.at(i), value.emplaceBack(), rule.each);
    }

    void fail(
        const QString &path, const QJsonValue &json, const QString &expected, ErrorCode code = ErrorCode::BadMessage);

    const QJsonObject &m_object;
    QString m_path;
    std::optional<ParseError> &m_error;
};

} // namespace rollcall::protocol
