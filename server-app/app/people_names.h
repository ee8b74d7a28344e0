#pragma once

#include <QObject>  // first: moc 6.4 stumbles over <compare> before any header of Qt

#include "media/owner_handle.h"
#include "store/store.h"

#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace rollcall::app {

// The names of people who are seen, for who writes them beside faces: asked of the register when first wanted, and again now and then.
// Lives on the Qt thread; the store outlives it.
class PeopleNames : public QObject {
public:
    static constexpr std::chrono::seconds believed{30};  // others may change the register too
    static constexpr std::size_t remembered = 20'000;

    explicit PeopleNames(store::Store &store, QObject *parent = nullptr);
    ~PeopleNames() override;

    // Any thread, at once. Empty while it is asked for, and of somebody whom the register does not know.
    [[nodiscard]] QString of(const std::string &person);
    // They are called otherwise now, or nobody any more.
    void forget(const std::vector<store::PersonId> &people);

private:
    struct Entry {
        QString name;
        std::optional<std::chrono::steady_clock::time_point> asked;
    };
    void ask(const std::string &person);

    store::Store &m_store;
    const media::OwnerHandle m_owner;
    std::mutex m_mutex;  // guards the names
    std::unordered_map<std::string, Entry> m_names;
};

} // namespace rollcall::app
