#pragma once

#include <expected>
#include <filesystem>
#include <string>

namespace rollcall::store {

// A data folder is one program's at a time: whoever writes to its register behind the back of a running server would not be noticed by it.
// The system lets go of it when the program ends, however it ends.
class FolderLock {
public:
    // Makes the folder where it does not exist. The error is what the program that has it wrote there (see describe), or a sentence about
    // the folder.
    struct Taken {
        std::string owner;    // empty where the folder cannot be locked at all
        std::string message;  // a sentence
    };
    [[nodiscard]] static std::expected<FolderLock, Taken> take(const std::filesystem::path &folder, const std::string &owner);
    FolderLock(FolderLock &&other) noexcept;
    FolderLock &operator=(FolderLock &&other) noexcept;
    ~FolderLock();

    // What others are told, for example the address of a server.
    void describe(const std::string &owner);

private:
    explicit FolderLock(int descriptor);
    int m_descriptor = -1;
};

} // namespace rollcall::store
