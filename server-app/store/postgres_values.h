#pragma once

#include "store/database.h"

#include <libpq-fe.h>

namespace rollcall::store {

// "… ?1 …" as PostgreSQL reads it: "… $1 …"; quoted texts and comments stay as they are.
[[nodiscard]] std::string toPostgresPlaceholders(std::string_view sql);

// A list of parameters in libpq's binary form; points into the values, which outlive it.
class PostgresParameters {
public:
    explicit PostgresParameters(std::span<const Value> values);
    [[nodiscard]] int count() const { return static_cast<int>(m_types.size()); }
    [[nodiscard]] const Oid *types() const { return m_types.data(); }
    [[nodiscard]] const char *const *values() const { return m_values.data(); }
    [[nodiscard]] const int *lengths() const { return m_lengths.data(); }
    [[nodiscard]] const int *formats() const { return m_formats.data(); }
    // One letter a parameter: a statement is prepared for certain types.
    [[nodiscard]] std::string signature() const;

private:
    std::vector<Oid> m_types;
    std::vector<const char *> m_values;
    std::vector<int> m_lengths;
    std::vector<int> m_formats;
    std::vector<int64_t> m_numbers;  // integers and doubles in network order
};

// One field of a result in binary form.
[[nodiscard]] std::expected<Value, StoreError> fromPostgres(const PGresult *result, int row, int column);

// COPY … (FORMAT binary): header, rows, trailer, appended to `out`.
void appendCopyHeader(std::string &out);
void appendCopyRow(std::string &out, Row row);
void appendCopyTrailer(std::string &out);

} // namespace rollcall::store
