#include "model_folder.h"

#include "recognition/sha256.h"

#include <cstdlib>
#include <fstream>
#include <span>

namespace rollcall::recognition::test {

namespace fs = std::filesystem;

namespace {

// Protocol Buffers' wire format, as far as it is needed.
std::string number(char tag, unsigned value)
{
    std::string bytes(1, tag);
    for (; value > 127; value >>= 7)
        bytes += static_cast<char>((value & 127) | 128);
    return bytes + static_cast<char>(value);
}

std::string field(char tag, const std::string &content)
{
    return number(tag, static_cast<unsigned>(content.size())) + content;
}

// ValueInfoProto{name, type{tensor{float, shape}}}
std::string value(const std::string &name, std::initializer_list<unsigned> sides)
{
    std::string shape;
    for (const unsigned side : sides)
        shape += field('\x0a', number('\x08', side));
    const std::string tensor = number('\x08', 1) + field('\x12', shape);
    return field('\x0a', name) + field('\x12', field('\x0a', tensor));
}

// ModelProto{ir_version 7, graph{node{x → y}, name, input, output}, opset 11}
std::string network(const std::string &operation, const std::string &input, const std::string &output)
{
    const std::string node = field('\x0a', "x") + field('\x12', "y") + field('\x22', operation);
    const std::string graph = field('\x0a', node) + field('\x12', "g") + field('\x5a', input) + field('\x62', output);
    return number('\x08', 7) + field('\x3a', graph) + field('\x42', field('\x0a', "") + number('\x10', 11));
}

} // namespace

ModelFolder::ModelFolder()
{
    std::string pattern = (fs::temp_directory_path() / "rollcall-models-XXXXXX").string();
    m_path = mkdtemp(pattern.data());
}

ModelFolder::~ModelFolder()
{
    fs::remove_all(m_path);
}

void ModelFolder::write(const std::string &name, const std::string &content) const
{
    std::ofstream(m_path / name, std::ios::binary) << content;
}

void ModelFolder::writeAccepted(const std::string &name, const std::string &content) const
{
    write(name, content);
    write(name + ".sha256", hashOf(content) + "  " + name + '\n');
}

std::string hashOf(const std::string &content)
{
    return sha256(std::as_bytes(std::span(content)));
}

std::string foreignNetwork()
{
    return network("Identity", value("x", {1, 8}), value("y", {1, 8}));
}

std::string meanColourNetwork()
{
    return network("GlobalAveragePool", value("x", {1, 3, 16, 16}), value("y", {1, 3, 1, 1}));
}

std::string ownManifest(
    const std::string &kind, const std::string &file, const std::string &hash, const std::string &embedder)
{
    return R"({"version": 1, "models": [{"name": "colours", "kind": ")" + kind + R"(", "file": ")" + file
        + R"(", "sha256": ")" + hash + R"(", "licence": "none")"
        + (embedder.empty() ? "" : ", \"embedder\": " + embedder) + "}]}";
}

std::string coloursManifest(const std::string &dimension, const std::string &more)
{
    return ownManifest("onnx-embedder", "colours.onnx", hashOf(meanColourNetwork()),
        R"({"id": "colours", "version": 3, "dimension": )" + dimension
            + R"(, "threshold": 0.5, "margin": 0.05, "sure": 0.9, "input": {"width": 16, "height": 16, "colours": "RGB",
               "mean": [10, 20, 30], "scale": 0.5, "points": [[4, 5], [12, 5], [8, 8], [5, 12], [11, 12]])"
            + more + "}}");
}

} // namespace rollcall::recognition::test
