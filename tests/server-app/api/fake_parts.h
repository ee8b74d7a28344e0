#pragma once

#include "api/camera_control_routes.h"
#include "api/camera_enrolment_routes.h"
#include "api/camera_record_routes.h"
#include "api/enrolment.h"
#include "api/stats_routes.h"

#include <QMap>
#include <QStringList>

#include <algorithm>

namespace rollcall::testing {

// Parts of a server that the REST API stands on, made up.

class FakeCameras final : public api::CameraDirectory {
public:
    QList<api::LiveCamera> liveCameras() const override { return cameras; }
    QList<api::LiveCamera> cameras;
};

// Finds a face in every photo that says so; the same word behind it is the same person.
class FakeEnrolment final : public api::Enrolment {
public:
    void describe(const QList<QByteArray> &photos, const std::vector<store::Template> &known, std::function<void(std::vector<api::PhotoOutcome>)> done) override
    {
        std::vector<api::PhotoOutcome> outcomes;
        for (const QByteArray &photo : photos) {
            const auto values = std::vector<float>{float(qHash(photo.mid(photo.indexOf("face")).left(6)) % 1000)};
            const bool isOther = !known.empty() && known.front().values != values;
            if (photo.contains("face") && !isOther)
                outcomes.emplace_back(store::Template{.person = {}, .embedder = "fake", .embedderVersion = 1, .values = values});
            else
                outcomes.emplace_back(std::unexpected(isOther ? api::PhotoProblem{QStringLiteral("somebody-else"), QStringLiteral("It shows somebody else.")} : api::PhotoProblem{QStringLiteral("no-face"), QStringLiteral("There is no face in it.")}));
        }
        QMetaObject::invokeMethod(&m_context, [done = std::move(done), outcomes = std::move(outcomes)] { done(outcomes); }, Qt::QueuedConnection);
    }
    std::optional<api::KnownPerson> findKnown(const std::vector<store::Template> &templates) const override
    {
        for (const auto &[person, faces] : m_faces.asKeyValueRange()) {
            if (std::ranges::find(faces, templates.front().values) != faces.end())
                return api::KnownPerson{store::PersonId(person.toStdString()), 0.875};
        }
        return std::nullopt;
    }
    void personAdded(const store::Person &person, const std::vector<store::Template> &templates) override
    {
        added.append(QString::fromStdString(person.id.toString()) + u':' + QString::number(templates.size()));
        personChanged(person.id, templates);
    }
    void personChanged(const store::PersonId &person, const std::vector<store::Template> &templates) override
    {
        auto &faces = m_faces[QString::fromStdString(person.toString())];
        faces.clear();
        for (const store::Template &face : templates)
            faces.push_back(face.values);
    }
    [[nodiscard]] qsizetype facesOf(const QString &person) const { return qsizetype(m_faces.value(person).size()); }
    void personRemoved(const store::PersonId &person) override
    {
        removed.append(QString::fromStdString(person.toString()));
        m_faces.remove(removed.last());
    }
    void peopleChanged(const std::vector<store::PersonId> &people) override
    {
        for (const store::PersonId &person : people)
            changed.append(QString::fromStdString(person.toString()));
    }

    QStringList added;
    QStringList changed;
    QStringList removed;

private:
    QObject m_context;
    QMap<QString, std::vector<std::vector<float>>> m_faces;
};

class FakeState : public api::ServerState {
public:
    [[nodiscard]] QJsonObject recognition() const override { return {{QStringLiteral("engine"), QStringLiteral("hog+patches")}}; }
};

// Enrols whoever it is told to have seen.
class FakeCameraEnrolment final : public api::CameraEnrolment {
public:
    std::expected<api::CameraEnrolmentStatus, api::CameraEnrolmentProblem> start(const api::CameraEnrolmentRequest &request) override
    {
        using Reason = api::CameraEnrolmentProblem::Reason;
        if (request.camera.toString() != "door")
            return std::unexpected(api::CameraEnrolmentProblem{Reason::NoSuchCamera, QStringLiteral("There is no such camera.")});
        if (session)
            return std::unexpected(api::CameraEnrolmentProblem{Reason::InUse, QStringLiteral("It is in use.")});
        session = api::CameraEnrolmentStatus{.camera = request.camera, .person = request.person, .shots = 1, .wanted = 4, .hintCode = QStringLiteral("turn-left"),
                                             .hint = QStringLiteral("turn a little to the left"), .remaining = request.limit};
        return *session;
    }
    std::optional<api::CameraEnrolmentStatus> status(const attendance::CameraId &) const override { return session; }
    bool cancel(const attendance::CameraId &) override { return std::exchange(session, std::nullopt).has_value(); }

    std::optional<api::CameraEnrolmentStatus> session;
};

// Notes orders and answers as it is told.
class FakeControl final : public api::CameraControl {
public:
    void order(const api::CameraOrder &order, std::function<void(const api::CameraAnswer &)> done) override
    {
        ordered.append(order);
        done(answer);
    }
    api::CameraAnswer sending(const QString &) const override { return answer; }

    QList<api::CameraOrder> ordered;
    api::CameraAnswer answer;
};

// Notes what it is told.
class FakeBook final : public api::CameraBook {
public:
    void nameGiven(const attendance::CameraId &camera, const std::optional<std::string> &name) override { note(QStringLiteral("name"), camera, QString::fromStdString(name.value_or("-"))); }
    void letGo(const attendance::CameraId &camera) override { note(QStringLiteral("let go"), camera, {}); }
    void wasForgotten(const attendance::CameraId &camera, bool isGone) override { note(QStringLiteral("forgotten"), camera, isGone ? QStringLiteral("yes") : QStringLiteral("no")); }

    QStringList notes;

private:
    void note(const QString &what, const attendance::CameraId &camera, const QString &more) { notes.append(QStringList{what, QString::fromStdString(camera.toString()), more}.join(u' ').trimmed()); }
};

} // namespace rollcall::testing
