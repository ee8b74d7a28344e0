#include "support/virtual_camera/control_file.h"

#include <glib.h>

#include <algorithm>
#include <memory>

namespace rollcall::virtual_camera {

namespace {

std::string text(GKeyFile *file, const std::string &group, const char *key, const std::string &otherwise)
{
    gchar *value = g_key_file_get_string(file, group.c_str(), key, nullptr);
    const std::string result = value ? value : otherwise;
    g_free(value);
    return result;
}

std::vector<std::string> list(GKeyFile *file, const std::string &group, const char *key)
{
    std::vector<std::string> result;
    gchar **values = g_key_file_get_string_list(file, group.c_str(), key, nullptr, nullptr);
    for (gchar **value = values; value && *value; ++value)
        result.emplace_back(*value);
    g_strfreev(values);
    return result;
}

} // namespace

std::vector<Entry> readControlFile()
{
    std::vector<Entry> entries;
    const gchar *path = g_getenv("ROLLCALL_VIRTUAL_CAMERAS");
    const std::unique_ptr<GKeyFile, void (*)(GKeyFile *)> file(g_key_file_new(), g_key_file_free);
    if (!path || !g_key_file_load_from_file(file.get(), path, G_KEY_FILE_NONE, nullptr))
        return entries;
    gchar **groups = g_key_file_get_groups(file.get(), nullptr);
    for (gchar **group = groups; group && *group; ++group) {
        const std::string id = *group;
        entries.push_back(Entry{id, text(file.get(), id, "name", id), text(file.get(), id, "path", "/dev/virtual-" + id), text(file.get(), id, "serial", ""),
                                text(file.get(), id, "bus", ""), text(file.get(), id, "format", "raw"), text(file.get(), id, "behaviour", "ok"),
                                text(file.get(), id, "picture", ""),
                                list(file.get(), id, "modes")});
    }
    g_strfreev(groups);
    return entries;
}

const Entry *find(const std::vector<Entry> &entries, const std::string &id)
{
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const Entry &entry) { return entry.id == id; });
    return found == entries.end() ? nullptr : &*found;
}

} // namespace rollcall::virtual_camera
