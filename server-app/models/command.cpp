#include "models/command.h"

#include "models/downloader.h"
#include "models/model_folder.h"
#include "recognition/engine.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <ostream>

using namespace Qt::StringLiterals;

namespace rollcall::models {

namespace {

using recognition::ModelEntry;

QString qt(const std::string &text)
{
    return QString::fromStdString(text);
}

QString text(ModelFolder::State state)
{
    switch (state) {
    case ModelFolder::State::Missing:
        return u"missing"_s;
    case ModelFolder::State::Good:
        return u"good"_s;
    case ModelFolder::State::Unaccepted:
        return u"unverified"_s;
    case ModelFolder::State::Wrong:
        break;
    }
    return u"wrong"_s;
}

class Command {
public:
    Command(const Options &options, const recognition::ModelManifest &manifest, ModelFolder folder, std::ostream &out, std::ostream &err)
        : m_options(options)
        , m_manifest(manifest)
        , m_folder(std::move(folder))
        , m_out(out)
        , m_err(err)
    {
    }

    int run()
    {
        switch (m_options.task) {
        case Task::List:
            list(true);
            return AllDone;
        case Task::Verify:
            return list(false) ? AllDone : SomeFailed;
        case Task::Fetch:
            return fetch();
        case Task::Import:
            break;
        }
        return import();
    }

private:
    // All models, or those that are there; whether each of these is good.
    bool list(bool missingToo);
    int fetch();
    int import();
    bool report(const ModelFolder::Result &result);
    [[nodiscard]] QStringList filesToImport();
    void printUse();
    [[nodiscard]] Trust trust() const { return m_options.acceptUnverified ? Trust::WhatTheUserAccepts : Trust::PublishedHashes; }

    const Options &m_options;
    const recognition::ModelManifest &m_manifest;
    ModelFolder m_folder;
    std::ostream &m_out;
    std::ostream &m_err;
};

QJsonObject toJson(const ModelEntry &entry, const ModelFolder::Check &check)
{
    return {{u"name"_s, qt(entry.name)}, {u"purpose"_s, QString::fromUtf8(recognition::text(purposeOf(entry.kind)))}, {u"title"_s, qt(entry.title)},
            {u"file"_s, qt(entry.file)}, {u"state"_s, text(check.state)}, {u"problem"_s, check.state == ModelFolder::State::Good || check.state == ModelFolder::State::Missing ? QString() : check.text},
            {u"licence"_s, qt(entry.licence)}, {u"note"_s, qt(entry.note)}, {u"source"_s, qt(entry.source)}, {u"download"_s, !entry.download.empty()}};
}

bool Command::list(bool missingToo)
{
    bool isGood = true;
    int shown = 0;
    QJsonArray array;
    for (const ModelEntry &entry : m_manifest.entries()) {
        const ModelFolder::Check check = m_folder.check(entry);
        if (check.state == ModelFolder::State::Missing && !missingToo)
            continue;
        ++shown;
        array.append(toJson(entry, check));
        const bool isWrong = check.state == ModelFolder::State::Wrong || check.state == ModelFolder::State::Unaccepted;
        isGood = isGood && !isWrong;
        if (m_options.json)
            continue;
        m_out << text(check.state).leftJustified(11).toStdString() << entry.name << ": " << recognition::text(purposeOf(entry.kind)) << "; " << entry.title << '\n'
              << "           " << entry.file << ", licence: " << entry.licence << '\n';
        if (isWrong)
            m_out << "           " << check.text.toStdString() << '\n';
        else if (missingToo && !entry.note.empty())
            m_out << "           " << entry.note << '\n';
        if (missingToo && check.state == ModelFolder::State::Missing)
            m_out << "           " << (entry.download.empty() ? "import it; described at " : "fetch it; from ") << (entry.download.empty() ? entry.source : entry.download) << '\n';
    }
    if (m_options.json)
        m_out << QJsonDocument(QJsonObject{{u"folder"_s, m_folder.path()}, {u"models"_s, array}}).toJson(QJsonDocument::Compact).toStdString() << '\n';
    else if (shown == 0)
        m_out << "There are no models in " << m_folder.path().toStdString() << ".\n";
    else if (missingToo)
        printUse();
    return isGood;
}

// What the server would do with the folder as it is.
void Command::printUse()
{
    const auto engine = recognition::Engine::load({.models = m_folder.path().toStdString()});
    m_out << "Recognition from " << m_folder.path().toStdString() << ": " << (engine ? (*engine)->name() + ". " + (*engine)->description() : engine.error().message) << '\n';
    if (!engine)
        return;
    for (const recognition::InstalledModel &model : (*engine)->models())
        m_out << "  uses " << model.name << " (" << model.purpose << "), licence: " << model.licence << (model.note.empty() ? "" : ". " + model.note) << '\n';
}

bool Command::report(const ModelFolder::Result &result)
{
    if (result)
        m_out << result->toStdString() << std::endl;
    else
        m_err << "rollcall-models: " << result.error().toStdString() << std::endl;
    return result.has_value();
}

int Command::fetch()
{
    for (const QString &name : m_options.arguments) {
        if (!m_manifest.find(name.toStdString())) {
            m_err << "rollcall-models: There is no model named " << name.toStdString() << ". rollcall-models list shows the names.\n";
            return BadCall;
        }
    }
    DownloadRules rules;
    rules.allowHttp = m_options.allowHttp;
    bool isAll = true;
    for (const QString &name : m_options.arguments) {
        int told = -1; // tenths
        const auto progress = [&](qint64 bytes, qint64 total) {
            const int tenths = total > 0 ? int(bytes * 10 / total) : -1;
            if (tenths > told)
                m_err << name.toStdString() << ": " << (told = tenths) * 10 << " % of " << total << " bytes\n";
        };
        isAll = report(m_folder.fetch(*m_manifest.find(name.toStdString()), rules, trust(), progress)) && isAll;
    }
    return isAll ? AllDone : SomeFailed;
}

QStringList Command::filesToImport()
{
    QStringList files;
    for (const QString &argument : m_options.arguments) {
        const QFileInfo info(argument);
        if (!info.isDir()) {
            files.append(argument);
            continue;
        }
        for (const QFileInfo &each : QDir(argument).entryInfoList(QDir::Files, QDir::Name)) {
            if (m_folder.knows(each.filePath()))
                files.append(each.filePath());
            else
                m_err << "rollcall-models: " << each.filePath().toStdString() << " is no model that is known, and is left.\n";
        }
    }
    return files;
}

int Command::import()
{
    const QStringList files = filesToImport();
    bool isAll = !files.isEmpty();
    if (files.isEmpty())
        m_err << "rollcall-models: There are no models to import.\n";
    for (const QString &file : files)
        isAll = report(m_folder.import(file, trust())) && isAll;
    return isAll ? AllDone : SomeFailed;
}

} // namespace

int runCommand(const Options &options, std::ostream &out, std::ostream &err)
{
    const auto manifest = recognition::ModelManifest::of(options.models.toStdString());
    if (!manifest) {
        err << "rollcall-models: " << manifest.error().message << '\n';
        return NothingDone;
    }
    auto folder = ModelFolder::open(options.models, *manifest);
    if (!folder) {
        err << "rollcall-models: " << folder.error().toStdString() << '\n';
        return NothingDone;
    }
    return Command(options, *manifest, std::move(*folder), out, err).run();
}

} // namespace rollcall::models
