#include "api/json_fields.h"

#include "api/json.h"
#include "attendance/words.h"

#include <QJsonDocument>

#include <algorithm>
#include <cmath>

namespace rollcall::api {

using namespace Qt::StringLiterals;

JsonFields::JsonFields(QJsonObject object, QString path)
    : m_object(std::move(object))
    , m_path(std::move(path))
{
}

std::expected<JsonFields, FormError> JsonFields::ofBody(const net::Request &request)
{
    if (!request.header("content-type").toLower().startsWith("application/json"))
        return std::unexpected(FormError{415, u"Send application/json."_s});
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(request.body, &problem);
    if (!document.isObject())
        return std::unexpected(FormError{400, u"The body is not a JSON object (at byte %1: %2)."_s.arg(QString::number(problem.offset), problem.errorString())});
    return JsonFields(document.object());
}

QString JsonFields::named(const QString &key) const
{
    return u'"' + (m_path.isEmpty() ? key : m_path + u'.' + key) + u'"';
}

QJsonValue JsonFields::value(const QString &key)
{
    m_known.insert(key);
    return m_object.value(key);
}

void JsonFields::refuse(const QString &key, const QString &must)
{
    m_known.insert(key);
    if (!m_problem)
        m_problem = FormError{422, named(key) + u" must "_s + must + u'.'};
}

void JsonFields::take(const JsonFields &inner)
{
    if (!m_problem)
        m_problem = inner.problem();
}

std::optional<FormError> JsonFields::problem() const
{
    if (m_problem)
        return m_problem;
    for (const QString &key : m_object.keys()) {
        if (!m_known.contains(key))
            return FormError{422, named(key) + u" is not a field that is known here. Look for a spelling mistake, or leave it out."_s};
    }
    return std::nullopt;
}

std::optional<QString> JsonFields::optionalText(const QString &key, qsizetype longest)
{
    const QJsonValue given = value(key);
    if (given.isUndefined() || given.isNull())
        return std::nullopt;
    const QString trimmed = given.toString().trimmed();
    const bool isClean = std::none_of(trimmed.begin(), trimmed.end(), [](QChar c) { return c.category() == QChar::Other_Control; });
    if (!given.isString() || trimmed.isEmpty() || trimmed.size() > longest || !isClean) {
        refuse(key, u"be a text of 1 to %1 characters"_s.arg(longest));
        return std::nullopt;
    }
    return trimmed;
}

QString JsonFields::text(const QString &key, qsizetype longest)
{
    const auto given = optionalText(key, longest);
    if (!given)
        refuse(key, u"be a text of 1 to %1 characters"_s.arg(longest));
    return given.value_or(QString());
}

QString JsonFields::secret(const QString &key, qsizetype longest)
{
    const QJsonValue given = value(key);
    const QString text = given.toString();
    if (text.isEmpty() || text.size() > longest)
        refuse(key, u"be a text of 1 to %1 characters"_s.arg(longest));
    return text.left(longest);
}

std::optional<QString> JsonFields::optionalId(const QString &key)
{
    const auto given = optionalText(key, EnrolmentLimits::idCharacters);
    const auto fits = [](QChar c) { return c.unicode() < 0x80 && (c.isLetterOrNumber() || c == u'.' || c == u'_' || c == u'-'); };
    if (given && (given->startsWith(u'.') || !std::all_of(given->begin(), given->end(), fits)))
        refuse(key, u"be 1 to %1 letters, digits, dots, dashes or underscores, and not begin with a dot"_s.arg(EnrolmentLimits::idCharacters));
    return given;
}

bool JsonFields::flag(const QString &key, bool otherwise)
{
    const QJsonValue given = value(key);
    if (given.isUndefined() || given.isNull())
        return otherwise;
    if (!given.isBool())
        refuse(key, u"be true or false"_s);
    return given.toBool();
}

int JsonFields::number(const QString &key, int otherwise, int lowest, int highest)
{
    const QJsonValue given = value(key);
    if (given.isUndefined() || given.isNull())
        return otherwise;
    const double number = given.toDouble(lowest - 1.0);
    if (!given.isDouble() || number < lowest || number > highest || number != std::floor(number)) {
        refuse(key, u"be a whole number from %1 to %2"_s.arg(lowest).arg(highest));
        return otherwise;
    }
    return int(number);
}

std::optional<attendance::Day> JsonFields::optionalDay(const QString &key)
{
    const QJsonValue given = value(key);
    if (given.isUndefined() || given.isNull())
        return std::nullopt;
    const auto day = attendance::parseDay(given.toString().toStdString());
    if (!day)
        refuse(key, u"be a date, like 2026-11-21"_s);
    return day;
}

attendance::Day JsonFields::day(const QString &key)
{
    const auto given = optionalDay(key);
    if (!given)
        refuse(key, u"be a date, like 2026-11-21"_s);
    return given.value_or(attendance::Day{});
}

attendance::Validity JsonFields::validity()
{
    const attendance::Validity validity{optionalDay(u"validFrom"_s), optionalDay(u"validUntil"_s)};
    if (validity.from && validity.until && *validity.until < *validity.from)
        refuse(u"validUntil"_s, u"not be before \"validFrom\""_s);
    return validity;
}

attendance::Minutes JsonFields::clock(const QString &key)
{
    const auto time = attendance::parseClock(value(key).toString().toStdString());
    if (!time)
        refuse(key, u"be a time of day from 00:00 to 23:59, like 08:05"_s);
    return time.value_or(attendance::Minutes(0));
}

std::optional<attendance::UtcMs> JsonFields::optionalTime(const QString &key)
{
    const QJsonValue given = value(key);
    if (given.isUndefined() || given.isNull())
        return std::nullopt;
    const auto time = parseTime(given.toString());
    if (!time)
        refuse(key, u"be a time with its offset, like 2026-11-21T08:00:00Z"_s);
    return time;
}

QJsonArray JsonFields::array(const QString &key)
{
    const QJsonValue given = value(key);
    if (!given.isUndefined() && !given.isNull() && !given.isArray())
        refuse(key, u"be a list"_s);
    return given.toArray();
}

std::optional<QJsonArray> JsonFields::optionalArray(const QString &key)
{
    const QJsonValue given = value(key);
    if (given.isUndefined() || given.isNull())
        return std::nullopt;
    if (!given.isArray())
        refuse(key, u"be a list or null"_s);
    return given.toArray();
}

std::optional<JsonFields> JsonFields::object(const QString &key)
{
    const QJsonValue given = value(key);
    if (given.isUndefined() || given.isNull())
        return std::nullopt;
    if (!given.isObject())
        refuse(key, u"be an object"_s);
    return JsonFields(given.toObject(), m_path.isEmpty() ? key : m_path + u'.' + key);
}

JsonFields JsonFields::element(const QString &key, const QJsonArray &array, qsizetype place)
{
    const QString path = key + u'[' + QString::number(place) + u']';
    if (!array[place].isObject())
        refuse(path, u"be an object"_s);
    return JsonFields(array[place].toObject(), m_path.isEmpty() ? path : m_path + u'.' + path);
}

QString JsonFields::word(const QString &key, const QStringList &words, const QString &otherwise)
{
    const QJsonValue given = value(key);
    if ((given.isUndefined() || given.isNull()) && !otherwise.isEmpty())
        return otherwise;
    if (!words.contains(given.toString()))
        refuse(key, u"be one of "_s + words.join(u", "_s));
    return given.toString();
}

} // namespace rollcall::api
