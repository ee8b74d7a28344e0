#include "api/enrolment_desk.h"

#include "api/json.h"
#include "store/photo.h"

#include <QJsonDocument>
#include <QPointer>

namespace rollcall::api {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t waitingEnrolments = 16;  // each holds its photos: up to net::Limits::enrolmentBodyBytes

template <typename T>
using Expected = std::expected<T, store::StoreError>;
using Reason = EnrolmentRefusal::Reason;

EnrolmentRefusal refusalOf(const store::StoreError &error)
{
    return {.reason = Reason::Store, .message = toText(error.message), .store = error};
}

EnrolmentRefusal busy()
{
    return {.reason = Reason::Busy, .message = u"The server has too many enrolments to do. Try again in a minute."_s};
}

EnrolmentRefusal unusable(std::vector<PhotoOutcome> outcomes)
{
    QStringList problems;
    for (std::size_t i = 0; i < outcomes.size(); ++i)
        problems.append(u"Photo %1: %2"_s.arg(i + 1).arg(outcomes[i].error().message));
    return {.reason = Reason::NoUsablePhoto, .message = u"None of the photos can be used. %1"_s.arg(problems.join(u' ')), .photos = std::move(outcomes)};
}

EnrolmentRefusal duplicate(const KnownPerson &known, std::vector<PhotoOutcome> outcomes)
{
    const QString message = u"The photos look like the person with the id \"%1\", who is enrolled already. Add the photos to that person, or say allowDuplicate=true where they are two people."_s.arg(toText(known.person.toString()));
    return {.reason = Reason::Duplicate, .message = message, .photos = std::move(outcomes), .known = known};
}

struct Usable {
    std::vector<store::Photo> photos;
    std::vector<store::Template> templates;
};

// Only what can be used; the same picture twice counts once.
Usable usable(const store::PersonId &person, const QList<QByteArray> &photos, const std::vector<PhotoOutcome> &outcomes)
{
    Usable usable;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        if (!outcomes[i])
            continue;
        const QByteArray &bytes = photos[static_cast<qsizetype>(i)];
        store::Photo photo = store::makePhoto({bytes.begin(), bytes.end()});
        if (std::ranges::find(usable.photos, photo.sha256, &store::Photo::sha256) != usable.photos.end())
            continue;
        usable.photos.push_back(std::move(photo));
        usable.templates.push_back(*outcomes[i]);
        usable.templates.back().person = person;
    }
    return usable;
}

} // namespace

// Whoever holds it is being served; the next one is when it is gone, however that comes about.
class EnrolmentDesk::Turn {
public:
    explicit Turn(EnrolmentDesk *desk)
        : m_desk(desk)
    {
    }
    ~Turn()
    {
        if (m_desk) {
            m_desk->m_busy = false;
            QMetaObject::invokeMethod(m_desk, [desk = m_desk.data()] { desk->next(); }, Qt::QueuedConnection);
        }
    }
    Turn(const Turn &) = delete;
    Turn &operator=(const Turn &) = delete;

private:
    const QPointer<EnrolmentDesk> m_desk;
};

