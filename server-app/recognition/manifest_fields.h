#pragma once

// Reading one JSON object of a list of models, field by field. Only for the file that reads such lists: JSON is costly to compile.

#include "recognition/geometry.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace rollcall::recognition {

using Json = nlohmann::json;

// A fault of one field, as a sentence's end: "threshold must be a number from -1 to 1".
struct Fault {
    std::string text;
};

[[noreturn]] inline void fault(const std::string &field, const std::string &expected)
{
    throw Fault{field + " must be " + expected};
}

// The fields of one object; what is asked for and missing or of another kind is thrown as a Fault.
class Fields {
public:
    Fields(const Json &object, std::string path)
        : m_object(object)
        , m_path(std::move(path))
    {
        if (!object.is_object())
            throw Fault{(m_path.empty() ? "it" : m_path) + " must be an object"};
    }

    [[nodiscard]] std::string text(const char *key) const
    {
        const Json &value = required(key, "a text");
        if (!value.is_string() || value.get_ref<const std::string &>().empty())
            fault(name(key), "a text that is not empty");
        return value.get<std::string>();
    }
    [[nodiscard]] std::string optionalText(const char *key) const { return m_object.contains(key) ? text(key) : ""; }
    [[nodiscard]] double number(const char *key, double lowest, double highest) const
    {
        return checked(required(key, "a number"), name(key), lowest, highest);
    }
    [[nodiscard]] uint64_t whole(const char *key, uint64_t lowest, uint64_t highest) const
    {
        const std::string expected = "a whole number from " + std::to_string(lowest) + " to " + std::to_string(highest);
        const Json &value = required(key, expected);
        if (!value.is_number_unsigned() || value.get<uint64_t>() < lowest || value.get<uint64_t>() > highest)
            fault(name(key), expected);
        return value.get<uint64_t>();
    }
    [[nodiscard]] std::optional<std::string> hash(const char *key) const
    {
        if (!m_object.contains(key))
            return std::nullopt;
        std::string value = text(key);
        constexpr std::string_view digits = "0123456789abcdef";
        if (value.size() != 64 || value.find_first_not_of(digits) != std::string::npos)
            fault(name(key), "64 lower-case hexadecimal digits");
        return value;
    }
    [[nodiscard]] std::vector<double> numbers(const char *key, size_t count) const
    {
        return checkedList(required(key, "a list"), name(key), count);
    }
    [[nodiscard]] FivePoints points(const char *key) const
    {
        const Json &list = required(key, "five pairs of numbers");
        FivePoints points;
        if (!list.is_array() || list.size() != points.size())
            fault(name(key), "five pairs of numbers");
        for (size_t i = 0; i < points.size(); ++i) {
            const auto pair = checkedList(list[i], name(key) + '[' + std::to_string(i) + ']', 2);
            points[i] = {static_cast<float>(pair[0]), static_cast<float>(pair[1])};
        }
        return points;
    }
    [[nodiscard]] Fields object(const char *key) const { return {required(key, "an object"), name(key)}; }
    [[nodiscard]] bool has(const char *key) const { return m_object.contains(key); }
    void onlyKnows(const std::set<std::string> &keys) const
    {
        for (const auto &item : m_object.items()) {
            if (!keys.contains(item.key()))
                throw Fault{name(item.key().c_str()) + " is not a field of it"};
        }
    }

private:
    static double checked(const Json &value, const std::string &name, double lowest, double highest)
    {
        if (!value.is_number() || !(value.get<double>() >= lowest && value.get<double>() <= highest)) {
            std::ostringstream expected;
            expected << "a number from " << lowest << " to " << highest;
            fault(name, expected.str());
        }
        return value.get<double>();
    }
    static std::vector<double> checkedList(const Json &list, const std::string &name, size_t count)
    {
        if (!list.is_array() || list.size() != count)
            fault(name, std::to_string(count) + " numbers");
        std::vector<double> values;
        for (const Json &value : list)
            values.push_back(checked(value, name, -10'000, 10'000));
        return values;
    }
    [[nodiscard]] const Json &required(const char *key, const std::string &expected) const
    {
        if (!m_object.contains(key))
            throw Fault{name(key) + " is missing: " + expected};
        return m_object[key];
    }
    [[nodiscard]] std::string name(const char *key) const { return m_path.empty() ? key : m_path + '.' + key; }

    const Json &m_object;
    std::string m_path;
};

} // namespace rollcall::recognition
