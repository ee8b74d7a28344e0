#include "recognize/command.h"

#include "recognize/annotation.h"
#include "recognize/report.h"
#include "recognize/sighting_run.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <ostream>
#include <set>
#include <system_error>

using namespace Qt::StringLiterals;

namespace rollcall::recognize {

namespace {

namespace fs = std::filesystem;
using recognition::Engine;

// The parts of a run that every task shares.
class Command {
public:
    Command(const Options &options, std::ostream &out, std::ostream &err)
        : m_options(options)
        , m_out(out)
        , m_err(err)
    {
    }
    int run();

private:
    int listEngines();
    int printModels();
    int watch(const std::vector<Identity> &identities);
    int measure(const std::vector<Identity> &identities);
    bool watchFile(SightingRun &run, const fs::path &input, const std::optional<fs::path> &copy);
    bool load();
    int fail(int code, const std::string &sentence);
    void refuse(const fs::path &file, const std::string &sentence);
    void print(const QJsonObject &json);
    [[nodiscard]] recognition::EngineSettings engineSettings() const;

    const Options &m_options;
    std::ostream &m_out;
    std::ostream &m_err;
    std::shared_ptr<const Engine> m_engine;
    std::unique_ptr<recognition::Workspace> m_workspace;
};

int Command::fail(int code, const std::string &sentence)
{
    m_err << "rollcall-recognize: " << sentence << '\n';
    return code;
}

void Command::refuse(const fs::path &file, const std::string &sentence)
{
    m_err << "rollcall-recognize: " << file.string() << ": " << sentence << '\n';
}

void Command::print(const QJsonObject &json)
{
    // A reader at the other end of a pipe sees each line when it happens.
    m_out << QJsonDocument(json).toJson(QJsonDocument::Compact).constData() << std::endl;
}

recognition::EngineSettings Command::engineSettings() const
{
    recognition::EngineSettings settings;
    settings.models = m_options.models;
    settings.engine = m_options.engine;
    settings.landmarks = m_options.landmarks;
    return settings;
}

bool Command::load()
{
    auto engine = Engine::load(engineSettings());
    if (!engine) {
        fail(BadModels, engine.error().message);
        return false;
    }
    auto workspace = (*engine)->makeWorkspace();
    if (!workspace) {
        fail(BadModels, workspace.error().message);
        return false;
    }
    m_engine = std::move(*engine);
    m_workspace = std::move(*workspace);
    return true;
}

int Command::listEngines()
{
    const auto choices = recognition::engineChoices(engineSettings());
    if (!choices)
        return fail(BadModels, choices.error().message);
    QJsonArray list;
    for (const recognition::EngineChoice &choice : *choices) {
        if (!m_options.json) {
            m_out << (choice.isAvailable ? "available  " : "missing    ") << choice.name << ": " << choice.text << '\n';
            continue;
        }
        list.append(QJsonObject{{u"name"_s, QString::fromStdString(choice.name)}, {u"available"_s, choice.isAvailable},
            {u"automatic"_s, choice.isAutomatic}, {u"text"_s, QString::fromStdString(choice.text)},
            {u"registers"_s, choice.trust == recognition::Trust::Registers}});
    }
    if (m_options.json)
        m_out << QJsonDocument(list).toJson(QJsonDocument::Compact).constData() << '\n';
    return AllRead;
}

int Command::printModels()
{
    if (!load())
        return BadModels;
    auto others = recognition::installedModels(engineSettings());
    if (!others)
        return fail(BadModels, others.error().message);
    const auto &used = m_engine->models();
    std::erase_if(*others, [&](const recognition::InstalledModel &model) {
        return std::ranges::find(used, model.name, &recognition::InstalledModel::name) != used.end();
    });
    if (m_options.json) {
        print(QJsonObject{{u"engine"_s, QString::fromStdString(m_engine->name())}, {u"used"_s, modelsJson(used)},
            {u"others"_s, modelsJson(*others)}});
        return AllRead;
    }
    m_out << "The engine " << m_engine->name() << " uses:\n" << modelsText(used);
    if (!others->empty())
        m_out << "Also there, not used:\n" << modelsText(*others);
    return AllRead;
}

bool Command::watchFile(SightingRun &run, const fs::path &input, const std::optional<fs::path> &copy)
{
    auto file = FrameFile::open(input);
    if (!file) {
        refuse(input, file.error());
        return false;
    }
    std::optional<AnnotatedFile> annotated;
    if (copy)
        annotated.emplace(*copy, file->framesPerSecond());
    std::expected<void, std::string> drawn;
    const auto done = run.run(*file, [&](const FilePicture &picture, const recognition::FrameResult &seen) {
        for (const recognition::TrackedFace &face : seen.faces) {
            if (m_options.everyFrame)
                print(faceJson(input, picture.time, face));
            else if (isSighting(face))
                print(sightingJson(input, picture.time, face));
        }
        if (annotated && drawn)
            drawn = annotated->add(picture.bgr.clone(), seen);
    });
    if (!done)
        refuse(input, done.error());
    if (!drawn)
        refuse(input, drawn.error());
    return done && drawn;
}

int Command::watch(const std::vector<Identity> &identities)
{
    const Samples samples = readSamples(
        identities, m_engine, *m_workspace, [&](const fs::path &photo, const std::string &why) { refuse(photo, why); });
    std::vector<recognition::Template> templates;
    std::set<size_t> enrolled;
    for (const Sample &sample : samples.taken) {
        templates.push_back({identities[sample.identity].name, sample.embedding});
        enrolled.insert(sample.identity);
    }
    for (size_t i = 0; i < identities.size(); ++i) {
        if (!enrolled.contains(i))
            refuse(m_options.people / identities[i].name,
                "Nobody is enrolled from this folder: no photo in it could be used.");
    }
    if (enrolled.empty())
        return fail(NothingDone, "Nobody could be enrolled from " + m_options.people.string() + '.');

    const std::vector<fs::path> files = expandFolders(m_options.inputs);
    if (files.empty())
        return fail(NothingDone, "There are no files in the inputs.");
    std::error_code error;
    const bool intoFolder = m_options.draw && (files.size() > 1 || fs::is_directory(*m_options.draw, error));
    if (intoFolder && !fs::is_directory(*m_options.draw, error) && !fs::create_directories(*m_options.draw, error))
        return fail(NothingDone, "The folder " + m_options.draw->string() + " cannot be made.");

    std::vector<fs::path> copies;
    if (m_options.draw) {
        auto named = copyNames(files, *m_options.draw, intoFolder);
        if (!named)
            return fail(NothingDone, named.error());
        copies = std::move(*named);
    }

    SightingRun run(m_engine, m_engine->emptyGallery().with(templates), std::move(m_workspace));
    size_t read = 0;
    for (size_t i = 0; i < files.size(); ++i)
        read += watchFile(run, files[i], copies.empty() ? std::nullopt : std::optional(copies[i])) ? 1 : 0;
    if (read == 0)
        return fail(NothingDone, "None of the inputs could be read.");
    return read == files.size() && enrolled.size() == identities.size() ? AllRead : SomeRefused;
}

int Command::measure(const std::vector<Identity> &identities)
{
    const Samples samples = readSamples(
        identities, m_engine, *m_workspace, [&](const fs::path &photo, const std::string &why) { refuse(photo, why); });
    const Trial trial = runTrial(samples.taken, *m_engine, m_options.trial);
    if (trial.probes.empty()) {
        return fail(NothingDone,
            "Nothing can be measured with the photos in " + m_options.people.string() + ": "
                + std::to_string(samples.taken.size())
                + " were taken. At least one person with three good photos is needed, and others to tell apart from.");
    }
    if (m_options.task == Task::Calibrate) {
        CalibrationReport report = calibrate(trial, m_options.falseAcceptRate);
        report.engine = m_engine->name();
        report.seed = m_options.trial.seed;
        report.engineThreshold = m_engine->matchRule().threshold;
        if (m_options.json)
            print(toJson(report));
        else
            m_out << toTable(report);
        return AllRead;
    }
    const EvaluationReport report{m_engine->name(), m_options.trial.seed, trial.people, trial.enrolledPeople,
        samples.taken.size(), samples.refused, accuracyOf(trial)};
    if (m_options.json)
        print(toJson(report));
    else
        m_out << toTable(report);
    return AllRead;
}

int Command::run()
{
    if (m_options.task == Task::ListEngines)
        return listEngines();
    if (m_options.task == Task::PrintModels)
        return printModels();
    const auto identities = readIdentities(m_options.people);
    if (!identities)
        return fail(NothingDone, identities.error());
    if (!load())
        return BadModels;
    return m_options.task == Task::Watch ? watch(*identities) : measure(*identities);
}

} // namespace

int runCommand(const Options &options, std::ostream &out, std::ostream &err)
{
    return Command(options, out, err).run();
}

} // namespace rollcall::recognize
