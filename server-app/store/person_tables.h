#pragma once

#include <span>
#include <string>
#include <string_view>

namespace rollcall::store {

// A table with rows about one person: what has to move when two people turn out to be one, be told when somebody asks what
// is known, and go when somebody is erased. A test compares the list with the schema.
struct PersonTable {
    enum class Merge {
        Move,    // rows change their owner
        Unite,   // the person is part of the key: rows that the other one has too are dropped
        Follow,  // rows belong to rows of another table, which move
    };
    std::string_view name;
    std::string_view column;   // the person's id; with Follow, that of the row it belongs to
    Merge merge;
    std::string_view owners;   // with Follow: which rows those are, of the person ?1
    std::string_view columns;  // for the export, separated by ", "
    std::string_view order;    // a unique key, for reading it in pieces

    // Which rows are about the person ?1.
    [[nodiscard]] std::string condition() const;
};

// Those that follow others stand before them.
[[nodiscard]] std::span<const PersonTable> personTables();

} // namespace rollcall::store
