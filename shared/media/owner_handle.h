#pragma once

#include <QMetaObject>
#include <QObject>

#include <memory>
#include <mutex>
#include <utility>

namespace rollcall::media {

// The way back from a streaming thread to the QObject that started it: `post` runs a function on the owner's thread, or
// drops it when the owner is gone. Copies are cheap and share the tie; any thread may post.
// The owner keeps one as a member and calls `cut` first thing in its destructor.
class OwnerHandle {
public:
    explicit OwnerHandle(QObject *owner)
        : m_tie(std::make_shared<Tie>(owner))
    {
    }

    template <typename Function>
    void post(Function function) const
    {
        // The lock keeps the owner alive while the event is queued; Qt drops queued events of a destroyed object itself.
        const std::scoped_lock lock{m_tie->mutex};
        if (m_tie->owner)
            QMetaObject::invokeMethod(m_tie->owner, std::move(function), Qt::QueuedConnection);
    }

    void cut() const
    {
        const std::scoped_lock lock{m_tie->mutex};
        m_tie->owner = nullptr;
    }

private:
    struct Tie {
        explicit Tie(QObject *object)
            : owner(object)
        {
        }
        std::mutex mutex;
        QObject *owner;
    };
    std::shared_ptr<Tie> m_tie;
};

} // namespace rollcall::media
