#include "store/postgres_values.h"

#include <bit>
#include <cctype>
#include <cmath>
#include <cstring>

namespace rollcall::store {

namespace {

// Of pg_type; they never change.
enum Type : Oid {
    Bool = 16,
    Bytea = 17,
    Char = 18,
    Name = 19,
    Int8 = 20,
    Int2 = 21,
    Int4 = 23,
    Text = 25,
    OidType = 26,
    Float4 = 700,
    Float8 = 701,
    Unknown = 705,
    BpChar = 1042,
    VarChar = 1043,
    Void = 2278,
    Numeric = 1700,
};

template <typename Integer>
Integer fromNetwork(const char *bytes)
{
    Integer value = 0;
    for (std::size_t i = 0; i < sizeof(Integer); ++i)
        value = static_cast<Integer>((static_cast<std::make_unsigned_t<Integer>>(value) << 8U) | static_cast<unsigned char>(bytes[i]));
    return value;
}

int64_t toNetwork(int64_t value)
{
    return std::endian::native == std::endian::little ? static_cast<int64_t>(__builtin_bswap64(static_cast<uint64_t>(value))) : value;
}

template <typename Integer>
void append(std::string &out, Integer value)
{
    for (int shift = int(sizeof(Integer) - 1) * 8; shift >= 0; shift -= 8)
        out += static_cast<char>((static_cast<std::make_unsigned_t<Integer>>(value) >> shift) & 0xffU);
}

// Digits of base 10000 (numeric_send): what SUM and AVG of integers give.
Value fromNumeric(const char *bytes)
{
    const auto digits = fromNetwork<int16_t>(bytes);
    const auto weight = fromNetwork<int16_t>(bytes + 2);
    const auto sign = fromNetwork<uint16_t>(bytes + 4);
    const auto decimals = fromNetwork<int16_t>(bytes + 6);
    constexpr uint16_t negative = 0x4000;
    if (decimals == 0 && weight < 4) {
        int64_t whole = 0;
        for (int i = 0; i <= weight; ++i)
            whole = whole * 10'000 + (i < digits ? fromNetwork<int16_t>(bytes + 8 + 2 * i) : 0);
        return sign == negative ? -whole : whole;
    }
    double value = 0;
    for (int i = 0; i < digits; ++i)
        value += fromNetwork<int16_t>(bytes + 8 + 2 * i) * std::pow(10'000.0, weight - i);
    return sign == negative ? -value : value;
}

std::size_t skipUntil(std::string_view sql, std::size_t from, std::string_view end)
{
    const auto found = sql.find(end, from);
    return found == std::string_view::npos ? sql.size() : found + end.size();
}

// The end of the quoted text or comment that begins at `at`; `at` itself where none begins.
std::size_t pastQuoted(std::string_view sql, std::size_t at)
{
    if (sql[at] == '\'' || sql[at] == '"')
        return skipUntil(sql, at + 1, sql.substr(at, 1));
    if (sql.substr(at, 2) == "--")
        return skipUntil(sql, at + 2, "\n");
    if (sql.substr(at, 2) == "/*")
        return skipUntil(sql, at + 2, "*/");
    return at;
}

} // namespace

std::string toPostgresPlaceholders(std::string_view sql)
{
    std::string result;
    result.reserve(sql.size());
    for (std::size_t i = 0; i < sql.size();) {
        if (const std::size_t end = pastQuoted(sql, i); end > i) {
            result += sql.substr(i, end - i);
            i = end;
            continue;
        }
        const bool placeholder = sql[i] == '?' && i + 1 < sql.size() && std::isdigit(static_cast<unsigned char>(sql[i + 1]));
        result += placeholder ? '$' : sql[i];
        ++i;
    }
    return result;
}

PostgresParameters::PostgresParameters(std::span<const Value> values)
{
    m_numbers.reserve(values.size());  // pointers into it stay good
    const auto add = [this](Oid type, const char *bytes, std::size_t length) {
        m_types.push_back(type);
        m_values.push_back(bytes);
        m_lengths.push_back(static_cast<int>(length));
        m_formats.push_back(1);
    };
    const auto addNumber = [&](Oid type, int64_t bits) {
        m_numbers.push_back(toNetwork(bits));
        add(type, reinterpret_cast<const char *>(&m_numbers.back()), sizeof(int64_t));
    };
    for (const Value &value : values) {
        if (const auto *whole = std::get_if<int64_t>(&value))
            addNumber(Int8, *whole);
        else if (const auto *real = std::get_if<double>(&value))
            addNumber(Float8, std::bit_cast<int64_t>(*real));
        else if (const auto *text = std::get_if<std::string>(&value))
            add(Text, text->data(), text->size());
        else if (const auto *blob = std::get_if<Blob>(&value))
            add(Bytea, blob->empty() ? "" : reinterpret_cast<const char *>(blob->data()), blob->size());
        else
            add(0, nullptr, 0);
    }
}

std::string PostgresParameters::signature() const
{
    std::string letters;
    for (const Oid type : m_types)
        letters += type == Int8 ? 'i' : type == Float8 ? 'd' : type == Text ? 't' : type == Bytea ? 'b' : 'n';
    return letters;
}

std::expected<Value, StoreError> fromPostgres(const PGresult *result, int row, int column)
{
    if (PQgetisnull(result, row, column))
        return Value{};
    const char *bytes = PQgetvalue(result, row, column);
    const auto length = static_cast<std::size_t>(PQgetlength(result, row, column));
    switch (PQftype(result, column)) {
    case Bool:
        return int64_t{*bytes != 0};
    case Int2:
        return int64_t{fromNetwork<int16_t>(bytes)};
    case Int4:
        return int64_t{fromNetwork<int32_t>(bytes)};
    case OidType:
        return int64_t{fromNetwork<uint32_t>(bytes)};
    case Int8:
        return fromNetwork<int64_t>(bytes);
    case Float4:
        return double{std::bit_cast<float>(fromNetwork<int32_t>(bytes))};
    case Float8:
        return std::bit_cast<double>(fromNetwork<int64_t>(bytes));
    case Numeric:
        return fromNumeric(bytes);
    case Bytea:
        return Blob(bytes, bytes + length);
    case Text:
    case Char:
    case Name:
    case Unknown:
    case BpChar:
    case VarChar:
        return std::string(bytes, length);
    case Void:
        return Value{};
    default:
        return std::unexpected(StoreError{StoreError::Code::Invalid, std::string("The column ") + PQfname(result, column) + " has the type "
                                          + std::to_string(PQftype(result, column)) + " of pg_type, which is not read here."});
    }
}

void appendCopyHeader(std::string &out)
{
    out.append("PGCOPY\n\377\r\n\0", 11);
    append(out, int32_t{0});  // flags
    append(out, int32_t{0});  // no extension
}

void appendCopyRow(std::string &out, Row row)
{
    append(out, static_cast<int16_t>(row.size()));
    const PostgresParameters fields(row);
    for (std::size_t i = 0; i < row.size(); ++i) {
        const char *bytes = fields.values()[i];
        if (!bytes) {
            append(out, int32_t{-1});
            continue;
        }
        append(out, int32_t{fields.lengths()[i]});
        out.append(bytes, static_cast<std::size_t>(fields.lengths()[i]));
    }
}

void appendCopyTrailer(std::string &out)
{
    append(out, int16_t{-1});
}

} // namespace rollcall::store
