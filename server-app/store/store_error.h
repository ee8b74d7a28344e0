#pragma once

#include <string>

namespace rollcall::store {

struct StoreError {
    enum class Code {
        NotFound,
        Conflict,     // the id is taken
        Stale,        // it was changed since it was read
        Gone,         // it became another one; the message says which
        Invalid,      // an argument that cannot be stored, such as a bad cursor
        Full,         // no space left
        Io,           // the disk or the file does not do what it should
        Busy,         // another program holds the file
        Corrupt,      // the file is damaged or not ours
        NewerSchema,  // written by a newer version of this program
        Overloaded,   // too much is waiting already
        Unavailable,  // a database elsewhere is not reached, or does not answer in time
        ReadOnly,     // the database takes no writes at present
        Stopped,
    };
    Code code = Code::Io;
    std::string message;  // a sentence: what is wrong, where, what to do
};

} // namespace rollcall::store
