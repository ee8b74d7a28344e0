#pragma once

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace rollcall::enrol {

struct CsvRecord {
    std::size_t line = 0;  // where it begins, from 1
    std::vector<std::string> fields;
};

struct CsvError {
    std::size_t line = 0;
    std::string message;  // a sentence, without the line
};

// Comma-separated values of RFC 4180: quoted fields may hold separators, doubled quotes and line breaks. UTF-8 with or without a
// byte-order mark; lines end with CR, LF or both; empty lines are left out. Where the first line has no comma but semicolons or tabs, as
// spreadsheets of some countries write, those separate. Any bytes give records or an error.
[[nodiscard]] std::expected<std::vector<CsvRecord>, CsvError> parseCsv(std::string_view text);

// The field as a CSV file has it, quoted where it must be.
[[nodiscard]] std::string csvField(std::string_view text);

} // namespace rollcall::enrol
