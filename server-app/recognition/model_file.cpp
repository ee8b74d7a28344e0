#include "recognition/model_file.h"

#include "recognition/sha256.h"

#include <fstream>
#include <system_error>

namespace rollcall::recognition {

namespace {

constexpr uintmax_t largestModel = uintmax_t{1} << 30; // bytes; no network for one face is that large

using OptionalFile = std::expected<std::shared_ptr<const ModelFile>, Error>;

OptionalFile readFile(const std::filesystem::path &path)
{
    std::error_code failure;
    const uintmax_t size = std::filesystem::file_size(path, failure);
    if (failure) {
        return std::unexpected(Error{Error::Code::ModelMissing,
            "The model file " + path.string() + " cannot be read: " + failure.message() + "."});
    }
    if (size == 0 || size > largestModel)
        return std::unexpected(unusable(path, "it has " + std::to_string(size) + " bytes"));
    auto file = std::make_shared<ModelFile>(ModelFile{path, std::vector<uchar>(size)});
    std::ifstream stream(path, std::ios::binary);
    stream.read(reinterpret_cast<char *>(file->bytes.data()), static_cast<std::streamsize>(size));
    if (!stream)
        return std::unexpected(unusable(path, "it ends early or cannot be read"));
    return file;
}

} // namespace

Error unusable(const std::filesystem::path &path, const std::string &why)
{
    return {Error::Code::ModelUnusable,
        "The model file " + path.string() + " cannot be used: " + why
            + ". Fetch it again or take it out of the folder."};
}

std::filesystem::path acceptedHashFile(const std::filesystem::path &path)
{
    return path.string() + ".sha256";
}

std::optional<std::string> acceptedHash(const std::filesystem::path &path)
{
    std::ifstream stream(acceptedHashFile(path));
    std::string hash;
    stream >> hash; // as sha256sum writes it: the hash, then the name
    return hash.size() == 64 ? std::optional(hash) : std::nullopt;
}

std::expected<std::shared_ptr<const ModelFile>, Error> readModelFile(
    const ModelEntry &entry, const std::filesystem::path &path)
{
    auto file = readFile(path);
    if (!file)
        return file;
    const uint64_t size = (*file)->bytes.size();
    if (entry.size && size != *entry.size) {
        return std::unexpected(unusable(
            path, "it has " + std::to_string(size) + " bytes, " + entry.name + " has " + std::to_string(*entry.size)));
    }
    const auto expected = entry.sha256 ? entry.sha256 : acceptedHash(path);
    if (!expected) {
        return std::unexpected(Error{Error::Code::ModelUnusable,
            "The model file " + path.string()
                + " is not used: nobody has published its SHA-256, so that it cannot be told from a damaged one. Let "
                  "rollcall-models fetch or import it."});
    }
    const std::string actual = sha256(std::as_bytes(std::span((*file)->bytes)));
    if (actual != *expected) {
        return std::unexpected(unusable(path,
            "it is damaged or another file than " + entry.name + ": its SHA-256 is " + actual + ", not " + *expected));
    }
    return file;
}

std::expected<cv::dnn::Net, Error> buildNetwork(const ModelFile &file)
try {
    cv::dnn::Net network = cv::dnn::readNetFromONNX(file.bytes);
    if (network.empty())
        return std::unexpected(unusable(file.path, "it holds no network"));
    network.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
    network.setPreferableTarget(cv::dnn::DNN_TARGET_CPU);
    return network;
} catch (const std::exception &) {
    return std::unexpected(unusable(file.path, "it is damaged or not an ONNX network that OpenCV can run"));
}

} // namespace rollcall::recognition
