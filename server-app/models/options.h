#pragma once

#include <QString>
#include <QStringList>

#include <expected>
#include <string>

namespace rollcall::models {

// Exit codes of the program, as --help lists them.
enum ExitCode : int {
    AllDone = 0,
    SomeFailed = 1,
    BadCall = 2,
    NothingDone = 3,
};

enum class Task { List, Fetch, Verify, Import };

// The command line, understood.
struct Options {
    Task task = Task::List;
    QString models; // the folder
    QStringList arguments; // names to fetch, or files to import
    bool json = false;
    bool acceptUnverified = false;
    bool allowHttp = false;
};

// What ends the program before it starts: --help's text with code 0, or a wrong call's sentence.
struct EarlyEnd {
    int code = BadCall;
    std::string text;
};

[[nodiscard]] std::expected<Options, EarlyEnd> parseOptions(int argc, const char *const *argv);

// Where the server looks when no folder is named: models in its data folder.
[[nodiscard]] QString defaultModels();

} // namespace rollcall::models
