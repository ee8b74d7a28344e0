#pragma once

#include "attendance/sighting.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rollcall::store {

using attendance::CameraId;
using attendance::PersonId;
using attendance::Sighting;
using attendance::UtcMs;

struct Person {
    PersonId id;
    std::string name;
    UtcMs created{};
    int photos = 0;  // how many are kept; filled when read
    friend bool operator==(const Person &, const Person &) = default;
};

// A picture that a person was enrolled with, known by the hash of its bytes.
struct Photo {
    std::string sha256;     // lower-case hex
    std::string mediaType;  // "image/jpeg"
    std::vector<uint8_t> bytes;
    friend bool operator==(const Photo &, const Photo &) = default;
};

// What recognition compares: biometric data, never logged.
struct Template {
    PersonId person;
    std::string embedder;  // which model made it
    int embedderVersion = 0;
    std::vector<float> values;
    friend bool operator==(const Template &, const Template &) = default;
};

struct Camera {
    CameraId id;
    std::string name;
    UtcMs lastSeen{};
    friend bool operator==(const Camera &, const Camera &) = default;
};

struct PageRequest {
    static constexpr int maxLimit = 500;
    int limit = 50;  // 1..maxLimit
    std::optional<std::string> cursor;  // Page::next of the page before
};

template <typename T>
struct Page {
    std::vector<T> items;
    std::optional<std::string> next;  // absent on the last page
};

struct SightingFilter {
    std::optional<PersonId> person;
    std::optional<CameraId> camera;
    std::optional<UtcMs> from;   // first seen at or after
    std::optional<UtcMs> until;  // first seen before
    std::optional<attendance::SightingStatus> status = {};
};

} // namespace rollcall::store
