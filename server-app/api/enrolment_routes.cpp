#include "api/enrolment_routes.h"

#include "api/answering.h"
#include "api/enrolment_form.h"

#include <QCryptographicHash>
#include <QPointer>

namespace rollcall::api {

using namespace Qt::StringLiterals;
using net::Method;
using net::Request;
using net::Responder;
using net::Right;

namespace {

store::Photo toPhoto(const QByteArray &bytes)
{
    return {.sha256 = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().toStdString(),
            .mediaType = imageType(bytes).toStdString(),
            .bytes = std::vector<uint8_t>(bytes.begin(), bytes.end())};
}

// One entry a photo sent, in order: whether it is used, and if not, why.
QJsonArray outcomesJson(const std::vector<PhotoOutcome> &outcomes)
{
    QJsonArray json;
    for (const PhotoOutcome &outcome : outcomes) {
        QJsonObject one{{u"used"_s, outcome.has_value()}};
        if (!outcome)
            one.insert(u"problem"_s, outcome.error());
        json.append(one);
    }
    return json;
}

// A person who is ready to be stored.
struct Candidate {
    store::Person person;
    std::vector<store::Photo> photos;
    std::vector<store::Template> templates;
};

Candidate makeCandidate(store::Person person, const QList<QByteArray> &photos, const std::vector<PhotoOutcome> &outcomes)
{
    Candidate candidate{.person = std::move(person), .photos = {}, .templates = {}};
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        if (!outcomes[i])
            continue;
        candidate.photos.push_back(toPhoto(photos[static_cast<qsizetype>(i)]));
        candidate.templates.push_back(*outcomes[i]);
        candidate.templates.back().person = candidate.person.id;
    }
    candidate.person.photos = static_cast<int>(candidate.photos.size());
    return candidate;
}

} // namespace

EnrolmentRoutes::EnrolmentRoutes(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_ids(attendance::systemRandom())
{
}

void EnrolmentRoutes::addRoutes(net::Router &router)
{
    router.add(Method::Post, u"/api/v1/people"_s, Right::ManagePeople, handler(this, &EnrolmentRoutes::enrol), net::Limits::enrolmentBodyBytes);
}

void EnrolmentRoutes::enrol(const Request &request, Responder responder)
{
    const auto form = parseEnrolmentForm(request);
    if (!form)
        return responder.problem(form.error().status, form.error().detail);
    const attendance::UtcMs now = m_parts.now();
    const std::string id = form->id ? form->id->toStdString() : m_ids.next(now).toString();
    const store::Person person{.id = store::PersonId(id), .name = form->name.toStdString(), .created = now};
    m_parts.enrolment.describe(form->photos, [self = QPointer(this), person, photos = form->photos, responder = net::share(std::move(responder))](
                                                 const std::vector<PhotoOutcome> &outcomes) {
        if (self)
            self->keep(person, photos, outcomes, responder);
    });
}

void EnrolmentRoutes::keep(const store::Person &person, const QList<QByteArray> &photos, const std::vector<PhotoOutcome> &outcomes,
                   const std::shared_ptr<Responder> &responder)
{
    const Candidate candidate = makeCandidate(person, photos, outcomes);
    if (candidate.templates.empty()) {
        QStringList problems;
        for (std::size_t i = 0; i < outcomes.size(); ++i)
            problems.append(u"Photo %1: %2"_s.arg(i + 1).arg(outcomes[i].error()));
        return responder->problem(422, u"None of the photos can be used. %1"_s.arg(problems.join(u' ')));
    }
    m_parts.store.call(
        [candidate](store::Register &records) -> Expected<void> { return records.addPerson(candidate.person, candidate.photos, candidate.templates); }, this,
        [this, candidate, responder, results = outcomesJson(outcomes)](const Expected<void> &added) {
            if (!added)
                return responder->send(problemOf(added.error()));
            m_parts.enrolment.personAdded(candidate.person, candidate.templates);
            QJsonObject json = toJson(candidate.person);
            json.insert(u"photoResults"_s, results);
            responder->json(json, 201, {{"Location", "/api/v1/people/" + QByteArray::fromStdString(candidate.person.id.toString())}});
        });
}

} // namespace rollcall::api
