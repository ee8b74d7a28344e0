#include "models/options.h"

#include <QDir>
#include <QStandardPaths>

#include <CLI/CLI.hpp>

#include <sstream>

using namespace Qt::StringLiterals;

namespace rollcall::models {

namespace {

constexpr const char *footer = R"(
A file gets its name only after its SHA-256 was checked. A download that broke off goes on where it ended when it is called
again. Models without a published hash need --accept-unverified; the hash that was found is named.

Exit codes:
  0  everything was done, every model that is there is good
  1  some models could not be fetched or imported, or are not good: standard error says which and why
  2  wrong call
  3  nothing could be done: the folder cannot be used, or its models.json is wrong)";

} // namespace

QString defaultModels()
{
    return QDir(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)).filePath(u"rollcall/models"_s);
}

std::expected<Options, EarlyEnd> parseOptions(int argc, const char *const *argv)
{
    Options options;
    std::string folder;
    std::vector<std::string> arguments;
    CLI::App app("Gets the models of better recognition, and checks those that are there.", "rollcall-models");
    app.footer(footer);
    app.set_version_flag("--version", ROLLCALL_VERSION);
    app.require_subcommand(1);
    app.fallthrough();
    app.add_option("--models", folder, "the models folder; by default the one in the server's data folder")->type_name("DIR");
    app.add_flag("--json", options.json, "with list and verify: one JSON object");
    app.add_flag("--accept-unverified", options.acceptUnverified, "take a file whose hash nobody has published");
    app.add_flag("--allow-http", options.allowHttp, "fetch over connections that are not encrypted, too");
    const auto *list = app.add_subcommand("list", "the models, with state, licence and source");
    auto *fetch = app.add_subcommand("fetch", "download models by their names");
    fetch->add_option("NAME", arguments, "names of the list")->required();
    const auto *verify = app.add_subcommand("verify", "check every model that is there by its hash");
    auto *import = app.add_subcommand("import", "take models from files or folders of this machine");
    import->add_option("FILE", arguments, "files, packed or not, or folders of them")->required();
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success &wanted) {
        std::ostringstream text;
        app.exit(wanted, text, text);
        return std::unexpected(EarlyEnd{AllDone, text.str()});
    } catch (const CLI::ParseError &error) {
        return std::unexpected(EarlyEnd{BadCall, std::string(error.what()) + " See rollcall-models --help.\n"});
    }
    options.task = *list ? Task::List : *fetch ? Task::Fetch : *verify ? Task::Verify : Task::Import;
    options.models = folder.empty() ? defaultModels() : QString::fromStdString(folder);
    for (const std::string &argument : arguments)
        options.arguments.append(QString::fromStdString(argument));
    return options;
}

} // namespace rollcall::models
