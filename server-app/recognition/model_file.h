#pragma once

#include "recognition/error.h"

#include <opencv2/dnn.hpp>

#include <expected>
#include <filesystem>
#include <memory>
#include <vector>

namespace rollcall::recognition {

// A network file's bytes, read once and shared by all who build the network from it. Immutable: any thread.
struct ModelFile {
    std::filesystem::path path;
    std::vector<uchar> bytes;
};

[[nodiscard]] std::expected<std::shared_ptr<const ModelFile>, Error> readModelFile(const std::filesystem::path &path);

// An ONNX network for the CPU. The error names the file.
[[nodiscard]] std::expected<cv::dnn::Net, Error> buildNetwork(const ModelFile &file);

// The error for a file that is not what it should be.
[[nodiscard]] Error unusable(const std::filesystem::path &path, const std::string &why);

} // namespace rollcall::recognition
