#include "recognize/identity_folders.h"

#include <algorithm>
#include <fstream>
#include <system_error>

namespace rollcall::recognize {

namespace {

namespace fs = std::filesystem;

bool isHidden(const fs::path &path)
{
    return path.filename().string().starts_with('.');
}

// Links that lead nowhere are files that cannot be read; pipes and sockets are nobody's photos.
Identity readIdentity(const fs::path &folder, std::error_code &error)
{
    Identity identity{folder.filename().string()};
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        std::error_code ignored;
        const fs::file_type type = entry->status(ignored).type();
        if (isHidden(entry->path()))
            continue;
        if (type == fs::file_type::directory)
            identity.foldersLeftOut.push_back(entry->path());
        else if (type == fs::file_type::regular || type == fs::file_type::not_found)
            identity.photos.push_back(entry->path());
    }
    std::ranges::sort(identity.photos);
    std::ranges::sort(identity.foldersLeftOut);
    return identity;
}

} // namespace

std::expected<std::vector<Identity>, std::string> readIdentities(const fs::path &folder)
{
    std::error_code error;
    std::vector<Identity> identities;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        std::error_code vanished;
        if (isHidden(entry->path()) || !entry->is_directory(vanished))
            continue;
        std::error_code unreadable;
        identities.push_back(readIdentity(entry->path(), unreadable));
        if (unreadable) {
            return std::unexpected("The folder " + entry->path().string() + " cannot be read: " + unreadable.message()
                + ". Make it readable, or take it out of the folder of people.");
        }
    }
    if (error) {
        return std::unexpected("The folder of people " + folder.string() + " cannot be read: " + error.message()
            + ". Name one with a folder for each person.");
    }
    if (identities.empty()) {
        return std::unexpected("The folder of people " + folder.string()
            + " has no folders in it. It needs one for each person, with that person's photos.");
    }
    std::ranges::sort(identities, {}, &Identity::name);
    return identities;
}

std::expected<std::vector<std::byte>, std::string> fileBytes(const fs::path &file, size_t limit)
{
    std::error_code error;
    const uintmax_t size = fs::file_size(file, error);
    if (error) // opening a pipe would wait for its writer
        return std::unexpected("The file cannot be read: " + error.message() + ".");
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        return std::unexpected(std::string("The file cannot be read."));
    std::vector<std::byte> bytes(static_cast<size_t>(std::min<uintmax_t>(size, limit)));
    stream.read(reinterpret_cast<char *>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<size_t>(stream.gcount()));
    return bytes;
}

std::string reasonOf(const recognition::Refusal &refusal)
{
    using enum recognition::Refusal::Reason;
    switch (refusal.reason) {
    case NotAPicture:
        return "not a picture";
    case TooLarge:
        return "too large";
    case NoFace:
        return "no face";
    case SeveralFaces:
        return "several faces";
    case PoorQuality:
        return refusal.fault ? std::string(text(*refusal.fault)) : "poor quality";
    case Failed:
        break;
    }
    return "failed";
}

Samples readSamples(const std::vector<Identity> &identities, const std::shared_ptr<const recognition::Engine> &engine,
    recognition::Workspace &workspace, const RefusalListener &refused)
{
    const recognition::Enroller enroller(engine);
    Samples samples;
    const auto refuse = [&](const fs::path &photo, const std::string &reason, const std::string &sentence) {
        ++samples.refused[reason];
        refused(photo, sentence);
    };
    for (size_t i = 0; i < identities.size(); ++i) {
        for (const fs::path &folder : identities[i].foldersLeftOut)
            refused(folder, "This folder inside a person's folder is left out.");
        for (const fs::path &photo : identities[i].photos) {
            const auto bytes = fileBytes(photo);
            if (!bytes) {
                refuse(photo, "unreadable", bytes.error());
                continue;
            }
            auto enrolment = enroller.enrol(*bytes, workspace);
            if (enrolment)
                samples.taken.push_back({i, std::move(enrolment->embedding), enrolment->quality});
            else
                refuse(photo, reasonOf(enrolment.error()), enrolment.error().message);
        }
    }
    return samples;
}

} // namespace rollcall::recognize
