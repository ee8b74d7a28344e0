#pragma once

#include <string>
#include <vector>

namespace rollcall::recognition {

// Who made an embedding. Embeddings of different makers are never compared.
struct EmbedderId {
    std::string name;
    std::string version;
    friend bool operator==(const EmbedderId &, const EmbedderId &) = default;
};

// A face in numbers, of length 1. Biometric data: never logged.
struct Embedding {
    EmbedderId embedder;
    std::vector<float> values;
};

// An enrolled face: what the register keeps of one photo.
struct Template {
    std::string person; // the caller's id
    Embedding embedding;
};

} // namespace rollcall::recognition
