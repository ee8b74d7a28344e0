#include "app/template_refresher.h"

#include "enrol/stored_templates.h"

#include <QLoggingCategory>

#include <set>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcTemplates, "rollcall.app.templates", QtInfoMsg)

namespace rollcall::app {

namespace {

constexpr std::size_t namedFailures = 100;
constexpr std::size_t workerRoom = 2;  // one person is done while the last task of the one before ends
constexpr int reportedParts = 10;  // the log tells of every tenth of the way

using People = std::deque<store::PersonId>;

// Those who have photos, but no template of this embedder, and did not withdraw their consent.
std::expected<People, store::StoreError> withoutTemplates(store::Register &records, const std::string &embedder, int version)
{
    const auto known = records.templates(embedder, version);
    if (!known)
        return std::unexpected(known.error());
    std::set<std::string> have;
    for (const store::Template &each : *known)
        have.insert(each.person.toString());
    People missing;
    store::PageRequest request{.limit = store::PageRequest::maxLimit, .cursor = {}};
    do {
        const auto page = records.people(request);
        if (!page)
            return std::unexpected(page.error());
        for (const store::Person &person : page->items) {
            const bool isAgreed = !person.consent || !person.consent->withdrawn;
            if (isAgreed && person.photos > 0 && !have.contains(person.id.toString()))
                missing.push_back(person.id);
        }
        request.cursor = page->next;
    } while (request.cursor);
    return missing;
}

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

} // namespace

TemplateRefresher::TemplateRefresher(std::shared_ptr<const recognition::Engine> engine, store::Store &store)
    : m_engine(std::move(engine))
    , m_store(store)
    , m_owner(this)
    , m_enroller(m_engine)
    , m_worker(workerRoom)
{
}

TemplateRefresher::~TemplateRefresher()
{
    m_owner.cut();
    m_ending = true;
}

void TemplateRefresher::start()
{
    m_progress.isRunning = true;
    const recognition::EmbedderId &embedder = m_engine->embedder();
    m_store.call([name = embedder.name, version = enrol::versionNumber(embedder.version)](store::Register &records) { return withoutTemplates(records, name, version); }, this,
                 [this](const std::expected<People, store::StoreError> &missing) {
                     if (!missing)
                         qCWarning(lcTemplates).noquote() << u"It is not known whose templates are to be made again; the next start tries it once more: "_s + text(missing.error().message);
                     m_waiting = missing.value_or(People());
                     m_progress.total = int(m_waiting.size());
                     if (m_progress.total > 0)
                         qCInfo(lcTemplates).noquote() << u"%1 people have no templates of %2: they are made from the stored photos and recognised as soon as they are there"_s.arg(m_progress.total).arg(text(m_engine->embedder().name));
                     next();
                 });
}

void TemplateRefresher::next()
{
    if (m_waiting.empty()) {
        m_progress.isRunning = false;
        if (m_progress.total > 0)
            qCInfo(lcTemplates).noquote() << u"templates of %1 people are made; %2 people have no photo that %3 can use"_s.arg(m_progress.total - m_progress.failed).arg(m_progress.failed).arg(text(m_engine->name()));
        Q_EMIT finished();
        return;
    }
    const store::PersonId person = m_waiting.front();
    m_waiting.pop_front();
    m_store.call([person](store::Register &records) { return records.photos(person); }, this,
                 [this, person](const std::expected<std::vector<store::Photo>, store::StoreError> &photos) {
                     if (photos)
                         describe(person, *photos);
                     else if (photos.error().code == store::StoreError::Code::NotFound)
                         done(person, {});  // erased meanwhile
                     else
                         done(person, text(photos.error().message));
                 });
}

void TemplateRefresher::describe(const store::PersonId &person, const std::vector<store::Photo> &photos)
{
    const bool taken = m_worker.push([this, person, photos, owner = m_owner] {
        if (m_ending)
            return;
        const Described described = describeAll(person, photos);
        owner.post([this, person, described] { keep(person, described); });
    });
    Q_ASSERT(taken);  // one at a time
    static_cast<void>(taken);
}

TemplateRefresher::Described TemplateRefresher::describeAll(const store::PersonId &person, const std::vector<store::Photo> &photos)
{
    Described described;
    if (!m_workspace) {
        auto workspace = m_engine->makeWorkspace();
        if (!workspace) {
            described.reason = text(workspace.error().message);
            return described;
        }
        m_workspace = std::move(*workspace);
    }
    for (const store::Photo &photo : photos) {
        if (m_ending)
            break;
        auto enrolment = m_enroller.enrol(std::as_bytes(std::span(photo.bytes)), *m_workspace);
        if (!enrolment) {
            described.reason = text(enrolment.error().message);
            continue;
        }
        const recognition::EmbedderId &embedder = enrolment->embedding.embedder;
        described.templates.push_back({.person = person, .embedder = embedder.name, .embedderVersion = enrol::versionNumber(embedder.version), .values = std::move(enrolment->embedding.values)});
    }
    return described;
}

void TemplateRefresher::keep(const store::PersonId &person, const Described &described)
{
    if (described.templates.empty())
        return done(person, described.reason);
    m_store.call([person, templates = described.templates](store::Register &records) { return records.replaceTemplates(person, templates); }, this,
                 [this, person](const std::expected<void, store::StoreError> &replaced) {
                     const bool isGone = !replaced && replaced.error().code == store::StoreError::Code::NotFound;
                     if (replaced)
                         Q_EMIT refreshed(person);
                     done(person, replaced || isGone ? QString() : text(replaced.error().message));
                 });
}

void TemplateRefresher::done(const store::PersonId &person, const QString &failure)
{
    ++m_progress.done;
    if (!failure.isEmpty()) {
        ++m_progress.failed;
        if (m_progress.failures.size() < namedFailures)
            m_progress.failures.push_back({person, failure});
        qCWarning(lcTemplates).noquote() << u"person %1 cannot be recognised by %2: %3 Enrol them with another photo."_s.arg(text(person.toString()), text(m_engine->name()), failure);
    }
    const int before = (m_progress.done - 1) * reportedParts / m_progress.total;
    const int now = m_progress.done * reportedParts / m_progress.total;
    if (now > before && m_progress.total >= reportedParts)
        qCInfo(lcTemplates).noquote() << u"templates: %1 of %2 people"_s.arg(m_progress.done).arg(m_progress.total);
    next();
}

} // namespace rollcall::app
