#pragma once

#include "net/router.h"

#include <expected>

namespace rollcall::live {

// Where the program has the files of the page from resources/web/ (Qt's resources).
constexpr const char *builtInWebFolder = ":/web";

// Whether a folder can be served as the page; the error is a sentence for whoever named it.
[[nodiscard]] std::expected<void, QString> checkWebFolder(const QString &folder);

// The page at /, the one for self-enrolment at /join, their files under /web/. Nothing in them is secret: who is signed out gets them too.
// Browsers keep them and ask whether they are still the same (ETag, RFC 9110 §8.8.3). Files of a folder are read at every request.
void addWebPage(net::Router &router, const QString &folder = QString::fromLatin1(builtInWebFolder));

} // namespace rollcall::live
