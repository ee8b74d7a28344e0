#pragma once

#include <QObject>
#include <QPointer>

#include <functional>
#include <memory>
#include <mutex>

namespace rollcall::store {

// Posts calls to an object's thread for as long as the object is there. Copies share it; any thread may post.
class Postbox {
public:
    explicit Postbox(QObject *owner)
        : m_shared(std::make_shared<Shared>())
    {
        m_shared->owner = owner;
    }

    void post(std::function<void()> callback) const
    {
        const std::scoped_lock lock{m_shared->mutex};
        if (m_shared->owner)
            QMetaObject::invokeMethod(m_shared->owner, std::move(callback), Qt::QueuedConnection);
    }
    // Dropped where the context is gone by then.
    void post(const QPointer<QObject> &context, std::function<void()> callback) const
    {
        post([context, callback = std::move(callback)] {
            if (context)
                callback();
        });
    }
    // The owner goes; what comes later is dropped.
    void close() const
    {
        const std::scoped_lock lock{m_shared->mutex};
        m_shared->owner = nullptr;
    }

private:
    struct Shared {
        std::mutex mutex;  // guards the next, and that it lives while something is posted
        QObject *owner = nullptr;
    };
    std::shared_ptr<Shared> m_shared;
};

} // namespace rollcall::store
