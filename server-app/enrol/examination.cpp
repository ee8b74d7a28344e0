#include "enrol/examination.h"

#include <algorithm>

namespace rollcall::enrol {

namespace {

using recognition::Embedding;
using recognition::QualityFault;
using recognition::Refusal;

std::string reasonOf(QualityFault fault)
{
    switch (fault) {
    case QualityFault::TooSmall:
        return "too-small";
    case QualityFault::CutOff:
        return "cut-off";
    case QualityFault::TooDark:
        return "too-dark";
    case QualityFault::TooBright:
        return "too-bright";
    case QualityFault::TooBlurred:
        return "too-blurred";
    case QualityFault::TurnedAway:
        return "turned-away";
    }
    return "poor-quality";
}

const PhotoProblem unlikeTheOthers{"somebody-else", "The photo shows somebody else than the other photos of this person. Leave it out, or enrol that person by themself."};
const PhotoProblem unclear{"photos-differ", "The photos seem to show different people, and nobody can say which of them is meant. Send photos of one person."};
const PhotoProblem unlikeThePerson{"somebody-else", "The photo shows somebody else than the photos that the person is enrolled with. Leave it out, or remove those first."};

} // namespace

std::string reasonOf(const Refusal &refusal)
{
    switch (refusal.reason) {
    case Refusal::Reason::NotAPicture:
        return "not-a-picture";
    case Refusal::Reason::TooLarge:
        return "too-large";
    case Refusal::Reason::NoFace:
        return "no-face";
    case Refusal::Reason::SeveralFaces:
        return "several-faces";
    case Refusal::Reason::PoorQuality:
        return refusal.fault ? reasonOf(*refusal.fault) : "poor-quality";
    case Refusal::Reason::Failed:
        return "failed";
    }
    return "failed";
}

PhotoVerdict examinePhoto(std::span<const std::byte> photo, const recognition::Enroller &enroller, recognition::Workspace &workspace)
{
    auto enrolment = enroller.enrol(photo, workspace);
    if (!enrolment)
        return std::unexpected(PhotoProblem{reasonOf(enrolment.error()), enrolment.error().message});
    return std::move(enrolment->embedding);
}

void refuseOthers(std::vector<PhotoVerdict> &photos, std::span<const Embedding> known, const recognition::Gallery &scale, const recognition::SamenessRule &rule)
{
    std::vector<Embedding> faces;
    for (const PhotoVerdict &photo : photos) {
        if (photo)
            faces.push_back(*photo);
    }
    std::vector<bool> fits;
    if (known.empty()) {
        fits = recognition::ofOnePerson(faces, scale, rule);
    } else {
        for (const Embedding &face : faces)
            fits.push_back(recognition::bestScore(face, known, scale) >= rule.together);
    }
    const bool someFit = std::ranges::find(fits, true) != fits.end();
    const PhotoProblem &problem = !known.empty() ? unlikeThePerson : someFit ? unlikeTheOthers : unclear;
    auto fit = fits.begin();
    for (PhotoVerdict &photo : photos) {
        if (photo && !*fit++)
            photo = std::unexpected(problem);
    }
}

} // namespace rollcall::enrol
