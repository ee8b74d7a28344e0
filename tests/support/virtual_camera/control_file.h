#pragma once

#include <string>
#include <vector>

namespace rollcall::virtual_camera {

// A virtual camera as the control file describes it: a group of a key file whose name is what the camera is, wherever plugged in.
struct Entry {
    std::string id;
    std::string name;
    std::string path;       // "/dev/video0"; another one after a restart, perhaps
    std::string serial;     // empty: none
    std::string bus;        // the port
    std::string format;     // "raw" or "mjpeg"
    std::string behaviour;  // "ok", "busy", "denied", "silent", "hung" (opening takes two seconds)
    std::string picture;    // a PNG file that it looks at; empty: a moving ball
    std::vector<std::string> modes;  // "1280x720@30"
    friend bool operator==(const Entry &, const Entry &) = default;
};

// What ROLLCALL_VIRTUAL_CAMERAS points at; no file, no cameras. Any thread.
[[nodiscard]] std::vector<Entry> readControlFile();
[[nodiscard]] const Entry *find(const std::vector<Entry> &entries, const std::string &id);

} // namespace rollcall::virtual_camera
