#include "store/folder_lock.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace rollcall::store {

namespace {

std::string read(int descriptor)
{
    std::string text(200, '\0');
    const ssize_t count = ::pread(descriptor, text.data(), text.size(), 0);
    text.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
    return text;
}

} // namespace

std::expected<FolderLock, FolderLock::Taken> FolderLock::take(const std::filesystem::path &folder, const std::string &owner)
{
    std::error_code problem;
    // Nobody else's, where it is made here; a folder that is there stays as somebody made it.
    if (std::filesystem::create_directories(folder, problem))
        std::filesystem::permissions(folder, std::filesystem::perms::owner_all, problem);
    const std::string file = (folder / "in-use").string();
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return std::unexpected(Taken{{}, "The folder " + folder.string() + " cannot be written to (" + std::strerror(errno) + "). Choose another with --data-dir, or make it writable."});
    FolderLock lock(descriptor);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        std::string other = read(descriptor);
        const std::string who = other.empty() ? "another program" : other;
        return std::unexpected(Taken{who, "The folder " + folder.string() + " is in use by " + who + ". Stop that first, or choose another folder with --data-dir."});
    }
    lock.describe(owner);
    return lock;
}

void FolderLock::describe(const std::string &owner)
{
    // What cannot be written is not told; the lock holds all the same.
    if (::ftruncate(m_descriptor, 0) == 0)
        [[maybe_unused]] const ssize_t written = ::pwrite(m_descriptor, owner.data(), owner.size(), 0);
}

FolderLock::FolderLock(int descriptor)
    : m_descriptor(descriptor)
{
}

FolderLock::FolderLock(FolderLock &&other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
{
}

FolderLock &FolderLock::operator=(FolderLock &&other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
}

FolderLock::~FolderLock()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

} // namespace rollcall::store
