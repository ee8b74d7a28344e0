#pragma once

#include "protocol/fields.h"
#include "protocol/text_rules.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace rollcall::protocol {

// Writes a struct's fields into one JSON object. Optional fields that hold their default are left out.
class FieldWriter {
public:
    template <typename T, typename Rule> void required(QStringView key, const T &value, const Rule &rule)
    {
        m_object.insert(key, json(value, rule));
    }

    template <typename T, typename Rule> void optional(QStringView key, const T &value, const Rule &rule)
    {
        if (value != T{})
            required(key, value, rule);
    }

    template <typename T, typename Rule> void optional(QStringView key, const std::optional<T> &value, const Rule &rule)
    {
        if (value)
            required(key, *value, rule);
    }

    [[nodiscard]] const QJsonObject &object() const { return m_object; }

private:
    static QJsonValue json(const QString &value, const Text &rule)
    {
        return rule.kind == Text::Kind::Sentence ? fitted(value, rule) : value;
    }
    static QJsonValue json(int value, const Whole &) { return value; }
    static QJsonValue json(std::chrono::seconds value, const Whole &) { return qint64{value.count()}; }
    static QJsonValue json(double value, const Real &) { return value; }
    static QJsonValue json(bool value, const Switch &) { return value; }

    template <typename Tag> static QJsonValue json(const Id<Tag> &value, const Text &) { return value.toString(); }

    template <typename Enum> static QJsonValue json(Enum value, const OneOf &)
    {
        const auto &all = Words<Enum>::all;
        const auto word = std::ranges::find(all, value, [](const auto &entry) { return entry.first; });
        Q_ASSERT(word != all.end());
        return word->second.toString();
    }

    template <typename Struct> static QJsonValue json(const Struct &value, const Object &)
    {
        FieldWriter writer;
        Fields<Struct>::visit(writer, value);
        return writer.object();
    }

    template <typename T, typename Rule> static QJsonValue json(const QList<T> &values, const ListOf<Rule> &rule)
    {
        QJsonArray array;
        for (const T &value : values)
            array.append(json(value, rule.each));
        return array;
    }

    QJsonObject m_object;
};

} // namespace rollcall::protocol
