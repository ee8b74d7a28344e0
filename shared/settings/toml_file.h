#pragma once

#include "settings/load.h"

#include <vector>

namespace rollcall::settings {

// One `key = value` of a settings file.
struct Entry {
    QString key;
    Value value;
    int line = 0;
};

// Reads a settings file: flat keys with texts, numbers, booleans and lists of texts, nothing else.
[[nodiscard]] std::expected<std::vector<Entry>, Error> readTomlFile(const std::filesystem::path &path);

// `value` as TOML writes it.
[[nodiscard]] QString tomlText(const Value &value);

} // namespace rollcall::settings
