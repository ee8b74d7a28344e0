#pragma once

#include "net/request.h"
#include "store/records.h"

#include <QString>

#include <expected>
#include <optional>

namespace rollcall::api {

// Whose face an unknown face is.
struct AssignmentForm {
    std::optional<store::PersonId> person;  // enrolled already; or else somebody new:
    QString name;
    std::optional<QString> id;
    bool enrol = true;  // the kept pictures become photos of the person; otherwise only the sightings become theirs
    bool allowDuplicate = false;
};

// The body of POST /api/v1/unknown-faces/{id}/assign, or a sentence.
[[nodiscard]] std::expected<AssignmentForm, QString> parseAssignment(const net::Request &request);

} // namespace rollcall::api
