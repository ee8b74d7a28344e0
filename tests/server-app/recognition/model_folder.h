#pragma once

#include <filesystem>
#include <string>

namespace rollcall::recognition::test {

// A models folder that goes away with the test.
class ModelFolder {
public:
    ModelFolder();
    ~ModelFolder();
    ModelFolder(const ModelFolder &) = delete;
    ModelFolder &operator=(const ModelFolder &) = delete;
    [[nodiscard]] const std::filesystem::path &path() const { return m_path; }
    void write(const std::string &name, const std::string &content) const;
    // With the FILE.sha256 beside it that says that somebody has accepted these bytes.
    void writeAccepted(const std::string &name, const std::string &content) const;

private:
    std::filesystem::path m_path;
};

[[nodiscard]] std::string hashOf(const std::string &content);

// ONNX networks of one node and without weights, made by hand.
// One Identity node over eight numbers: a network, but nobody's.
[[nodiscard]] std::string foreignNetwork();
// The mean of each colour of a picture of 3×16×16: the smallest embedder there is.
[[nodiscard]] std::string meanColourNetwork();

// An entry of a models.json for meanColourNetwork() under the name "colours", with fields replaced or added by `changes`
// ("\"dimension\": 4").
[[nodiscard]] std::string ownManifest(
    const std::string &kind, const std::string &file, const std::string &hash, const std::string &embedder);
[[nodiscard]] std::string coloursManifest(const std::string &dimension = "3", const std::string &more = {});

} // namespace rollcall::recognition::test
