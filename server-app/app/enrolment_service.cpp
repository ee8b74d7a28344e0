#include "app/enrolment_service.h"

#include "app/embedder_version.h"
#include "store/people_records.h"

#include <QLoggingCategory>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcEnrolment, "rollcall.app.enrolment", QtInfoMsg)

namespace rollcall::app {

namespace {

constexpr std::size_t waitingEnrolments = 8;  // each holds its photos: up to net::Limits::enrolmentBodyBytes

recognition::Template forRecognition(const store::Template &stored, const recognition::EmbedderId &embedder)
{
    return {.person = stored.person.toString(), .embedding = {.embedder = embedder, .values = stored.values}};
}

} // namespace

std::expected<std::unique_ptr<EnrolmentService>, recognition::Error>
EnrolmentService::create(std::shared_ptr<const recognition::Engine> engine, store::Store &store, RecognitionPool &pool, RegisterKeeper &keeper,
                         std::function<attendance::Day()> today)
{
    auto workspace = engine->makeWorkspace();
    if (!workspace)
        return std::unexpected(workspace.error());
    return std::unique_ptr<EnrolmentService>(new EnrolmentService(std::move(engine), std::move(*workspace), store, pool, keeper, std::move(today)));
}

EnrolmentService::EnrolmentService(std::shared_ptr<const recognition::Engine> engine, std::unique_ptr<recognition::Workspace> workspace,
                                   store::Store &store, RecognitionPool &pool, RegisterKeeper &keeper, std::function<attendance::Day()> today)
    : m_engine(std::move(engine))
    , m_store(store)
    , m_pool(pool)
    , m_keeper(keeper)
    , m_today(std::move(today))
    , m_gallery(m_engine->emptyGallery())
    , m_owner(this)
    , m_enroller(m_engine)
    , m_workspace(std::move(workspace))
    , m_worker(waitingEnrolments)
{
}

EnrolmentService::~EnrolmentService()
{
    m_owner.cut();
    m_ending = true;  // what waits is not done any more: nobody would hear of it
}

void EnrolmentService::restore(std::function<void(const std::expected<void, store::StoreError> &)> done)
{
    const recognition::EmbedderId &embedder = m_engine->embedder();
    m_store.call([name = embedder.name, version = versionNumber(embedder), today = m_today()](store::Register &records) {
        return store::PeopleRecords(records.database()).recognisable(name, version, today);
    }, this, [this, done = std::move(done)](const std::expected<std::vector<store::Template>, store::StoreError> &templates) {
                     if (!templates)
                         return done(std::unexpected(templates.error()));
                     m_gallery = m_engine->emptyGallery();
                     add(*templates);
                     done({});
                 });
}

void EnrolmentService::describe(const QList<QByteArray> &photos, std::function<void(std::vector<api::PhotoOutcome>)> done)
{
    const bool taken = m_worker.push([this, photos, done, owner = m_owner] {
        std::vector<api::PhotoOutcome> outcomes;
        for (const QByteArray &photo : photos) {
            if (m_ending)
                return;
            outcomes.push_back(describeOne(photo));
        }
        owner.post([outcomes = std::move(outcomes), done] { done(outcomes); });
    });
    if (!taken) {
        m_owner.post([count = photos.size(), done] {
            done(std::vector<api::PhotoOutcome>(size_t(count), std::unexpected(u"The server has too many enrolments to do. Try again in a minute."_s)));
        });
    }
}

api::PhotoOutcome EnrolmentService::describeOne(const QByteArray &photo)
{
    auto enrolment = m_enroller.enrol(std::as_bytes(std::span(photo.constData(), size_t(photo.size()))), *m_workspace);
    if (!enrolment)
        return std::unexpected(QString::fromStdString(enrolment.error().message));
    const recognition::EmbedderId &embedder = enrolment->embedding.embedder;
    return store::Template{.person = {}, .embedder = embedder.name, .embedderVersion = versionNumber(embedder),
                           .values = std::move(enrolment->embedding.values)};
}

void EnrolmentService::personAdded(const store::Person &, const std::vector<store::Template> &templates)
{
    add(templates);
}

void EnrolmentService::peopleChanged(const std::vector<store::PersonId> &people)
{
    const recognition::EmbedderId &embedder = m_engine->embedder();
    for (const store::PersonId &person : people) {
        m_keeper.forget(person);
        m_store.call([name = embedder.name, version = versionNumber(embedder), today = m_today(), person](store::Register &records) {
            return store::PeopleRecords(records.database()).recognisable(name, version, today, person);
        }, this, [this, person](const std::expected<std::vector<store::Template>, store::StoreError> &templates) {
            m_gallery = m_gallery.without(person.toString());
            if (!templates)
                qCWarning(lcEnrolment).noquote() << "Somebody is not recognised for now, because their templates could not be read:" << QString::fromStdString(templates.error().message);
            add(templates.value_or(std::vector<store::Template>()));
        });
    }
}

void EnrolmentService::personRemoved(const store::PersonId &person)
{
    setGallery(m_gallery.without(person.toString()));
    m_keeper.forget(person);
    m_store.forget(person, this, [](const std::expected<void, store::StoreError> &forgotten) {
        if (!forgotten)
            qCCritical(lcEnrolment).noquote() << "Sightings of an erased person are in the outbox still:" << QString::fromStdString(forgotten.error().message);
    });
}

void EnrolmentService::add(const std::vector<store::Template> &templates)
{
    std::vector<recognition::Template> known;
    for (const store::Template &stored : templates)
        known.push_back(forRecognition(stored, m_engine->embedder()));
    setGallery(m_gallery.with(known));
}

void EnrolmentService::setGallery(recognition::Gallery gallery)
{
    m_gallery = std::move(gallery);
    m_pool.setGallery(m_gallery);
}

} // namespace rollcall::app
