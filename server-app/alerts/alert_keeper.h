#pragma once

#include <QObject>  // first: moc 6.4 stumbles over <compare> before any header of Qt

#include "alerts/alert_book.h"
#include "alerts/causes.h"
#include "alerts/rules.h"
#include "api/local_calendar.h"
#include "attendance/rules.h"
#include "attendance/uuid.h"
#include "events/bus.h"
#include "store/store.h"

#include <QTimer>

#include <functional>
#include <memory>

namespace rollcall::alerts {

// Looks now and then whether there is something that somebody should see to: begins and ends alerts, writes them down, and says so to
// open pages and webhooks. While the register is away alerts are kept in memory and written later. Lives on the Qt thread; what it is
// given outlives it.
class AlertKeeper : public QObject {
    Q_OBJECT

public:
    struct Parts {
        store::Store &store;
        const api::CameraDirectory &cameras;
        std::shared_ptr<api::DayBook> days;  // used on the thread of reports
        events::Bus &events;
        api::LocalCalendar calendar;
        attendance::Rules attendance;
        std::function<attendance::UtcMs()> now;
        std::function<std::optional<DiskSpace>()> disk;
        std::function<void()> webhookNoted = {};  // something waits for webhooks; may be empty
        ThisServer server = {};
        std::chrono::milliseconds every = std::chrono::seconds(15);
    };
    explicit AlertKeeper(Parts parts, QObject *parent = nullptr);

    void start();
    // At once; `looked` follows.
    void look();
    [[nodiscard]] const Rules &rules() const { return m_rules; }
    void setRules(const Rules &rules);
    // Somebody saw to it, and it is written down.
    void acknowledged(const store::AlertEntry &alert);
    // As they are in memory: also what could not be written yet.
    [[nodiscard]] std::vector<store::AlertEntry> underWay() const { return m_book.underWay(); }

Q_SIGNALS:
    void looked();
    void mailWaits();
    // It is to be told by mail, and could not be written down: who tells it must do so now.
    void mailUnstored(const rollcall::store::AlertEntry &alert);

private:
    struct Question;  // to the register
    struct Seen;      // in it
    struct Write {
        store::AlertEntry alert;
        bool isEnd = false;
        bool mail = false;
        bool webhook = false;
    };
    // What became of the writes, the alerts of the causes of those that begin included.
    struct Written {
        bool tellsWebhooks = false;
        std::vector<store::AlertEntry> begun;
    };
    [[nodiscard]] static api::Expected<Seen> see(store::Register &records, api::DayBook &days, const Question &question);
    [[nodiscard]] static api::Expected<Written> write(store::Register &records, const std::vector<Write> &writes);
    [[nodiscard]] static api::Expected<bool> writeOne(store::Register &records, const Write &one, attendance::UuidGenerator &ids, Written &written);
    void lookHere();
    void lookInRegister();
    void take(Seen seen);
    void apply(AlertBook::Changes changes);
    void flush();
    void flushed(std::vector<Write> writes, const api::Expected<Written> &result);
    void tell(const AlertBook::Joined &joined);
    void post(const store::AlertEntry &alert);
    void postEnd(const std::string &alert);

    const Parts m_parts;
    attendance::UuidGenerator m_ids{attendance::systemRandom()};
    Rules m_rules;
    AlertBook m_book;
    attendance::UtcMs m_begun{};  // to look
    std::vector<Write> m_unwritten;  // oldest first
    QTimer m_timer;
    bool m_isRestored = false;
    bool m_isLooking = false;
    bool m_isWriting = false;
};

} // namespace rollcall::alerts
