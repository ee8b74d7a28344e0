#pragma once

#include "store/records.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <expected>
#include <functional>
#include <optional>

namespace rollcall::api {

struct PhotoProblem {
    QString reason;   // for programs: "several-faces", "too-dark", "somebody-else"
    QString message;  // a sentence for the operator
};
// What one photo gave: a template (its person is filled in by the desk), or why not.
using PhotoOutcome = std::expected<store::Template, PhotoProblem>;

// Somebody who is enrolled and whom a newcomer looks like.
struct KnownPerson {
    store::PersonId person;
    double score = 0;  // 0..1
};

// What the API needs of recognition. Called on the network thread; answers there, later.
class Enrolment {
public:
    virtual ~Enrolment() = default;
    // One outcome a photo, in their order: exactly one face of enough size and sharpness, the same person's in all of them and in
    // `known`, what the person is enrolled by already; or the reason.
    virtual void describe(const QList<QByteArray> &photos, const std::vector<store::Template> &known,
                          std::function<void(std::vector<PhotoOutcome>)> done) = 0;
    // The enrolled person whom these templates are of, if somebody is.
    [[nodiscard]] virtual std::optional<KnownPerson> findKnown(const std::vector<store::Template> &templates) const = 0;
    // The person is on disk: recognise them from now on.
    virtual void personAdded(const store::Person &person, const std::vector<store::Template> &templates) = 0;
    // Their templates, dates or sightings are others than before: recognise them by what is kept of them, and end the sightings that go on.
    virtual void peopleChanged(const std::vector<store::PersonId> &people) = 0;
    // The person has these templates and no others from now on. Sightings that go on do.
    virtual void personChanged(const store::PersonId &person, const std::vector<store::Template> &templates) = 0;
    // The person is erased: forget them, in the gallery and wherever else they are remembered.
    virtual void personRemoved(const store::PersonId &person) = 0;
};

} // namespace rollcall::api
