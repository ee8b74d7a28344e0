#pragma once

#include <string>

namespace rollcall::store {

struct StoreError {
    enum class Code {
        NotFound,
        Conflict,     // the id is taken
        Invalid,      // an argument that cannot be stored, such as a bad cursor
        Full,         // no space left
        Io,           // the disk or the file does not do what it should
        Busy,         // another program holds the file
        Corrupt,      // the file is damaged or not ours
        NewerSchema,  // written by a newer version of this program
        Overloaded,   // too much is waiting already
        Stopped,
    };
    Code code = Code::Io;
    std::string message;  // a sentence: what is wrong, where, what to do
};

} // namespace rollcall::store
