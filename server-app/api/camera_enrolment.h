#pragma once

#include "api/enrolment_desk.h"
#include "attendance/ids.h"

#include <chrono>
#include <expected>
#include <optional>

namespace rollcall::api {

struct CameraEnrolmentRequest {
    attendance::CameraId camera = {};
    store::Person person = {};
    std::chrono::seconds limit{30};
    bool allowDuplicate = false;
};

// How far the enrolment of whoever stands in front of a camera has come.
struct CameraEnrolmentStatus {
    enum class State { Collecting, Enrolling, Enrolled, Refused };
    attendance::CameraId camera = {};
    State state = State::Collecting;
    store::Person person = {};
    std::size_t shots = 0;   // pictures kept until now
    std::size_t wanted = 0;
    QString hintCode = {};   // "turn-left": what is missing; with Collecting
    QString hint = {};       // "turn a little to the left"
    std::chrono::seconds remaining{0};
    QString reason = {};     // with Refused: "nobody-there", "duplicate", …
    QString problem = {};    // a sentence for the operator
    std::optional<KnownPerson> known = std::nullopt;  // with "duplicate"
    std::vector<PhotoOutcome> photos = {};            // of the pictures that were enrolled, or not
};

struct CameraEnrolmentProblem {
    enum class Reason { NoSuchCamera, CameraAway, InUse, Busy };
    Reason reason = Reason::Busy;
    QString message = {};  // a sentence
};

// What the API needs to enrol from a camera. One session a camera; its status stays for a while after its end. Called on the network thread.
class CameraEnrolment {
public:
    virtual ~CameraEnrolment() = default;
    [[nodiscard]] virtual std::expected<CameraEnrolmentStatus, CameraEnrolmentProblem> start(const CameraEnrolmentRequest &request) = 0;
    [[nodiscard]] virtual std::optional<CameraEnrolmentStatus> status(const attendance::CameraId &camera) const = 0;
    // Ends what is going on and forgets it; false where there is nothing. Somebody who is being stored already stays.
    virtual bool cancel(const attendance::CameraId &camera) = 0;
};

} // namespace rollcall::api
