#include "server-app/api/api_under_test.h"

#include "server-app/api/fake_feedback.h"

namespace rollcall::testing {

using namespace Qt::StringLiterals;

namespace {

class NoCameras final : public api::CameraDirectory {
public:
    QList<api::LiveCamera> liveCameras() const override { return {}; }
};

// This machine may do everything; "Authorization: NAME" says who of it asks.
class NamedCallers final : public net::Authorizer {
public:
    [[nodiscard]] net::Decision authorize(const net::Access &access) const override
    {
        net::Decision decision = m_loopback.authorize(access);
        if (decision.allowed && !access.authorization.isEmpty()) {
            decision.caller.kind = net::Caller::Kind::Account;
            decision.caller.id = decision.caller.name = QString::fromLatin1(access.authorization);
        }
        return decision;
    }

private:
    const net::LoopbackAuthorizer m_loopback;
};

// Hears what recognition is told; finds no faces.
class Listener final : public api::Enrolment {
public:
    explicit Listener(ApiUnderTest &owner)
        : m_owner(owner)
    {
    }
    void describe(const QList<QByteArray> &photos, const std::vector<store::Template> &, std::function<void(std::vector<api::PhotoOutcome>)> done) override
    {
        done(std::vector<api::PhotoOutcome>(std::size_t(photos.size()), std::unexpected(api::PhotoProblem{u"no-face"_s, u"There is no face in it."_s})));
    }
    std::optional<api::KnownPerson> findKnown(const std::vector<store::Template> &) const override { return std::nullopt; }
    void personChanged(const store::PersonId &, const std::vector<store::Template> &) override { }
    void personAdded(const store::Person &, const std::vector<store::Template> &) override { }
    void peopleChanged(const std::vector<store::PersonId> &people) override
    {
        for (const store::PersonId &person : people)
            m_owner.changed.append(QString::fromStdString(person.toString()));
    }
    void personRemoved(const store::PersonId &person) override { m_owner.removed.append(QString::fromStdString(person.toString())); }

private:
    ApiUnderTest &m_owner;
};

} // namespace

struct ApiUnderTest::World {
    explicit World(ApiUnderTest &owner)
        : enrolment(owner)
        , desk(*owner.store, enrolment)
        , api({.store = *owner.store, .cameras = cameras, .enrolment = enrolment, .desk = desk, .feedback = feedback, .metrics = metrics, .calendar = api::LocalCalendar(QTimeZone("Europe/Berlin")),
               .rules = {}, .now = [&owner] { return owner.now; }})
    {
        net::Router router;
        api.addRoutes(router);
        api.applyContract(router);
        server = std::make_unique<net::HttpServer>(std::move(router), authorizer);
        url = server->start(QHostAddress::LocalHost, 0).value();
    }

    const NamedCallers authorizer;
    NoCameras cameras;
    Listener enrolment;
    api::EnrolmentDesk desk;
    FakeFeedback feedback;
    ops::Metrics metrics;
    api::RestApi api;
    std::unique_ptr<net::HttpServer> server;
    QUrl url;
    QNetworkAccessManager network;
    attendance::UuidGenerator ids{attendance::systemRandom()};
};

ApiUnderTest::ApiUnderTest()
    : now(std::chrono::sys_days{std::chrono::year{2026} / 11 / 21} + std::chrono::hours(12))
    , store(std::move(*store::Store::open({.file = folder.filePath(u"register.sqlite"_s).toStdString()})))
    , m_world(std::make_unique<World>(*this))
{
}

ApiUnderTest::~ApiUnderTest() = default;

ApiUnderTest::Reply ApiUnderTest::ask(const QByteArray &method, const QString &target, const QJsonObject &body, const Headers &headers)
{
    QNetworkRequest request(m_world->url.resolved(QUrl(target)));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    for (const auto &[name, value] : headers)
        request.setRawHeader(name, value);
    const QByteArray bytes = body.isEmpty() ? QByteArray() : QJsonDocument(body).toJson();
    const std::unique_ptr<QNetworkReply> reply(m_world->network.sendCustomRequest(request, method, bytes));
    [&] { QTRY_VERIFY(reply->isFinished()); }();
    Reply result{.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), .body = reply->readAll(), .json = {}, .headers = reply->rawHeaderPairs()};
    result.json = QJsonDocument::fromJson(result.body).object();
    return result;
}

void ApiUnderTest::addPerson(const store::Person &person, const std::vector<store::Photo> &photos, const std::vector<store::Template> &templates)
{
    const auto added = call([=](store::Register &records) { return records.addPerson(person, photos, templates); });
    [&] { QVERIFY2(added.has_value(), added ? "" : added.error().message.c_str()); }();
}

attendance::Sighting ApiUnderTest::see(const char *person, attendance::UtcMs when)
{
    const attendance::Sighting sighting{.id = m_world->ids.next(when), .person = store::PersonId(person), .camera = store::CameraId("door"), .firstSeen = when,
                                        .lastSeen = when, .confidence = 0.9, .track = 1};
    const auto recorded = call([sighting](store::Register &records) { return records.record(std::vector{sighting}); });
    [&] { QVERIFY(recorded && recorded->front()); }();
    return sighting;
}

} // namespace rollcall::testing
