#pragma once

#include "api/enrolment_form.h"

namespace rollcall::invitations {

struct JoinLimits {
    static constexpr int photos = 5;
};

// What somebody sends of themselves.
struct JoinForm {
    QString name;               // empty where the invitation says who it is
    QString consent;            // the version of the text that was agreed to
    QList<QByteArray> photos;
};

// The body of POST /api/v1/join/{code}: multipart/form-data or JSON with name, consent and photos.
[[nodiscard]] std::expected<JoinForm, api::FormError> parseJoinForm(const net::Request &request);

} // namespace rollcall::invitations
