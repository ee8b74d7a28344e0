#pragma once

#include <QObject>  // first: moc 6.4 stumbles over <compare> before any header of Qt

#include "api/enrolment.h"
#include "net/responder.h"
#include "store/store.h"

#include <QJsonArray>

#include <deque>

namespace rollcall::api {

// Somebody to enrol, from wherever the photos come.
struct EnrolmentRequest {
    store::Person person;            // its number of photos is filled in
    QList<QByteArray> photos = {};   // none: a person whom no camera can recognise
    bool allowDuplicate = false;     // also when somebody who looks the same is enrolled already
    bool dryRun = false;             // say what would happen, and do nothing
};

struct EnrolmentResult {
    store::Person person;
    std::vector<PhotoOutcome> photos;  // one for each that was sent
};

struct EnrolmentRefusal {
    enum class Reason {
        NoUsablePhoto,  // photos were sent, and none of them can be used
        Duplicate,      // `known` is the same person, it seems
        Busy,
        Store,          // `store` says what
    };
    Reason reason = Reason::Busy;
    QString message = {};  // a sentence for the operator
    std::vector<PhotoOutcome> photos = {};
    std::optional<KnownPerson> known = std::nullopt;
    std::optional<store::StoreError> store = std::nullopt;
};

// Enrols people, one after the other, so that two who are the same person are noticed even when both come at once. Every way of
// enrolling on a running server goes through here. Lives on the network thread; store and recognition outlive it.
class EnrolmentDesk : public QObject {
    Q_OBJECT

public:
    EnrolmentDesk(store::Store &store, Enrolment &recognition, QObject *parent = nullptr);

    using Enrolled = std::function<void(const std::expected<EnrolmentResult, EnrolmentRefusal> &)>;
    void enrol(const EnrolmentRequest &request, const Enrolled &done);
    // More photos of somebody who is enrolled.
    void addPhotos(const store::PersonId &person, const QList<QByteArray> &photos, bool allowDuplicate, const Enrolled &done);

    using Done = std::function<void(const std::expected<void, EnrolmentRefusal> &)>;
    // Their templates are computed anew from the photos that remain.
    void removePhoto(const store::PersonId &person, const std::string &sha256, const Done &done);

private:
    class Turn;
    using TurnPtr = std::shared_ptr<Turn>;
    using Work = std::function<void(const TurnPtr &)>;
    [[nodiscard]] bool queue(Work work);
    void next();
    void keep(const EnrolmentRequest &request, std::vector<PhotoOutcome> outcomes, const Enrolled &done, const TurnPtr &turn);
    void describeMore(const store::Person &person, const std::vector<store::Template> &known, const QList<QByteArray> &photos, bool allowDuplicate,
                      const Enrolled &done, const TurnPtr &turn);
    void keepMore(store::Person person, const QList<QByteArray> &photos, std::vector<PhotoOutcome> outcomes, bool allowDuplicate, const Enrolled &done,
                  const TurnPtr &turn);
    void keepRest(const store::PersonId &person, const std::string &removed, const std::vector<PhotoOutcome> &rest, const Done &done, const TurnPtr &turn);

    store::Store &m_store;
    Enrolment &m_recognition;
    std::deque<Work> m_waiting;
    bool m_busy = false;
};

// One entry a photo sent, in order: {"used": true} or {"used": false, "reason": "…", "problem": "…"}.
[[nodiscard]] QJsonArray toJson(const std::vector<PhotoOutcome> &outcomes);
// For programs: "duplicate", "no-usable-photo", "busy", "store".
[[nodiscard]] QString reasonText(const EnrolmentRefusal &refusal);
// problem+json, with "reason", "photoResults", and "person" and "score" of a duplicate.
[[nodiscard]] net::Answer problemOf(const EnrolmentRefusal &refusal);

} // namespace rollcall::api
