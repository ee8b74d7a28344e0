#include "app/enrolment_service.h"

#include "app/face_looks.h"
#include "enrol/examination.h"
#include "enrol/stored_templates.h"
#include "store/people_records.h"

#include <QLoggingCategory>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcEnrolment, "rollcall.app.enrolment", QtInfoMsg)

namespace rollcall::app {

namespace {

constexpr std::size_t waitingEnrolments = 8;  // each holds its photos: up to net::Limits::enrolmentBodyBytes

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
    m_store.call([name = embedder.name, version = enrol::versionNumber(embedder.version), today = m_today()](store::Register &records) {
        return store::PeopleRecords(records.database()).recognisable(name, version, today);
    }, this, [this, done = std::move(done)](const std::expected<std::vector<store::Template>, store::StoreError> &templates) {
                     if (!templates)
                         return done(std::unexpected(templates.error()));
                     setGallery(with(m_engine->emptyGallery(), *templates));
                     done({});
                 });
}

void EnrolmentService::describe(const QList<QByteArray> &photos, const std::vector<store::Template> &known,
                                std::function<void(std::vector<api::PhotoOutcome>)> done)
{
    std::vector<recognition::Embedding> faces;
    for (const store::Template &own : known) {
        if (enrol::isOf(own, m_engine->embedder()))
            faces.push_back(enrol::forRecognition(own, m_engine->embedder()));
    }
    const bool taken = m_worker.push([this, photos, faces = std::move(faces), scale = m_gallery, done, owner = m_owner] {
        auto outcomes = describeAll(photos, faces, scale);
        if (!m_ending)
            owner.post([outcomes = std::move(outcomes), done] { done(outcomes); });
    });
    if (!taken) {
        m_owner.post([count = photos.size(), done] {
            done(std::vector<api::PhotoOutcome>(size_t(count), std::unexpected(api::PhotoProblem{u"busy"_s, u"The server has too many enrolments to do. Try again in a minute."_s})));
        });
    }
}

std::vector<api::PhotoOutcome> EnrolmentService::describeAll(const QList<QByteArray> &photos, const std::vector<recognition::Embedding> &known,
                                                             const recognition::Gallery &scale)
{
    std::vector<enrol::PhotoVerdict> verdicts;
    for (const QByteArray &photo : photos) {
        if (m_ending)
            return {};
        verdicts.push_back(enrol::examinePhoto(std::as_bytes(std::span(photo.constData(), size_t(photo.size()))), m_enroller, *m_workspace));
    }
    enrol::refuseOthers(verdicts, known, scale, recognition::samenessRule(*m_engine, scale));
    std::vector<api::PhotoOutcome> outcomes;
    for (enrol::PhotoVerdict &verdict : verdicts) {
        if (verdict)
            outcomes.emplace_back(enrol::forStore(std::move(*verdict)));
        else
            outcomes.emplace_back(std::unexpected(api::PhotoProblem{QString::fromStdString(verdict.error().reason), QString::fromStdString(verdict.error().message)}));
    }
    return outcomes;
}

std::optional<api::KnownPerson> EnrolmentService::findKnown(const std::vector<store::Template> &templates) const
{
    std::vector<recognition::Embedding> faces;
    for (const store::Template &face : templates)
        faces.push_back(enrol::forRecognition(face, m_engine->embedder()));
    const auto found = recognition::findResemblance(faces, m_gallery, {}, recognition::samenessRule(*m_engine, m_gallery));
    if (!found)
        return std::nullopt;
    return api::KnownPerson{store::PersonId(found->person), double(found->score)};
}

void EnrolmentService::personAdded(const store::Person &person, const std::vector<store::Template> &templates)
{
    setGallery(with(m_gallery, templates));
    Q_EMIT enrolled(person.id, true);
}

void EnrolmentService::personChanged(const store::PersonId &person, const std::vector<store::Template> &)
{
    reload(person);  // it depends on their dates and their consent whether they are recognised
}

void EnrolmentService::peopleChanged(const std::vector<store::PersonId> &people)
{
    for (const store::PersonId &person : people) {
        m_keeper.forget(person);
        reload(person);
    }
}

void EnrolmentService::reload(const store::PersonId &person)
{
    const recognition::EmbedderId &embedder = m_engine->embedder();
    m_store.call([name = embedder.name, version = enrol::versionNumber(embedder.version), today = m_today(), person](store::Register &records) {
        return store::PeopleRecords(records.database()).recognisable(name, version, today, person);
    }, this, [this, person](const std::expected<std::vector<store::Template>, store::StoreError> &templates) {
        if (!templates)
            qCWarning(lcEnrolment).noquote() << "Somebody is not recognised for now, because their templates could not be read:" << QString::fromStdString(templates.error().message);
        setGallery(with(m_gallery.without(person.toString()), templates.value_or(std::vector<store::Template>())));
        Q_EMIT peopleRearranged();
        Q_EMIT enrolled(person, false);
    });
}

void EnrolmentService::personRemoved(const store::PersonId &person)
{
    setGallery(m_gallery.without(person.toString()));
    m_keeper.forget(person);
    m_store.forget(person, this, [](const std::expected<void, store::StoreError> &forgotten) {
        if (!forgotten)
            qCCritical(lcEnrolment).noquote() << "Sightings of an erased person are in the outbox still:" << QString::fromStdString(forgotten.error().message);
    });
    Q_EMIT personForgotten(person);
}

void EnrolmentService::setRejections(std::vector<recognition::Rejection> rejections)
{
    m_rejections = std::move(rejections);
    setGallery(std::move(m_gallery));
}

recognition::Gallery EnrolmentService::with(const recognition::Gallery &gallery, const std::vector<store::Template> &templates) const
{
    std::vector<recognition::Template> known;
    for (const store::Template &stored : templates) {
        if (enrol::isOf(stored, m_engine->embedder()))
            known.push_back({stored.person.toString(), enrol::forRecognition(stored, m_engine->embedder())});
    }
    return gallery.with(known);
}

void EnrolmentService::setGallery(recognition::Gallery gallery)
{
    m_gallery = gallery.withRejections(m_rejections);
    m_pool.setGallery(m_gallery);
}

} // namespace rollcall::app
