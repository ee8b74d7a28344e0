#pragma once

// What holds for people of a list, wherever it comes from.

#include "enrol/import_list.h"

namespace rollcall::enrol {

[[nodiscard]] std::string toUtf8(const std::filesystem::path &path);

// Checks id and name (composed, without space around it) and fills them in; an empty id gives one that follows from name and external id.
void identify(ListedPerson &person, const std::string &id, const std::string &name);

// The photo of this name in `folder`, which is canonical; a problem where it is not there or outside.
[[nodiscard]] ListedPhoto locate(const std::filesystem::path &folder, const std::string &name);

// More photos than one person may have are refused, and so is one that is named twice.
void boundPhotos(ListedPerson &person);

// Of people with the same id only the first stays.
void refuseRepetitions(std::vector<ListedPerson> &people);

} // namespace rollcall::enrol
