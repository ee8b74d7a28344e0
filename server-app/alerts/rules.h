#pragma once

#include "alerts/kind.h"
#include "api/enrolment_form.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <expected>
#include <optional>
#include <string>
#include <vector>

namespace rollcall::alerts {

// When there is an alert of a kind, and who is told beside the page. A value.
struct Rule {
    bool on = true;
    bool mail = false;
    bool webhook = false;
    int minutes = 0;                // after which; of late, absent, camera-away and outbox
    int percent = 0;                // free below which; of disk
    std::optional<std::vector<std::string>> names = {};  // groups of late and absent, cameras of the two about cameras; absent: all
    friend bool operator==(const Rule &, const Rule &) = default;
    [[nodiscard]] bool concerns(const std::string &name) const;
};

struct Rules {
    Rule late{.minutes = 15};
    Rule absent{.on = false, .minutes = 120};
    Rule unknownFace{.names = std::vector<std::string>()};  // no camera watches a door until somebody says so
    Rule cameraAway{.minutes = 5};
    Rule registerAway{.mail = true};
    Rule disk{.mail = true, .percent = 10};
    Rule outbox{.mail = true, .minutes = 30};
    QStringList mailTo = {};
    QString language = {};  // of mails; empty: that of the site
    friend bool operator==(const Rules &, const Rules &) = default;

    [[nodiscard]] const Rule &of(Kind kind) const;
};

struct RuleLimits {
    static constexpr int minutes = 24 * 60;
    static constexpr int leastPercent = 1;
    static constexpr int mostPercent = 50;
    static constexpr qsizetype names = 1'000;
    static constexpr qsizetype receivers = 20;
    static constexpr qsizetype addressCharacters = 254;  // RFC 5321 §4.5.3.1.3
};

// {"rules": {"late": {"on", "mail", "webhook", "afterMinutes", "groups"}, …}, "mail": {"to", "language"}}
[[nodiscard]] QJsonObject toJson(const Rules &rules);
// What is absent is as it comes. "version" and "mailOn", which a GET adds, are passed over.
[[nodiscard]] std::expected<Rules, api::FormError> parseRules(const QJsonObject &object);

// One address that mail may go to: local@domain, nothing that could be read as anything else in a header or a command.
[[nodiscard]] bool isMailAddress(const QString &text);

} // namespace rollcall::alerts
