#pragma once

#include <QObject>  // first: moc 6.4 stumbles over <compare> before any header of Qt

#include "media/owner_handle.h"
#include "recognition/enroller.h"
#include "store/store.h"
#include "store/work_queue.h"

#include <atomic>
#include <deque>
#include <functional>

namespace rollcall::app {

// After a change of the engine: makes the templates of its embedder from the stored enrolment photos, one person after the other,
// on a thread of its own, while the server works. Lives on the Qt thread; store and engine outlive it.
class TemplateRefresher : public QObject {
    Q_OBJECT

public:
    // Somebody whom the engine cannot recognise: no photo of theirs could be used.
    struct Failure {
        store::PersonId person;
        QString reason;
    };
    struct Progress {
        bool isRunning = false;
        int total = 0;  // people who had no template of this embedder
        int done = 0;
        int failed = 0;                 // of them: no photo could be used
        std::vector<Failure> failures;  // the first of them
    };

    TemplateRefresher(std::shared_ptr<const recognition::Engine> engine, store::Store &store);
    ~TemplateRefresher() override;

    // Once.
    void start();
    [[nodiscard]] const Progress &progress() const { return m_progress; }

Q_SIGNALS:
    // The register has templates of this person.
    void refreshed(const rollcall::store::PersonId &person);
    void finished();

private:
    struct Described {
        std::vector<store::Template> templates;
        QString reason;  // of the last photo that could not be used
    };
    void next();
    void describe(const store::PersonId &person, const std::vector<store::Photo> &photos);
    [[nodiscard]] Described describeAll(const store::PersonId &person, const std::vector<store::Photo> &photos);
    void keep(const store::PersonId &person, const Described &described);
    void done(const store::PersonId &person, const QString &failure);

    // Qt thread
    const std::shared_ptr<const recognition::Engine> m_engine;
    store::Store &m_store;
    std::deque<store::PersonId> m_waiting;
    Progress m_progress;
    const media::OwnerHandle m_owner;

    std::atomic<bool> m_ending{false};  // any thread

    // Worker
    const recognition::Enroller m_enroller;
    std::unique_ptr<recognition::Workspace> m_workspace;  // loaded when there is something to do
    store::WorkQueue m_worker;                            // last: its thread uses what is above
};

} // namespace rollcall::app
