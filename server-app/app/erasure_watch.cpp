#include "app/erasure_watch.h"

#include "store/erasure.h"

namespace rollcall::app {

namespace {

using People = std::expected<std::vector<store::PersonId>, store::StoreError>;

} // namespace

ErasureWatch::ErasureWatch(store::Store &store, EnrolmentService &enrolment, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_enrolment(enrolment)
{
}

void ErasureWatch::look()
{
    if (m_isLooking)
        return;
    m_isLooking = true;
    m_store.call([](store::Register &records) { return store::countErasures(records.database()); }, this, [this](const std::expected<int64_t, store::StoreError> &count) {
        m_isLooking = false;
        if (!count || m_seen == *count)
            return;
        if (m_seen)
            m_enrolment.restore([](const std::expected<void, store::StoreError> &) {});
        if (*count == 0)
            m_seen = 0;
        else
            forgetHere(*count);
    });
}

// Of those of whom something waits in the outbox. Where it fails the next look tries again.
void ErasureWatch::forgetHere(int64_t erasures)
{
    const auto forgetErased = [this, erasures](const People &waiting) {
        if (!waiting)
            return;
        m_store.call([people = *waiting](store::Register &records) { return store::erasedAmong(records.database(), people); }, this, [this, erasures](const People &erased) {
            if (!erased)
                return;
            m_seen = erasures;
            for (const store::PersonId &person : *erased)
                m_enrolment.personRemoved(person);
        });
    };
    if (!m_store.callOutbox([](store::Outbox &outbox) { return outbox.people(); }, this, forgetErased))
        m_seen = erasures;
}

} // namespace rollcall::app
