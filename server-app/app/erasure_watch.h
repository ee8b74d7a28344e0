#pragma once

#include "app/enrolment_service.h"
#include "store/store.h"

#include <QObject>

#include <optional>

namespace rollcall::app {

// `people erase` may be used beside this server, or while it is down: whoever was erased from the register is not recognised any more,
// and what waits of them on this machine goes as well. Lives on the Qt thread; what it is given outlives it.
class ErasureWatch : public QObject {
public:
    ErasureWatch(store::Store &store, EnrolmentService &enrolment, QObject *parent = nullptr);
    // Cheap; now and then, and before recognition is told whom it knows: whoever is erased after that is noticed by the next look.
    void look();

private:
    void forgetInGallery();
    void forgetHere(int64_t erasures);

    store::Store &m_store;
    EnrolmentService &m_enrolment;
    std::optional<int64_t> m_known;      // erasures that recognition knows of
    std::optional<int64_t> m_forgotten;  // those that the outbox has followed
    bool m_isLooking = false;
};

} // namespace rollcall::app
