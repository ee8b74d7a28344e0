#pragma once

#include "alerts/kind.h"
#include "store/alert_records.h"

#include <QJsonObject>

#include <functional>
#include <map>
#include <span>
#include <vector>

namespace rollcall::alerts {

// Why there should be an alert at this moment.
struct Cause {
    Kind kind = Kind::Register;
    std::string subject;  // what makes it one, for as long as it lasts
    std::optional<store::PersonId> person = {};
    QJsonObject params = {};
};

// Which alerts are under way, in memory. One alert a cause: it begins with it and ends with it, and only then may it begin again.
// Pure; one thread at a time.
class AlertBook {
public:
    using MakeId = std::function<std::string()>;
    struct Changes {
        std::vector<store::AlertEntry> begun;
        std::vector<store::AlertEntry> ended;
    };

    // What the register has of them. Returns those whose cause has an alert here already: they are of no use.
    [[nodiscard]] std::vector<store::AlertEntry> restore(std::vector<store::AlertEntry> underWay);
    // `looked`: the kinds whose causes are all in the list; the others stay as they are.
    [[nodiscard]] Changes update(std::span<const Kind> looked, std::span<const Cause> causes, attendance::UtcMs now, const MakeId &makeId);
    // Somebody saw to it.
    void acknowledge(const std::string &id, const std::string &by, attendance::UtcMs when);

    [[nodiscard]] bool isUnderWay(Kind kind, const std::string &subject) const { return m_underWay.contains({kind, subject}); }
    [[nodiscard]] std::vector<store::AlertEntry> underWay() const;  // oldest first

private:
    std::map<std::pair<Kind, std::string>, store::AlertEntry> m_underWay;
};

} // namespace rollcall::alerts
