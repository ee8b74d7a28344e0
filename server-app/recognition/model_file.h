#pragma once

#include "recognition/error.h"
#include "recognition/model_manifest.h"

#include <opencv2/dnn.hpp>

#include <expected>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

namespace rollcall::recognition {

// A network file's bytes, read once and shared by all who build the network from it. Immutable: any thread.
struct ModelFile {
    std::filesystem::path path;
    std::vector<uchar> bytes;
};

// Reads a model's file. Only the very bytes that the entry's SHA-256 names are given out, so that no reader of networks ever
// meets a damaged or doctored file. Where nobody has published the hash, FILE.sha256 beside the file has to name it:
// rollcall-models writes it.
[[nodiscard]] std::expected<std::shared_ptr<const ModelFile>, Error> readModelFile(
    const ModelEntry &entry, const std::filesystem::path &path);

// The hash that FILE.sha256 names; absent where there is no such file or it holds something else.
[[nodiscard]] std::optional<std::string> acceptedHash(const std::filesystem::path &path);
[[nodiscard]] std::filesystem::path acceptedHashFile(const std::filesystem::path &path);

// An ONNX network for the CPU. The error names the file.
[[nodiscard]] std::expected<cv::dnn::Net, Error> buildNetwork(const ModelFile &file);

// The error for a file that is not what it should be.
[[nodiscard]] Error unusable(const std::filesystem::path &path, const std::string &why);

} // namespace rollcall::recognition
