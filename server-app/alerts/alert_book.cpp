#include "alerts/alert_book.h"

#include <QJsonDocument>

#include <algorithm>
#include <set>

namespace rollcall::alerts {

std::string ownSubject(Kind kind, const std::string &server)
{
    const std::string word(toWord(kind));
    return server.empty() ? word : word + '@' + server;
}

bool AlertBook::isOurs(Kind kind, const std::string &subject) const
{
    return !isOfOneServer(kind) || subject == ownSubject(kind, m_server) || !subject.contains('@');
}

AlertBook::Joined AlertBook::join(std::vector<store::AlertEntry> underWay)
{
    std::erase_if(m_ended, [&](const std::string &id) { return std::ranges::find(underWay, id, &store::AlertEntry::id) == underWay.end(); });
    return giveWay(std::move(underWay));
}

AlertBook::Joined AlertBook::giveWay(std::vector<store::AlertEntry> alerts)
{
    Joined joined;
    for (store::AlertEntry &entry : alerts) {
        const auto kind = parseKind(entry.kind);  // none: of a later version, which sees to it
        if (!kind || !isOurs(*kind, entry.subject) || m_ended.contains(entry.id))
            continue;
        const auto [known, isNew] = m_underWay.try_emplace({*kind, entry.subject}, entry);
        const bool isSame = !isNew && known->second.id == entry.id;
        if (isSame && (known->second.acknowledged || !entry.acknowledged))
            continue;
        if (!isNew && !isSame)
            joined.replaced.push_back(known->second.id);
        known->second = entry;
        joined.changed.push_back(std::move(entry));
    }
    return joined;
}

AlertBook::Changes AlertBook::update(std::span<const Kind> looked, std::span<const Cause> causes, attendance::UtcMs now, const MakeId &makeId)
{
    Changes changes;
    std::set<std::pair<Kind, std::string>> there;
    for (const Cause &cause : causes) {
        std::pair key(cause.kind, cause.subject);
        if (!m_underWay.contains(key)) {
            store::AlertEntry entry{.id = makeId(), .kind = std::string(toWord(cause.kind)), .subject = cause.subject, .person = cause.person,
                                    .params = QJsonDocument(cause.params).toJson(QJsonDocument::Compact).toStdString(), .started = now};
            changes.begun.push_back(entry);
            m_underWay.emplace(key, std::move(entry));
        }
        there.insert(std::move(key));
    }
    for (auto entry = m_underWay.begin(); entry != m_underWay.end();) {
        if (std::ranges::find(looked, entry->first.first) == looked.end() || there.contains(entry->first)) {
            ++entry;
            continue;
        }
        entry->second.ended = std::max(now, entry->second.started);
        m_ended.insert(entry->second.id);
        changes.ended.push_back(std::move(entry->second));
        entry = m_underWay.erase(entry);
    }
    return changes;
}

void AlertBook::acknowledge(const std::string &id, const std::string &by, attendance::UtcMs when)
{
    for (auto &[key, entry] : m_underWay) {
        if (entry.id == id && !entry.acknowledged) {
            entry.acknowledged = when;
            entry.acknowledgedBy = by;
        }
    }
}

std::vector<store::AlertEntry> AlertBook::underWay() const
{
    std::vector<store::AlertEntry> all;
    for (const auto &[key, entry] : m_underWay)
        all.push_back(entry);
    std::ranges::sort(all, {}, &store::AlertEntry::id);
    return all;
}

} // namespace rollcall::alerts
