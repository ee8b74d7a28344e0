#include "app/people_names.h"

namespace rollcall::app {

PeopleNames::PeopleNames(store::Store &store, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_owner(this)
{
}

PeopleNames::~PeopleNames()
{
    m_owner.cut();
}

QString PeopleNames::of(const std::string &person)
{
    const auto now = std::chrono::steady_clock::now();
    QString name;
    {
        const std::scoped_lock lock{m_mutex};
        if (m_names.size() >= remembered && !m_names.contains(person))
            m_names.clear();
        Entry &entry = m_names[person];
        if (entry.asked && now - *entry.asked < believed)
            return entry.name;
        entry.asked = now;
        name = entry.name;
    }
    m_owner.post([this, person] { ask(person); });
    return name;
}

void PeopleNames::forget(const std::vector<store::PersonId> &people)
{
    const std::scoped_lock lock{m_mutex};
    for (const store::PersonId &person : people)
        m_names.erase(person.toString());
}

void PeopleNames::ask(const std::string &person)
{
    m_store.call([id = store::PersonId(person)](store::Register &records) { return records.person(id); }, this,
                 [this, person](const std::expected<store::Person, store::StoreError> &found) {
        if (!found && found.error().code != store::StoreError::Code::NotFound)
            return;  // the register is away: the name stays, and is asked for again
        const std::scoped_lock lock{m_mutex};
        const auto entry = m_names.find(person);
        if (entry != m_names.end())
            entry->second.name = found ? QString::fromStdString(found->name) : QString();
    });
}

} // namespace rollcall::app
