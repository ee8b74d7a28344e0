#include "protocol/field_reader.h"

using namespace Qt::StringLiterals;

namespace rollcall::protocol {
namespace {

QString kindOf(const QJsonValue &json)
{
    switch (json.type()) {
    case QJsonValue::Null:
        return u"null"_s;
    case QJsonValue::Bool:
        return u"true or false"_s;
    case QJsonValue::Double:
        return u"an unacceptable number"_s;
    case QJsonValue::String:
        return u"an unacceptable text"_s;
    case QJsonValue::Array:
        return u"a list"_s;
    case QJsonValue::Object:
        return u"an object"_s;
    case QJsonValue::Undefined:
        return u"nothing"_s;
    }
    Q_UNREACHABLE();
}

} // namespace

void FieldReader::fail(const QString &path, const QJsonValue &json, const QString &expected, ErrorCode code)
{
    const QString message = json.isUndefined() ? u"%1 is missing; expected %2."_s.arg(path, expected)
                                               : u"%1 is %2; expected %3."_s.arg(path, kindOf(json), expected);
    m_error = ParseError{code, message, path};
}

void FieldReader::read(const QString &path, const QJsonValue &json, QString &value, const Text &rule)
{
    const QString text = json.toString();
    const Verdict verdict = json.isString() ? check(text, rule) : Verdict::Bad;
    if (verdict == Verdict::Good)
        value = text;
    else
        fail(path, json, expectation(rule), verdict == Verdict::TooLarge ? ErrorCode::TooLarge : ErrorCode::BadMessage);
}

void FieldReader::read(const QString &path, const QJsonValue &json, int &value, const Whole &rule)
{
    const double number = json.toDouble(std::nan(""));
    // Compared as double first: a cast of a number outside int's range would be undefined.
    if (number >= rule.lowest && number <= rule.highest && number == std::floor(number))
        value = static_cast<int>(number);
    else
        fail(path, json, expectation(rule));
}

void FieldReader::read(const QString &path, const QJsonValue &json, std::chrono::seconds &value, const Whole &rule)
{
    int seconds = 0;
    read(path, json, seconds, rule);
    value = std::chrono::seconds{seconds};
}

void FieldReader::read(const QString &path, const QJsonValue &json, double &value, const Real &rule)
{
    const double number = json.toDouble(std::nan(""));
    if (number >= rule.lowest && number <= rule.highest)
        value = number;
    else
        fail(path, json, expectation(rule));
}

void FieldReader::read(const QString &path, const QJsonValue &json, bool &value, const Switch &)
{
    if (json.isBool())
        value = json.toBool();
    else
        fail(path, json, u"true or false"_s);
}

} // namespace rollcall::protocol
