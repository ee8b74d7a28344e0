#pragma once

#include "recognition/engine.h"
#include "recognition/enroller.h"

#include <cstddef>
#include <expected>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace rollcall::recognize {

// A person's folder: its name is the person's.
struct Identity {
    std::string name;
    std::vector<std::filesystem::path> photos = {}; // every file in it, sorted
    std::vector<std::filesystem::path> foldersLeftOut = {}; // whoever's photos they have
};

// The people of `folder/<person>/…`, sorted by name, those without any photo included. Hidden files do not count. The error
// is a sentence.
[[nodiscard]] std::expected<std::vector<Identity>, std::string> readIdentities(const std::filesystem::path &folder);

// Photos that the enroller took, and those that it did not.
struct Sample {
    size_t identity = 0; // place in the list of identities
    recognition::Embedding embedding;
    recognition::FaceQuality quality;
};
struct Samples {
    std::vector<Sample> taken;
    std::map<std::string, int> refused; // by reason: "no face", "too dark"
};

// Told of each refused photo, and of each folder that was left out: the path and the sentence.
using RefusalListener = std::function<void(const std::filesystem::path &, const std::string &)>;

// Puts every photo through the server's enrolment.
[[nodiscard]] Samples readSamples(const std::vector<Identity> &identities,
    const std::shared_ptr<const recognition::Engine> &engine, recognition::Workspace &workspace,
    const RefusalListener &refused);

// A short reason to count refusals by.
[[nodiscard]] std::string reasonOf(const recognition::Refusal &refusal);

// A whole file, or why it cannot be read. A file above `limit` bytes is cut there: its reader refuses it for its size.
[[nodiscard]] std::expected<std::vector<std::byte>, std::string> fileBytes(
    const std::filesystem::path &file, size_t limit = recognition::PhotoLimits{}.maximumBytes + 1);

} // namespace rollcall::recognize
