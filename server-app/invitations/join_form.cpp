#include "invitations/join_form.h"

#include "net/multipart.h"

namespace rollcall::invitations {

using namespace Qt::StringLiterals;

namespace {

QString consentOf(const net::Request &request, const api::EnrolmentForm &form)
{
    if (form.details.contains("consent"_L1))
        return form.details.value("consent"_L1).toString();
    const auto parts = net::parseMultipart(request.header("content-type"), request.body);
    if (!parts)
        return {};
    for (const net::FormPart &part : *parts) {
        if (part.name == "consent"_L1)
            return QString::fromUtf8(part.body).trimmed();
    }
    return {};
}

} // namespace

std::expected<JoinForm, api::FormError> parseJoinForm(const net::Request &request)
{
    const auto form = api::parsePhotoForm(request);
    if (!form)
        return std::unexpected(form.error());
    if (form->photos.size() > JoinLimits::photos)
        return std::unexpected(api::FormError{400, u"Send 1 to %1 photos."_s.arg(JoinLimits::photos)});
    return JoinForm{.name = form->name, .consent = consentOf(request, *form), .photos = form->photos};
}

} // namespace rollcall::invitations
