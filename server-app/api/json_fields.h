#pragma once

#include "api/enrolment_form.h"
#include "attendance/schedule.h"
#include "net/request.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QSet>
#include <QString>

#include <optional>

namespace rollcall::api {

// Reads the fields of a JSON object and remembers the first thing that is wrong with one, in a sentence that names it. A field that was
// not asked for is wrong too: it is likely misspelt. A value; any thread.
class JsonFields {
public:
    explicit JsonFields(QJsonObject object, QString path = {});
    // The object in a request's body; 400 where there is none.
    [[nodiscard]] static std::expected<JsonFields, FormError> ofBody(const net::Request &request);

    static constexpr qsizetype textCharacters = 200;

    // Required: 1 to `longest` characters, no control characters.
    [[nodiscard]] QString text(const QString &key, qsizetype longest = textCharacters);
    // Absent or null: nothing.
    [[nodiscard]] std::optional<QString> optionalText(const QString &key, qsizetype longest = textCharacters);
    // Required, and as it was given, blanks and all: a password. What is wrong with it is said without repeating it.
    [[nodiscard]] QString secret(const QString &key, qsizetype longest = textCharacters);
    // Letters, digits, dots, dashes and underscores.
    [[nodiscard]] std::optional<QString> optionalId(const QString &key);
    [[nodiscard]] bool flag(const QString &key, bool otherwise);
    [[nodiscard]] int number(const QString &key, int otherwise, int lowest, int highest);
    [[nodiscard]] attendance::Day day(const QString &key);
    [[nodiscard]] std::optional<attendance::Day> optionalDay(const QString &key);
    [[nodiscard]] attendance::Validity validity();                // validFrom, validUntil
    [[nodiscard]] attendance::Minutes clock(const QString &key);  // "08:05"
    [[nodiscard]] std::optional<attendance::UtcMs> optionalTime(const QString &key);
    [[nodiscard]] QJsonArray array(const QString &key);  // absent: empty
    [[nodiscard]] std::optional<QJsonArray> optionalArray(const QString &key);  // absent or null: nothing
    [[nodiscard]] bool has(const QString &key) const { return m_object.contains(key); }
    [[nodiscard]] std::optional<JsonFields> object(const QString &key);
    [[nodiscard]] JsonFields element(const QString &key, const QJsonArray &array, qsizetype place);
    // One of these; absent: `otherwise`, and where that is empty the field is required.
    [[nodiscard]] QString word(const QString &key, const QStringList &words, const QString &otherwise = {});

    // Wrong for a reason of the caller's: "\"shift\" must …".
    void refuse(const QString &key, const QString &must);
    // What an inner object found wrong.
    void take(const JsonFields &inner);
    // Call when all fields are read.
    [[nodiscard]] std::optional<FormError> problem() const;

private:
    [[nodiscard]] QJsonValue value(const QString &key);
    [[nodiscard]] QString named(const QString &key) const;

    QJsonObject m_object;
    QString m_path;
    QSet<QString> m_known;
    std::optional<FormError> m_problem;
};

} // namespace rollcall::api
