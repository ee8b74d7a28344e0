#pragma once

#include "net/router.h"

#include <vector>

namespace rollcall::live {

// A file of the web page, built into the program.
struct WebFile {
    QString name;
    QByteArray content;
};
[[nodiscard]] std::vector<WebFile> builtInWebFiles();

// The page at / and its files. Browsers keep them and ask whether they are still the same (ETag, RFC 9110 §8.8.3).
void addWebPage(net::Router &router);

} // namespace rollcall::live