EnrolmentDesk::EnrolmentDesk(store::Store &store, Enrolment &recognition, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_recognition(recognition)
{
}

bool EnrolmentDesk::queue(Work work)
{
    if (m_waiting.size() >= waitingEnrolments)
        return false;
    m_waiting.push_back(std::move(work));
    next();
    return true;
}

void EnrolmentDesk::next()
{
    if (m_busy || m_waiting.empty())
        return;
    const Work work = std::move(m_waiting.front());
    m_waiting.pop_front();
    m_busy = true;
    work(std::make_shared<Turn>(this));
}

void EnrolmentDesk::enrol(const EnrolmentRequest &request, const Enrolled &done)
{
    const bool taken = queue([this, request, done](const TurnPtr &turn) {
        if (request.photos.isEmpty())
            return keep(request, {}, done, turn);
        m_recognition.describe(request.photos, {}, [self = QPointer(this), request, done, turn](std::vector<PhotoOutcome> outcomes) {
            if (self)
                self->keep(request, std::move(outcomes), done, turn);
        });
    });
    if (!taken)
        done(std::unexpected(busy()));
}

void EnrolmentDesk::keep(const EnrolmentRequest &request, std::vector<PhotoOutcome> outcomes, const Enrolled &done, const TurnPtr &turn)
{
    Usable found = usable(request.person.id, request.photos, outcomes);
    if (found.templates.empty() && !request.photos.isEmpty())
        return done(std::unexpected(unusable(std::move(outcomes))));
    const auto known = request.allowDuplicate || found.templates.empty() ? std::nullopt : m_recognition.findKnown(found.templates);
    if (known)
        return done(std::unexpected(duplicate(*known, std::move(outcomes))));
    EnrolmentResult result{request.person, std::move(outcomes)};
    result.person.photos = static_cast<int>(found.photos.size());
    result.person.updated = result.person.created;
    if (request.dryRun)
        return done(result);
    m_store.call(
        [person = result.person, found](store::Register &records) { return records.addPerson(person, found.photos, found.templates); }, this,
        [this, result, templates = found.templates, done, turn](const Expected<void> &added) {
            if (!added)
                return done(std::unexpected(refusalOf(added.error())));
            m_recognition.personAdded(result.person, templates);
            done(result);
        });
}

void EnrolmentDesk::addPhotos(const store::PersonId &person, const QList<QByteArray> &photos, bool allowDuplicate, const Enrolled &done)
{
    struct Known {
        store::Person person;
        std::vector<store::Template> templates;
    };
    const bool taken = queue([this, person, photos, allowDuplicate, done](const TurnPtr &turn) {
        m_store.call(
            [person](store::Register &records) -> Expected<Known> {
                auto found = records.person(person);
                if (!found)
                    return std::unexpected(found.error());
                auto templates = records.templatesOf(person);
                if (!templates)
                    return std::unexpected(templates.error());
                return Known{std::move(*found), std::move(*templates)};
            },
            this, [this, photos, allowDuplicate, done, turn](const Expected<Known> &found) {
                if (!found)
                    return done(std::unexpected(refusalOf(found.error())));
                describeMore(found->person, found->templates, photos, allowDuplicate, done, turn);
            });
    });
    if (!taken)
        done(std::unexpected(busy()));
}

void EnrolmentDesk::describeMore(const store::Person &person, const std::vector<store::Template> &known, const QList<QByteArray> &photos, bool allowDuplicate,
                                 const Enrolled &done, const TurnPtr &turn)
{
    m_recognition.describe(photos, known, [self = QPointer(this), person, photos, allowDuplicate, done, turn](std::vector<PhotoOutcome> outcomes) {
        if (self)
            self->keepMore(person, photos, std::move(outcomes), allowDuplicate, done, turn);
    });
}

void EnrolmentDesk::keepMore(store::Person person, const QList<QByteArray> &photos, std::vector<PhotoOutcome> outcomes,
                             bool allowDuplicate, const Enrolled &done, const TurnPtr &turn)
{
    const Usable found = usable(person.id, photos, outcomes);
    if (found.templates.empty())
        return done(std::unexpected(unusable(std::move(outcomes))));
    const auto alike = allowDuplicate ? std::nullopt : m_recognition.findKnown(found.templates);
    if (alike && alike->person != person.id)
        return done(std::unexpected(duplicate(*alike, std::move(outcomes))));
    const store::PersonId id = person.id;
    m_store.call(
        [id, found](store::Register &records) { return records.addPhotos(id, found.photos, found.templates); }, this,
        [this, result = EnrolmentResult{std::move(person), std::move(outcomes)}, done, turn](const Expected<store::PhotosAdded> &added) mutable {
            if (!added)
                return done(std::unexpected(refusalOf(added.error())));
            m_recognition.personChanged(result.person.id, added->templates);
            result.person.photos = added->photos;
            done(result);
        });
}

void EnrolmentDesk::removePhoto(const store::PersonId &person, const std::string &sha256, const Done &done)
{
    const bool taken = queue([this, person, sha256, done](const TurnPtr &turn) {
        m_store.call(
            [person](store::Register &records) { return records.photos(person); }, this,
            [this, person, sha256, done, turn](const Expected<std::vector<store::Photo>> &photos) {
                if (!photos)
                    return done(std::unexpected(refusalOf(photos.error())));
                QList<QByteArray> rest;
                for (const store::Photo &photo : *photos) {
                    if (photo.sha256 != sha256)
                        rest.append(QByteArray(reinterpret_cast<const char *>(photo.bytes.data()), static_cast<qsizetype>(photo.bytes.size())));
                }
                if (rest.isEmpty() || rest.size() == static_cast<qsizetype>(photos->size()))
                    return keepRest(person, sha256, {}, done, turn);  // nothing remains, or there is no such photo: the store says so
                m_recognition.describe(rest, {}, [self = QPointer(this), person, sha256, done, turn](const std::vector<PhotoOutcome> &outcomes) {
                    if (self)
                        self->keepRest(person, sha256, outcomes, done, turn);
                });
            });
    });
    if (!taken)
        done(std::unexpected(busy()));
}

void EnrolmentDesk::keepRest(const store::PersonId &person, const std::string &removed, const std::vector<PhotoOutcome> &rest, const Done &done, const TurnPtr &turn)
{
    std::vector<store::Template> templates;
    for (const PhotoOutcome &outcome : rest) {
        if (outcome) {
            templates.push_back(*outcome);
            templates.back().person = person;
        }
    }
    m_store.call(
        [person, removed, templates](store::Register &records) { return records.removePhoto(person, removed, templates); }, this,
        [this, person, templates, done, turn](const Expected<void> &gone) {
            if (!gone)
                return done(std::unexpected(refusalOf(gone.error())));
            m_recognition.personChanged(person, templates);
            done({});
        });
}

QJsonArray toJson(const std::vector<PhotoOutcome> &outcomes)
{
    QJsonArray json;
    for (const PhotoOutcome &outcome : outcomes) {
        QJsonObject one{{u"used"_s, outcome.has_value()}};
        if (!outcome) {
            one.insert(u"reason"_s, outcome.error().reason);
            one.insert(u"problem"_s, outcome.error().message);
        }
        json.append(one);
    }
    return json;
}

QString reasonText(const EnrolmentRefusal &refusal)
{
    switch (refusal.reason) {
    case Reason::NoUsablePhoto:
        return u"no-usable-photo"_s;
    case Reason::Duplicate:
        return u"duplicate"_s;
    case Reason::Busy:
        return u"busy"_s;
    case Reason::Store:
        return u"store"_s;
    }
    return {};
}

net::Answer problemOf(const EnrolmentRefusal &refusal)
{
    if (refusal.store)
        return problemOf(*refusal.store);
    if (refusal.reason == Reason::Busy)
        return net::problemAnswer(503, refusal.message, {{"Retry-After", "30"}});
    net::Answer answer = net::problemAnswer(refusal.known ? 409 : 422, refusal.message);
    QJsonObject json = QJsonDocument::fromJson(answer.body).object();
    json.insert(u"reason"_s, reasonText(refusal));
    json.insert(u"photoResults"_s, toJson(refusal.photos));
    if (refusal.known) {
        json.insert(u"person"_s, toText(refusal.known->person.toString()));
        json.insert(u"score"_s, refusal.known->score);
    }
    answer.body = QJsonDocument(json).toJson(QJsonDocument::Compact);
    return answer;
}

} // namespace rollcall::api
