#pragma once

#include "alerts/kind.h"
#include "store/alert_records.h"

#include <QJsonObject>

#include <functional>
#include <map>
#include <set>
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

// What makes a cause of one server's own machine: one of another server is another cause. `server` is empty where there is only one.
[[nodiscard]] std::string ownSubject(Kind kind, const std::string &server);

// Which alerts are under way, in memory. One alert a cause: it begins with it and ends with it, and only then may it begin again. Where
// several servers share one register, an alert of a cause that all of them see is one alert, whoever began it; those of another server's
// own machine are left to that server. Pure; one thread at a time.
class AlertBook {
public:
    explicit AlertBook(std::string server = {})
        : m_server(std::move(server))
    {
    }

    using MakeId = std::function<std::string()>;
    struct Changes {
        std::vector<store::AlertEntry> begun;
        std::vector<store::AlertEntry> ended;
    };

    struct Joined {
        std::vector<store::AlertEntry> changed;  // that others began, or of which others said that they see to it
        std::vector<std::string> replaced;       // alerts of this book that gave way to those of others
    };
    // All that the register has of them, from before a restart or from other servers.
    [[nodiscard]] Joined join(std::vector<store::AlertEntry> underWay);
    // Some of it: alerts that take the place of those of this book.
    [[nodiscard]] Joined giveWay(std::vector<store::AlertEntry> alerts);
    // `looked`: the kinds whose causes are all in the list; the others stay as they are.
    [[nodiscard]] Changes update(std::span<const Kind> looked, std::span<const Cause> causes, attendance::UtcMs now, const MakeId &makeId);
    // Somebody saw to it.
    void acknowledge(const std::string &id, const std::string &by, attendance::UtcMs when);

    [[nodiscard]] bool isUnderWay(Kind kind, const std::string &subject) const { return m_underWay.contains({kind, subject}); }
    [[nodiscard]] std::vector<store::AlertEntry> underWay() const;  // oldest first

private:
    [[nodiscard]] bool isOurs(Kind kind, const std::string &subject) const;

    const std::string m_server;
    std::map<std::pair<Kind, std::string>, store::AlertEntry> m_underWay;
    std::set<std::string> m_ended;  // which the register may not have heard yet
};

} // namespace rollcall::alerts
