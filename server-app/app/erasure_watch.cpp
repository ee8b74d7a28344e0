#include "app/erasure_watch.h"

#include "store/erasure.h"

#include <utility>

namespace rollcall::app {

namespace {

constexpr int64_t never = -1;

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
        if (!count)
            return;
        if (const auto known = std::exchange(m_known, *count); known && *known != *count)
            forgetInGallery();
        if (m_forgotten != *count)
            forgetHere(*count);
    });
}

void ErasureWatch::forgetInGallery()
{
    m_enrolment.restore([this](const std::expected<void, store::StoreError> &restored) {
        if (!restored)
            m_known = never;  // the next look tries again
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
            m_forgotten = erasures;
            for (const store::PersonId &person : *erased)
                m_enrolment.personRemoved(person);
        });
    };
    if (erasures == 0 || !m_store.callOutbox([](store::Outbox &outbox) { return outbox.people(); }, this, forgetErased))
        m_forgotten = erasures;
}

} // namespace rollcall::app
