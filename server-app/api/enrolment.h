#pragma once

#include "store/records.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <expected>
#include <functional>

namespace rollcall::api {

// What one photo gave: a template (its person is filled in by the API), or a sentence that says why not.
using PhotoOutcome = std::expected<store::Template, QString>;

// What the API needs of recognition. Called on the network thread; answers there, later.
class Enrolment {
public:
    virtual ~Enrolment() = default;
    // One outcome a photo, in their order: exactly one face of enough size and sharpness, or the reason.
    virtual void describe(const QList<QByteArray> &photos, std::function<void(std::vector<PhotoOutcome>)> done) = 0;
    // The person is on disk: recognise them from now on.
    virtual void personAdded(const store::Person &person, const std::vector<store::Template> &templates) = 0;
    // Their templates, dates or sightings are others than before: recognise them by what is kept of them, and end the sightings that go on.
    virtual void peopleChanged(const std::vector<store::PersonId> &people) = 0;
    // The person is erased: forget them, in the gallery and wherever else they are remembered.
    virtual void personRemoved(const store::PersonId &person) = 0;
};

} // namespace rollcall::api
