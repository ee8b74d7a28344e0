#include "enrol/register_target.h"

#include "enrol/stored_templates.h"
#include "store/audit_log.h"
#include "store/people_records.h"
#include "store/photo.h"

#include <algorithm>

namespace rollcall::enrol {

namespace {

using recognition::Embedding;

// A gallery is made anew when so many templates are not in it yet: more where making it costs more.
std::size_t mostRecent(std::size_t templates)
{
    return 48 + templates / 16;
}

// The verdicts of those photos that are to be judged, in their order.
std::vector<PhotoVerdict> verdictsOf(const std::vector<Photo> &photos)
{
    std::vector<PhotoVerdict> verdicts;
    for (const Photo &photo : photos) {
        if (photo.embedding)
            verdicts.emplace_back(*photo.embedding);
    }
    return verdicts;
}

// Writes down which of the judged photos are refused after all, and gives the others.
std::vector<Embedding> takeVerdicts(std::vector<PhotoVerdict> verdicts, std::vector<Photo> &photos)
{
    std::vector<Embedding> faces;
    auto verdict = verdicts.begin();
    for (Photo &photo : photos) {
        if (!photo.embedding)
            continue;
        if (*verdict) {
            faces.push_back(std::move(**verdict));
        } else {
            photo.problem = ImportProblem{verdict->error().reason, verdict->error().message};
            photo.embedding.reset();
        }
        ++verdict;
    }
    return faces;
}

// Two files with the same bytes are one photo.
void dropCopies(std::vector<Photo> &photos)
{
    std::set<std::string> seen;
    for (Photo &photo : photos) {
        if (photo.embedding && !seen.insert(photo.sha256).second) {
            photo.embedding.reset();
            photo.isKnown = true;
        }
    }
}

ImportProblem unusable(const std::vector<Photo> &photos)
{
    std::string message = "None of the photos can be used.";
    for (const Photo &photo : photos) {
        if (photo.problem)
            return {"no-usable-photo", message + " The first: " + photo.problem->message};
    }
    return {"no-usable-photo", message};
}

} // namespace

std::expected<std::unique_ptr<RegisterTarget>, std::string>
RegisterTarget::create(std::shared_ptr<const recognition::Engine> engine, std::unique_ptr<store::Register> records, const ImportOptions &options, int workers,
                       std::function<attendance::UtcMs()> now)
{
    std::unique_ptr<RegisterTarget> target(new RegisterTarget(std::move(engine), std::move(records), options, std::move(now)));
    for (int i = 0; i < workers + 1; ++i) {
        auto workspace = target->m_engine->makeWorkspace();
        if (!workspace)
            return std::unexpected(workspace.error().message);
        target->m_workspaces.push_back(std::move(*workspace));
    }
    if (const auto read = target->readGallery(); !read)
        return std::unexpected(read.error());
    return target;
}

RegisterTarget::RegisterTarget(std::shared_ptr<const recognition::Engine> engine, std::unique_ptr<store::Register> records, const ImportOptions &options,
                               std::function<attendance::UtcMs()> now)
    : m_engine(std::move(engine))
    , m_enroller(m_engine)
    , m_register(std::move(records))
    , m_options(options)
    , m_now(std::move(now))
    , m_gallery(m_engine->emptyGallery())
{
}

std::expected<void, std::string> RegisterTarget::readGallery()
{
    const recognition::EmbedderId &embedder = m_engine->embedder();
    const auto stored = m_register->templates(embedder.name, versionNumber(embedder.version));
    if (!stored)
        return std::unexpected(stored.error().message);
    std::vector<recognition::Template> known;
    for (const store::Template &face : *stored)
        known.push_back({face.person.toString(), forRecognition(face, embedder)});
    m_gallery = m_gallery.with(known);
    return {};
}

void RegisterTarget::prepare(Photo &photo, int worker)
{
    auto verdict = examinePhoto(std::as_bytes(std::span(photo.bytes)), m_enroller, *m_workspaces[static_cast<std::size_t>(worker)]);
    if (verdict)
        photo.embedding = std::move(*verdict);
    else
        photo.problem = ImportProblem{verdict.error().reason, verdict.error().message};
}

std::expected<std::optional<EnrolledPerson>, std::string> RegisterTarget::find(const attendance::PersonId &person)
{
    const auto found = m_register->person(person);
    if (!found && found.error().code == store::StoreError::Code::NotFound)
        return std::nullopt;
    if (!found && found.error().code == store::StoreError::Code::Gone)
        return EnrolledPerson{.isGone = true};
    if (!found)
        return std::unexpected(found.error().message);
    const auto photos = m_register->photoEntries(person);
    if (!photos)
        return std::unexpected(photos.error().message);
    EnrolledPerson known{.name = found->name};
    for (const store::PhotoEntry &photo : *photos)
        known.photos.insert(photo.sha256);
    return known;
}

std::expected<PersonResult, std::string> RegisterTarget::enrol(const ListedPerson &person, std::vector<Photo> &photos, const std::optional<EnrolledPerson> &known)
{
    Embeddings own;
    if (known) {
        auto embeddings = embeddingsOf(person.id);
        if (!embeddings)
            return std::unexpected(embeddings.error());
        own = std::move(*embeddings);
    }
    dropCopies(photos);
    auto verdicts = verdictsOf(photos);
    refuseOthers(verdicts, own, m_gallery, recognition::samenessRule(*m_engine, m_gallery));
    const Embeddings faces = takeVerdicts(std::move(verdicts), photos);
    PersonResult result{.state = known ? PersonResult::State::Extended : PersonResult::State::Enrolled};
    std::vector<store::Photo> used;
    for (Photo &photo : photos) {
        result.photos.push_back({photo.name, photo.problem});
        if (photo.embedding)
            used.push_back({.sha256 = photo.sha256, .mediaType = store::imageType(photo.bytes), .bytes = std::move(photo.bytes)});
    }
    if (known && faces.empty()) {
        result.state = PersonResult::State::Unchanged;
        return result;
    }
    if (!photos.empty() && faces.empty())
        return PersonResult{.problem = unusable(photos), .photos = std::move(result.photos)};
    if (auto taken = known ? std::nullopt : takenExternalId(person))
        return PersonResult{.problem = std::move(taken), .photos = std::move(result.photos)};
    if (auto duplicate = duplicateOf(person, faces))
        return PersonResult{.problem = std::move(duplicate), .photos = std::move(result.photos)};
    if (photos.empty())
        result.problem = ImportProblem{"no-photo", "Without a photo no camera can recognise this person."};
    if (const auto written = write(person, known.has_value(), std::move(used), faces); !written)
        return std::unexpected(written.error());
    remember(person.id, faces);
    return result;
}

std::optional<ImportProblem> RegisterTarget::takenExternalId(const ListedPerson &person) const
{
    if (person.externalId.empty())
        return std::nullopt;
    const auto owner = store::PeopleRecords(m_register->database()).idOfExternal(person.externalId);
    if (!owner)
        return std::nullopt;  // nobody's, or the database fails: the next step says so
    return ImportProblem{"external-id-taken", "The external id \"" + person.externalId + "\" is that of the person with the id \"" + owner->toString() + "\" already."};
}

std::optional<ImportProblem> RegisterTarget::duplicateOf(const ListedPerson &person, const Embeddings &faces) const
{
    if (m_options.allowDuplicates || faces.empty())
        return std::nullopt;
    const auto alike = recognition::findResemblance(faces, m_gallery, m_recent, recognition::samenessRule(*m_engine, m_gallery));
    if (!alike || alike->person == person.id.toString())
        return std::nullopt;
    const auto known = m_register->person(attendance::PersonId(alike->person));
    const std::string name = known ? " (\"" + known->name + "\")" : std::string();
    return ImportProblem{"duplicate", "The photos look like the person with the id \"" + alike->person + "\"" + name + ", who is enrolled already (score "
            + std::to_string(alike->score).substr(0, 4) + "). Add the photos to that person, or import with --allow-duplicates where they are two people."};
}

std::expected<void, std::string> RegisterTarget::write(const ListedPerson &person, bool isKnown, std::vector<store::Photo> photos, const Embeddings &faces)
{
    if (m_options.dryRun)
        return {};
    // Noted before it happens: what cannot be noted does not happen.
    const store::AuditNote note{.actor = "command line", .action = "people:import", .person = person.id.toString(), .details = std::to_string(photos.size()) + " photos"};
    if (const auto noted = store::AuditLog(m_register->database()).append(note, m_now()); !noted)
        return std::unexpected(person.where + ": " + noted.error().message);
    std::vector<store::Template> templates;
    for (const Embedding &face : faces) {
        templates.push_back(forStore(face));
        templates.back().person = person.id;
    }
    if (isKnown) {
        if (const auto added = m_register->addPhotos(person.id, photos, templates); !added)
            return std::unexpected(person.where + ": " + added.error().message);
        return {};
    }
    store::Person row{.id = person.id, .name = person.name, .created = m_now(), .photos = static_cast<int>(photos.size()), .groups = person.groups};
    if (!person.externalId.empty())
        row.externalId = person.externalId;
    std::ranges::sort(row.groups);
    const auto repeated = std::ranges::unique(row.groups);
    row.groups.erase(repeated.begin(), repeated.end());
    if (const auto added = m_register->addPerson(row, photos, templates); !added)
        return std::unexpected(person.where + ": " + added.error().message);
    return {};
}

// What the person is enrolled by, in this engine's terms: photos that were enrolled with another engine are looked at again.
std::expected<RegisterTarget::Embeddings, std::string> RegisterTarget::embeddingsOf(const attendance::PersonId &person)
{
    const auto stored = m_register->templatesOf(person);
    if (!stored)
        return std::unexpected(stored.error().message);
    Embeddings embeddings;
    for (const store::Template &face : *stored) {
        if (isOf(face, m_engine->embedder()))
            embeddings.push_back(forRecognition(face, m_engine->embedder()));
    }
    if (!embeddings.empty() || stored->empty())
        return embeddings;
    const auto photos = m_register->photos(person);
    if (!photos)
        return std::unexpected(photos.error().message);
    for (const store::Photo &photo : *photos) {
        Photo again{.name = photo.sha256, .bytes = photo.bytes};
        prepare(again, workers());
        if (again.embedding)
            embeddings.push_back(std::move(*again.embedding));
    }
    return embeddings;
}

void RegisterTarget::remember(const attendance::PersonId &person, const Embeddings &faces)
{
    for (const Embedding &face : faces)
        m_recent.push_back({person.toString(), face});
    if (m_recent.size() < mostRecent(m_gallery.templateCount()))
        return;
    m_gallery = m_gallery.with(m_recent);
    m_recent.clear();
}

} // namespace rollcall::enrol
