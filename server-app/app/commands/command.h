#pragma once

#include "app/server_settings.h"

#include <QTextStream>

namespace rollcall::app::commands {

// One thing that `rollcall-server [GROUP] NAME` does instead of serving. Runs on the main thread, without an event loop unless it
// makes one, and may be used while a server works on the same register.
class Command {
public:
    virtual ~Command() = default;

    [[nodiscard]] virtual QString group() const = 0;  // "db"; empty: the name stands alone
    [[nodiscard]] virtual QString name() const = 0;   // "copy"
    [[nodiscard]] virtual QString help() const = 0;   // one line, no full stop
    // Adds its own options, kept in members.
    virtual void addOptions(settings::Table &) { }
    // What the operator should read goes to `out`; an error is a sentence for them, and the program's status is 1.
    [[nodiscard]] virtual std::expected<void, QString> run(const ServerSettings &settings, QTextStream &out) = 0;
    // The program's status after a run without error: 0, or a number of the command's own for "done, but look at what it says".
    [[nodiscard]] virtual int status() const { return 0; }
};

} // namespace rollcall::app::commands
