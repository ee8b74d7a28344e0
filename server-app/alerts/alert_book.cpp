#include "alerts/alert_book.h"

#include <QJsonDocument>

#include <algorithm>
#include <set>

namespace rollcall::alerts {

std::vector<store::AlertEntry> AlertBook::restore(std::vector<store::AlertEntry> underWay)
{
    std::vector<store::AlertEntry> useless;
    for (store::AlertEntry &entry : underWay) {
        const auto kind = parseKind(entry.kind);
        if (!kind || m_underWay.contains({*kind, entry.subject})) {
            useless.push_back(std::move(entry));
            continue;
        }
        std::pair key(*kind, entry.subject);
        m_underWay.emplace(std::move(key), std::move(entry));
    }
    return useless;
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
