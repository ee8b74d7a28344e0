#pragma once

#include "net/request.h"
#include "store/person_text.h"
#include "store/records.h"

#include <QJsonObject>

#include <expected>
#include <optional>

namespace rollcall::api {

struct PersonLimits {
    static constexpr qsizetype externalIdCharacters = store::PersonTextLimits::externalIdCharacters;
    static constexpr qsizetype groups = store::PersonTextLimits::groups;
    static constexpr qsizetype groupCharacters = store::PersonTextLimits::groupCharacters;
};

// What a PATCH asks for (RFC 7396): members that are absent stay as they are, null takes away.
struct PersonPatch {
    QJsonObject members;                         // without the PIN
    std::optional<std::optional<QByteArray>> pin = {};  // absent; to be taken away; or a new one
    std::optional<std::string> noter = {};       // see patched
};

// The body of PATCH /api/v1/people/{id}, or a sentence that names the member at fault.
[[nodiscard]] std::expected<PersonPatch, QString> parsePersonPatch(const net::Request &request);
// The person with these members changed, or a sentence. `noter`: who is signed in, and so is who noted a new consent, whatever it says.
[[nodiscard]] std::expected<store::Person, QString> patched(store::Person person, const QJsonObject &members, const std::optional<std::string> &noter = {});

// An object in JSON, or a sentence.
[[nodiscard]] std::expected<QJsonObject, QString> parseObject(const net::Request &request);

// The tag of a person's representation, and the version that one names.
[[nodiscard]] QByteArray tagOf(const store::Person &person);
[[nodiscard]] std::optional<int64_t> versionOf(QByteArrayView tag);

} // namespace rollcall::api
