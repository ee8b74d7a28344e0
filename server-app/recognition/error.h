#pragma once

#include <string>

namespace rollcall::recognition {

// What went wrong in recognition, for the person who reads it. A refused enrolment photo is not an Error: see Refusal.
struct Error {
    enum class Code {
        ModelMissing, // a file that the chosen engine needs is not there
        ModelUnusable, // corrupt, truncated, or a network of another kind; the message names the file
        BadManifest, // a models.json that does not say what it must; the message names entry and field
        BadSetting,
        BadPicture, // pixels that cannot be encoded or read
        Library, // OpenCV or dlib failed on valid input; the message has its words
    };
    Code code = Code::Library;
    std::string message; // a sentence: what is wrong, where, what to do
};

} // namespace rollcall::recognition
