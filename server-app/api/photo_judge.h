#pragma once

#include "api/enrolment.h"
#include "store/feedback_records.h"

#include <QJsonObject>

#include <array>

namespace rollcall::api {

// How good one photo is for enrolment. Nothing of it is kept.
struct PhotoReview {
    std::optional<PhotoProblem> problem = {};  // absent: it can be used
    QString hintCode = {};  // what to do about it, as in an enrolment in front of a camera; empty where there is nothing to say
    QString hint = {};
    QString facing = {};  // "ahead", "left", "right" as the person themself would say it; empty where that is not known
    int faces = 0;
    double quality = 0;  // 0..1
    int width = 0;       // of the photo as it was looked at
    int height = 0;
    std::optional<std::array<double, 4>> face = {};  // x, y, width and height in parts of the photo
};

// What pages ask of recognition besides enrolling. Called on the network thread; answers there, later.
class PhotoJudge {
public:
    virtual ~PhotoJudge() = default;
    virtual void review(const QByteArray &photo, std::function<void(const PhotoReview &)> done) = 0;
    // The enrolled people whom these looks at one face are most like, the likest first.
    virtual void nearest(const std::vector<store::Look> &looks, int count, std::function<void(const std::vector<KnownPerson> &)> done) = 0;
    // A square JPEG; empty where the photo cannot be read, or the server has too much to do.
    virtual void thumbnail(const QByteArray &photo, int side, std::function<void(const QByteArray &)> done) = 0;
};

// {"usable", "reason", "problem", "hint", "facing", "faces", "quality", "size", "box"}
[[nodiscard]] QJsonObject toJson(const PhotoReview &review);

} // namespace rollcall::api
