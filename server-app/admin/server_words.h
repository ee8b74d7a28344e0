#pragma once

#include <QString>

namespace rollcall::admin {

// What the server says, in the language of the window: by the page's own table (resources/web/words/server.….js). A sentence of which
// nothing is known there stays as it is. GUI thread.
[[nodiscard]] QString translated(const QString &sentence);
[[nodiscard]] QString translated(const QString &sentence, const QString &language);

} // namespace rollcall::admin
