#pragma once

#include "attendance/sighting.h"
#include "attendance/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rollcall::store {

using attendance::CameraId;
using attendance::PersonId;
using attendance::Sighting;
using attendance::UtcMs;

// That somebody agreed to being recognised.
struct Consent {
    attendance::Day day{};
    std::string by;  // who noted it
    std::optional<attendance::Day> withdrawn = {};
    friend bool operator==(const Consent &, const Consent &) = default;
};

struct Person {
    PersonId id;
    std::string name;
    UtcMs created{};
    int photos = 0;  // how many are kept; filled when read
    std::optional<std::string> externalId = {};  // payroll's; nobody else has it
    std::vector<std::string> groups = {};        // names, sorted
    std::optional<Consent> consent = {};
    std::optional<attendance::Day> validFrom = {};   // first and last local day on which the person is recognised
    std::optional<attendance::Day> validUntil = {};
    bool hasPin = false;  // filled when read
    UtcMs updated{};      // filled when read
    int64_t version = 1;  // counts the changes
    friend bool operator==(const Person &, const Person &) = default;
};

struct PersonFilter {
    std::optional<std::string> group = {};
    std::optional<std::string> text = {};  // somewhere in the name, in any case, accents aside
    std::optional<std::string> externalId = {};
};

struct Group {
    std::string name;
    int64_t people = 0;
    friend bool operator==(const Group &, const Group &) = default;
};

// A picture that a person was enrolled with, known by the hash of its bytes.
struct Photo {
    std::string sha256;     // lower-case hex
    std::string mediaType;  // "image/jpeg"
    std::vector<uint8_t> bytes;
    friend bool operator==(const Photo &, const Photo &) = default;
};

// A photo without its bytes.
struct PhotoEntry {
    std::string sha256;
    std::string mediaType;
    int64_t size = 0;  // bytes
    friend bool operator==(const PhotoEntry &, const PhotoEntry &) = default;
};

// What recognition compares: biometric data, never logged.
struct Template {
    PersonId person;
    std::string embedder;  // which model made it
    int embedderVersion = 0;
    std::vector<float> values;
    friend bool operator==(const Template &, const Template &) = default;
};

// What a person has after photos were added.
struct PhotosAdded {
    int photos = 0;
    std::vector<Template> templates;  // all of the embedder that made the added ones
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
    std::optional<PersonId> person = {};
    std::optional<CameraId> camera = {};
    std::optional<UtcMs> from = {};   // first seen at or after
    std::optional<UtcMs> until = {};  // first seen before
    std::optional<attendance::SightingStatus> status = {};
    std::optional<std::vector<CameraId>> among = {};  // these cameras alone
};

} // namespace rollcall::store
