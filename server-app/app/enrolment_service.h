#pragma once

#include <QObject>  // first: moc 6.4 stumbles over <compare> before any header of Qt

#include "api/enrolment.h"
#include "app/recognition_pool.h"
#include "app/register_keeper.h"
#include "recognition/enroller.h"
#include "store/store.h"
#include "store/work_queue.h"

#include <atomic>

namespace rollcall::app {

// Photos in, templates out, on a thread of its own; keeps the gallery that recognition searches. Lives on the Qt thread;
// what it is given outlives it.
class EnrolmentService : public QObject, public api::Enrolment {
    Q_OBJECT

public:
    [[nodiscard]] static std::expected<std::unique_ptr<EnrolmentService>, recognition::Error>
    create(std::shared_ptr<const recognition::Engine> engine, store::Store &store, RecognitionPool &pool, RegisterKeeper &keeper,
           std::function<attendance::Day()> today);
    ~EnrolmentService() override;

    // Reads the templates of this engine back from the store: those of the people who may be recognised today. Again when the day is
    // another one.
    void restore(std::function<void(const std::expected<void, store::StoreError> &)> done);
    [[nodiscard]] const recognition::Gallery &gallery() const { return m_gallery; }

    void describe(const QList<QByteArray> &photos, const std::vector<store::Template> &known,
                  std::function<void(std::vector<api::PhotoOutcome>)> done) override;
    [[nodiscard]] std::optional<api::KnownPerson> findKnown(const std::vector<store::Template> &templates) const override;
    void personAdded(const store::Person &person, const std::vector<store::Template> &templates) override;
    void peopleChanged(const std::vector<store::PersonId> &people) override;
    void personChanged(const store::PersonId &person, const std::vector<store::Template> &templates) override;
    void personRemoved(const store::PersonId &person) override;
    // Faces that are not to be taken for these people; all of them.
    void setRejections(std::vector<recognition::Rejection> rejections);

Q_SIGNALS:
    // Neither gallery nor register knows them any more; whoever remembers more of them forgets it now.
    void personForgotten(const rollcall::store::PersonId &person);
    // Sightings changed hands: what was rejected for one person may be another's.
    void peopleRearranged();
    // Recognised by something new from here on: somebody who was not there, or somebody with other photos, dates or sightings.
    void enrolled(const rollcall::store::PersonId &person, bool isNew);

private:
    EnrolmentService(std::shared_ptr<const recognition::Engine> engine, std::unique_ptr<recognition::Workspace> workspace,
                     store::Store &store, RecognitionPool &pool, RegisterKeeper &keeper, std::function<attendance::Day()> today);
    [[nodiscard]] std::vector<api::PhotoOutcome> describeAll(const QList<QByteArray> &photos, const std::vector<recognition::Embedding> &known,
                                                             const recognition::Gallery &scale);
    [[nodiscard]] recognition::Gallery with(const recognition::Gallery &gallery, const std::vector<store::Template> &templates) const;
    void reload(const store::PersonId &person);
    void setGallery(recognition::Gallery gallery);

    // Qt thread
    const std::shared_ptr<const recognition::Engine> m_engine;
    store::Store &m_store;
    RecognitionPool &m_pool;
    RegisterKeeper &m_keeper;
    const std::function<attendance::Day()> m_today;
    recognition::Gallery m_gallery;
    std::vector<recognition::Rejection> m_rejections;
    const media::OwnerHandle m_owner;

    std::atomic<bool> m_ending{false};  // any thread

    // Worker
    const recognition::Enroller m_enroller;
    const std::unique_ptr<recognition::Workspace> m_workspace;
    store::WorkQueue m_worker;  // last: its thread uses what is above
};

} // namespace rollcall::app
