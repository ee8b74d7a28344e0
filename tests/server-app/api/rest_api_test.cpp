#include "server-app/api/rest_world.h"

#include <QCryptographicHash>
#include <QJsonDocument>

#include <algorithm>

using namespace rollcall;
using namespace rollcall::testing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using attendance::UtcMs;

namespace {

QString base64(const QByteArray &bytes) { return QString::fromLatin1(bytes.toBase64()); }

} // namespace

class RestApiTest : public RestWorld {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    void aCameraIsAskedToSendSomethingElse()
    {
        const QString encoding = u"/api/v1/cameras/door/encoding"_s;
        m_control.answer = api::CameraSending{.codec = u"vp8"_s, .width = 640, .height = 360, .frameRate = 15, .bitrateKbps = 600};
        const Reply changed = patch(encoding, {{u"width"_s, 640}, {u"height"_s, 360}, {u"codec"_s, u"vp8"_s}});
        QCOMPARE(changed.status, 200);
        QCOMPARE(changed.json, (QJsonObject{{u"codec"_s, u"vp8"_s}, {u"width"_s, 640}, {u"height"_s, 360}, {u"frameRate"_s, 15}, {u"bitrateKbps"_s, 600}, {u"paused"_s, false}}));
        QCOMPARE(m_control.ordered.last().camera, u"door"_s);
        QCOMPARE(m_control.ordered.last().codec, std::optional(u"vp8"_s));
        QCOMPARE(m_control.ordered.last().width, std::optional(640));
        QVERIFY(!m_control.ordered.last().bitrateKbps);
        QVERIFY(!m_control.ordered.last().paused);
        QCOMPARE(get(encoding).json, changed.json);

        m_control.answer->problem = u"No encoder for H.264 is installed."_s;
        QCOMPARE(patch(encoding, {{u"codec"_s, u"h264"_s}}).json.value(u"problem"_s).toString(), u"No encoder for H.264 is installed."_s);
        m_control.answer->paused = true;
        QVERIFY(postJsonTo(u"/api/v1/cameras/door/pause"_s, {}).json.value(u"paused"_s).toBool());
        QCOMPARE(m_control.ordered.last().paused, std::optional(true));
        QCOMPARE(postJsonTo(u"/api/v1/cameras/door/resume"_s, {}).status, 200);
        QCOMPARE(m_control.ordered.last().paused, std::optional(false));
        QCOMPARE(postJsonTo(u"/api/v1/cameras/door/keyframe"_s, {}).status, 200);
        QVERIFY(m_control.ordered.last().keyframe);
    }

    void anOrderThatCannotBeIsRefusedBeforeTheCameraHearsOfIt()
    {
        const QString encoding = u"/api/v1/cameras/door/encoding"_s;
        for (const QJsonObject &wrong : {QJsonObject{{u"width"_s, 8}}, QJsonObject{{u"bitrateKbps"_s, u"much"_s}}, QJsonObject{{u"codec"_s, u"av1"_s}}, QJsonObject{{u"widht"_s, 640}}})
            QCOMPARE(patch(encoding, wrong).status, 422);
        QVERIFY(m_control.ordered.isEmpty());
    }

    void aCameraThatCannotBeAskedIsSaid()
    {
        using Reason = api::CameraControlProblem::Reason;
        for (const auto &[reason, status] : {std::pair{Reason::NotConnected, 404}, {Reason::NotControllable, 409}, {Reason::NoAnswer, 504}}) {
            m_control.answer = std::unexpected(api::CameraControlProblem{reason, u"Why."_s});
            const Reply reply = patch(u"/api/v1/cameras/door/encoding"_s, {{u"width"_s, 640}});
            QCOMPARE(reply.status, status);
            QCOMPARE(reply.json.value(u"detail"_s).toString(), u"Why."_s);
        }
    }

    void statsTellWhatTheServerIsAndDoes()
    {
        m_cameras.cameras = {{.id = attendance::CameraId("door"), .name = u"Door"_s, .state = u"streaming"_s, .framesPerSecond = 30}};
        const QJsonObject stats = get(u"/stats"_s).json;
        QCOMPARE(stats[u"version"_s].toString(), QStringLiteral(ROLLCALL_VERSION));
        QVERIFY(stats[u"uptimeSeconds"_s].isDouble());
        QCOMPARE(stats[u"recognition"_s][u"engine"_s].toString(), u"hog+patches"_s);
        QCOMPARE(stats[u"cameras"_s][0][u"id"_s].toString(), u"door"_s);
        QCOMPARE(stats[u"cameras"_s][0][u"state"_s].toString(), u"streaming"_s);
        QCOMPARE(stats[u"store"_s][u"state"_s].toString(), u"working"_s);
    }

    void enrolsByForm()
    {
        const Reply reply = enrolByForm(u"Ada Löve"_s, u"ada"_s, {"front face", "wall"});
        QCOMPARE(reply.status, 201);
        QCOMPARE(reply.location, "/api/v1/people/ada");
        QCOMPARE(reply.json.value(u"photos"_s).toInt(), 1);
        QVERIFY(reply.json.value(u"photoResults"_s)[0][u"used"_s].toBool());
        QCOMPARE(reply.json.value(u"photoResults"_s)[1][u"problem"_s].toString(), u"There is no face in it."_s);
        QCOMPARE(m_enrolment->added, QStringList{u"ada:1"_s});
        QCOMPARE(get(u"/api/v1/people/ada"_s).json.value(u"name"_s).toString(), u"Ada Löve"_s);
        QCOMPARE(enrolByForm(u"Other"_s, u"ada"_s, {"face"}).status, 409);
        QCOMPARE(m_enrolment->added.size(), 1);
    }

    void enrolsByJson()
    {
        const Reply made = postJson({{u"name"_s, u"Bob"_s}, {u"photos"_s, QJsonArray{QString(u"data:image/jpeg;base64,"_s + base64(picture("face")))}}});
        QCOMPARE(made.status, 201);
        QVERIFY(attendance::Uuid::parse(made.json.value(u"id"_s).toString().toStdString()));
        QCOMPARE(made.json.value(u"created"_s).toString(), u"2026-11-21T12:00:00.000Z"_s);
        QCOMPARE(made.json.value(u"updated"_s), made.json.value(u"created"_s));
    }

    void saysWhatIsWrongWithAnEnrolment()
    {
        const QString good = base64(picture("face"));
        const auto body = [&](const QJsonValue &name, const QJsonValue &id, const QJsonValue &photos) {
            return QJsonObject{{u"name"_s, name}, {u"id"_s, id}, {u"photos"_s, photos}};
        };
        const QJsonArray one{good};
        QCOMPARE(postJson(body(u"  "_s, u"x"_s, one)).status, 400);
        QCOMPARE(postJson(body(7, u"x"_s, one)).status, 400);
        QCOMPARE(postJson({{u"photos"_s, one}}).status, 400);
        QCOMPARE(postJson({{u"name"_s, u"Eve"_s}, {u"photos"_s, one}, {u"allowDuplicate"_s, u"perhaps"_s}}).status, 400);
        QCOMPARE(postJson(body(QString(201, u'n'), u"x"_s, one)).status, 400);
        QCOMPARE(postJson(body(u"Eve\nx"_s, u"x"_s, one)).status, 400);
        for (const auto &id : {u"../x"_s, u".hidden"_s, u"a b"_s, u""_s, u"ä"_s, QString(65, u'i')})
            QCOMPARE(postJson(body(u"Eve"_s, id, one)).status, 400);
        QCOMPARE(postJson(body(u"Eve"_s, 7, one)).status, 400);
        QCOMPARE(postJson(body(u"Eve"_s, u"x"_s, QJsonArray{one[0], one[0], one[0], one[0], one[0], one[0], one[0], one[0], one[0], one[0], one[0], one[0], one[0],
            one[0], one[0], one[0], one[0], one[0], one[0], one[0], one[0]})).status, 400);
        QCOMPARE(postJson(body(u"Eve"_s, u"x"_s, QJsonArray{u"not base64!"_s})).status, 400);
        QCOMPARE(postJson(body(u"Eve"_s, u"x"_s, QJsonArray{u"aGVsbG8="_s})).status, 415);
        const Reply faceless = postJson(body(u"Eve"_s, u"x"_s, QJsonArray{base64(picture("wall"))}));
        QCOMPARE(faceless.status, 422);
        QVERIFY(faceless.json.value(u"detail"_s).toString().contains(u"no face"_s));
        QCOMPARE(post("{", "application/json").status, 400);
        QCOMPARE(post("x", "text/plain").status, 415);
        QCOMPARE(post("x", "multipart/form-data; boundary=b").status, 400);
        QCOMPARE(get(u"/api/v1/people"_s).json.value(u"items"_s).toArray().size(), 0);
        QVERIFY(m_enrolment->added.isEmpty());
    }

    void aPersonMayHaveNoPhotos()
    {
        const Reply made = postJson({{u"name"_s, u"Eve"_s}, {u"id"_s, u"eve"_s}});
        QCOMPARE(made.status, 201);
        QCOMPARE(made.json.value(u"photos"_s).toInt(-1), 0);
        QCOMPARE(made.json.value(u"photoResults"_s).toArray().size(), 0);
    }

    void keepsWhatElseIsKnown()
    {
        const Reply made = postJson({{u"name"_s, u"Eve"_s}, {u"id"_s, u"eve"_s}, {u"externalId"_s, u"E-7"_s}, {u"groups"_s, QJsonArray{u"Staff"_s}}});
        QCOMPARE(made.status, 201);
        QCOMPARE(get(u"/api/v1/people/eve"_s).json.value(u"externalId"_s).toString(), u"E-7"_s);
        QCOMPARE(get(u"/api/v1/people/eve"_s).json.value(u"groups"_s).toArray(), QJsonArray{u"Staff"_s});
        QCOMPARE(postJson({{u"name"_s, u"Bob"_s}, {u"id"_s, u"bob"_s}, {u"externalId"_s, u"E-7"_s}}).status, 409);
        QCOMPARE(postJson({{u"name"_s, u"Bob"_s}, {u"groups"_s, u"Staff"_s}}).status, 400);
    }

    void keepsAnyName()
    {
        int number = 0;
        for (const QString &name : {u"<script>alert('&\"')</script>"_s, u"张伟 \u0627\u0644 \U0001F468\u200D\U0001F469"_s, QString(200, u'ß')}) {
            const QString id = u"n%1"_s.arg(++number);
            QCOMPARE(postJson({{u"name"_s, name}, {u"id"_s, id}}).status, 201);
            QCOMPARE(get(u"/api/v1/people/"_s + id).json.value(u"name"_s).toString(), name);
        }
    }

    void namesThePersonWhoIsEnrolledAlready()
    {
        QCOMPARE(enrolByForm(u"Ada"_s, u"ada"_s, {"face a"}).status, 201);
        const Reply again = enrolByForm(u"Ada Again"_s, u"ada2"_s, {"face a, another day"});
        QCOMPARE(again.status, 409);
        QCOMPARE(again.json.value(u"reason"_s).toString(), u"duplicate"_s);
        QCOMPARE(again.json.value(u"person"_s).toString(), u"ada"_s);
        QCOMPARE(again.json.value(u"score"_s).toDouble(), 0.875);
        QCOMPARE(get(u"/api/v1/people/ada2"_s).status, 404);
        const QString photo = base64(picture("face a, another day"));
        QCOMPARE(postJson({{u"name"_s, u"Twin"_s}, {u"id"_s, u"twin"_s}, {u"photos"_s, QJsonArray{photo}}, {u"allowDuplicate"_s, true}}).status, 201);
    }

    void twoAtOnceOfTheSamePersonAreOne()
    {
        QHttpMultiPart first(QHttpMultiPart::FormDataType);
        QHttpMultiPart second(QHttpMultiPart::FormDataType);
        fill(first, u"Ada"_s, u"ada"_s, {"face a"});
        fill(second, u"Ada"_s, u"ada-2"_s, {"face a too"});
        QNetworkReply *one = m_network.post(to(u"/api/v1/people"_s), &first);
        QNetworkReply *two = m_network.post(to(u"/api/v1/people"_s), &second);
        QList<int> statuses{finish(one).status, finish(two).status};
        std::ranges::sort(statuses);
        QCOMPARE(statuses, (QList<int>{201, 409}));
    }

    void aDryRunSaysWhatWouldHappen()
    {
        const QString photo = base64(picture("face a"));
        const Reply dry = postJson({{u"name"_s, u"Ada"_s}, {u"id"_s, u"ada"_s}, {u"photos"_s, QJsonArray{photo}}, {u"dryRun"_s, true}});
        QCOMPARE(dry.status, 200);
        QVERIFY(dry.json.value(u"photoResults"_s)[0][u"used"_s].toBool());
        QCOMPARE(get(u"/api/v1/people/ada"_s).status, 404);
    }

    void addsListsAndRemovesPhotos()
    {
        enrolByForm(u"Ada"_s, u"ada"_s, {"face a, front"});
        enrolByForm(u"Bob"_s, u"bob"_s, {"face b"});
        const QString photos = u"/api/v1/people/ada/photos"_s;
        const Reply added = postPhotos(photos, {"face a, left", "face a, front", "face b", "wall"});
        QCOMPARE(added.status, 200);
        QCOMPARE(added.json.value(u"photos"_s).toInt(), 2);  // one of the four was there, two cannot be used
        QCOMPARE(added.json.value(u"photoResults"_s)[2][u"reason"_s].toString(), u"somebody-else"_s);
        QCOMPARE(m_enrolment->facesOf(u"ada"_s), 2);
        QCOMPARE(postPhotos(photos, {"wall"}).status, 422);
        QCOMPARE(postPhotos(photos, {}).status, 400);
        QCOMPARE(postPhotos(u"/api/v1/people/nobody/photos"_s, {"face x"}).status, 404);

        const QJsonArray items = get(photos).json.value(u"items"_s).toArray();
        QCOMPARE(items.size(), 2);
        const QString one = items[0][u"href"_s].toString();
        const Reply shown = get(one);
        QCOMPARE(shown.status, 200);
        QCOMPARE(QString::fromLatin1(QCryptographicHash::hash(shown.body, QCryptographicHash::Sha256).toHex()), items[0][u"id"_s].toString());
        QCOMPARE(shown.body.size(), items[0][u"bytes"_s].toInt());
        QCOMPARE(get(QString(one).replace(u"ada"_s, u"bob"_s)).status, 404);  // somebody else's

        QCOMPARE(request("DELETE", one).status, 204);
        QCOMPARE(get(one).status, 404);
        QCOMPARE(request("DELETE", one).status, 404);
        QCOMPARE(m_enrolment->facesOf(u"ada"_s), 1);
        QCOMPARE(request("DELETE", items[1][u"href"_s].toString()).status, 204);
        QCOMPARE(m_enrolment->facesOf(u"ada"_s), 0);
        QCOMPARE(get(u"/api/v1/people/ada"_s).json.value(u"photos"_s).toInt(-1), 0);
        QCOMPARE(get(u"/api/v1/people/nobody/photos"_s).status, 404);
    }

    void aPhotoOfSomebodyEnrolledIsNotAddedToAnother()
    {
        enrolByForm(u"Ada"_s, u"ada"_s, {"face a"});
        postJson({{u"name"_s, u"Bob"_s}, {u"id"_s, u"bob"_s}});
        const Reply added = postPhotos(u"/api/v1/people/bob/photos"_s, {"face a, again"});
        QCOMPARE(added.status, 409);
        QCOMPARE(added.json.value(u"person"_s).toString(), u"ada"_s);
        QCOMPARE(postPhotos(u"/api/v1/people/bob/photos?allowDuplicate=true"_s, {"face a, again"}).status, 200);
    }

    void enrolsFromACamera()
    {
        const QString door = u"/api/v1/cameras/door/enrolment"_s;
        QCOMPARE(get(door).status, 404);
        const Reply started = postJsonTo(door, {{u"name"_s, u"Ada"_s}, {u"id"_s, u"ada"_s}, {u"seconds"_s, 60}});
        QCOMPARE(started.status, 201);
        QCOMPARE(started.location, "/api/v1/cameras/door/enrolment");
        const QJsonObject shown = get(door).json;
        QCOMPARE(shown, (QJsonObject{{u"camera"_s, u"door"_s}, {u"state"_s, u"collecting"_s}, {u"person"_s, QJsonObject{{u"id"_s, u"ada"_s}, {u"name"_s, u"Ada"_s}}},
                                     {u"shots"_s, 1}, {u"wanted"_s, 4}, {u"hint"_s, QJsonObject{{u"code"_s, u"turn-left"_s}, {u"text"_s, u"turn a little to the left"_s}}},
                                     {u"remainingSeconds"_s, 60}}));
        QCOMPARE(postJsonTo(door, {{u"name"_s, u"Ben"_s}}).status, 409);
        QCOMPARE(request("DELETE", door).status, 204);
        QCOMPARE(request("DELETE", door).status, 404);
        QCOMPARE(postJsonTo(u"/api/v1/cameras/attic/enrolment"_s, {{u"name"_s, u"Ben"_s}}).status, 404);
    }

    void refusesAnEnrolmentFromACameraThatCannotEnd()
    {
        const QString door = u"/api/v1/cameras/door/enrolment"_s;
        enrolByForm(u"Ada"_s, u"ada"_s, {"face"});
        QCOMPARE(postJsonTo(door, {{u"name"_s, u"Ada"_s}, {u"id"_s, u"ada"_s}}).status, 409);
        QCOMPARE(postJsonTo(door, {}).status, 400);
        QCOMPARE(postJsonTo(door, {{u"name"_s, u"A\nB"_s}}).status, 400);
        QCOMPARE(postJsonTo(door, {{u"name"_s, u"Ben"_s}, {u"id"_s, u"../x"_s}}).status, 400);
        for (const QJsonValue &seconds : {QJsonValue(4), QJsonValue(301), QJsonValue(u"30"_s), QJsonValue(7.5)})
            QCOMPARE(postJsonTo(door, {{u"name"_s, u"Ben"_s}, {u"seconds"_s, seconds}}).status, 400);
        QCOMPARE(postJsonTo(door, {{u"name"_s, u"Ben"_s}, {u"allowDuplicate"_s, u"yes"_s}}).status, 400);
        QVERIFY(!m_cameraEnrolment.session);
    }

    void erasesAPerson()
    {
        enrolByForm(u"Ada"_s, u"ada"_s, {"face"});
        record("ada", noon);
        const Reply proof = request("DELETE", u"/api/v1/people/ada"_s);
        QCOMPARE(proof.status, 200);
        QCOMPARE(proof.json.value(u"counts"_s)[u"sightings"_s].toInt(), 1);
        QVERIFY(!proof.body.contains("\"ada"));
        QCOMPARE(m_enrolment->removed, QStringList{u"ada"_s});
        QCOMPARE(get(u"/api/v1/people/ada"_s).status, 404);
        QCOMPARE(get(u"/api/v1/sightings"_s).json.value(u"items"_s).toArray().size(), 0);
        QCOMPARE(request("DELETE", u"/api/v1/people/ada"_s).status, 404);
    }

    void showsTheRegisterOfALocalDayInPages()
    {
        for (const auto &id : {u"ada"_s, u"bob"_s, u"eve"_s})
            enrolByForm(id, id, {"face " + QString(id).toUtf8()});
        record("ada", noon + 2h);              // 23:00 in Tokyo
        record("bob", noon, "gate");
        record("bob", noon + 1h);
        record("eve", noon + 3h + 1min);       // the next day there
        const Reply first = get(u"/api/v1/attendance?limit=1"_s);
        QCOMPARE(first.json.value(u"day"_s).toString(), u"2026-11-21"_s);
        const QJsonObject bob = first.json.value(u"items"_s)[0].toObject();
        const QJsonObject expected{{u"person"_s, u"bob"_s}, {u"name"_s, u"bob"_s}, {u"day"_s, u"2026-11-21"_s}, {u"checkIn"_s, u"2026-11-21T12:00:00.000Z"_s},
                                   {u"lastSeen"_s, u"2026-11-21T13:00:00.000Z"_s}, {u"sightings"_s, 2}, {u"cameras"_s, QJsonArray{u"gate"_s, u"door"_s}},
                                   {u"checkOut"_s, u"2026-11-21T13:00:00.000Z"_s}, {u"dayStatus"_s, u"present"_s}, {u"shift"_s, QJsonValue()}, {u"status"_s, u"confirmed"_s}};
        for (const QString &key : expected.keys())
            QCOMPARE(bob.value(key), expected.value(key));
        const Reply second = get(u"/api/v1/attendance?limit=1&cursor="_s + first.json.value(u"next"_s).toString());
        QCOMPARE(second.json.value(u"items"_s)[0][u"person"_s].toString(), u"ada"_s);
        QVERIFY(second.json.value(u"next"_s).isNull());
        QCOMPARE(get(u"/api/v1/attendance?day=2026-11-22"_s).json.value(u"items"_s)[0][u"person"_s].toString(), u"eve"_s);
        QCOMPARE(get(u"/api/v1/attendance?day=2026-02-30"_s).status, 400);
        QCOMPARE(get(u"/api/v1/attendance?cursor=x"_s).status, 400);
    }

    void listsSightings()
    {
        enrolByForm(u"Ada"_s, u"ada"_s, {"face"});
        for (int i = 0; i < 5; ++i)
            record("ada", noon + i * 10min);
        const Reply two = get(u"/api/v1/sightings?limit=2&person=ada&until=2026-11-21T21:40:00%2B09:00"_s);  // before the last one
        QCOMPARE(two.json.value(u"items"_s).toArray().size(), 2);
        QCOMPARE(two.json.value(u"items"_s)[0][u"firstSeen"_s].toString(), u"2026-11-21T12:30:00.000Z"_s);
        QCOMPARE(get(u"/api/v1/sightings?camera=gate"_s).json.value(u"items"_s).toArray().size(), 0);
        for (const auto &query : {u"limit=0"_s, u"limit=501"_s, u"limit=x"_s, u"from=today"_s, u"until=2026-11-21T08:00:00"_s, u"cursor=x"_s, u"status=maybe"_s})
            QCOMPARE(get(u"/api/v1/sightings?"_s + query).status, 400);
    }

    void listsCamerasLiveAndGone()
    {
        seeCamera("attic");
        seeCamera("door");
        m_cameras.cameras.append({.id = attendance::CameraId("door"), .name = u"Door"_s, .state = u"streaming"_s, .codec = u"vp8"_s, .width = 640, .height = 480,
                                  .framesPerSecond = 30, .connectedSince = noon, .challenge = u"turn left"_s,
                                  .refusedFace = api::RefusedFace{u"too dark"_s, noon}});
        const Reply first = get(u"/api/v1/cameras?limit=1"_s);
        QCOMPARE(first.json.value(u"items"_s)[0][u"state"_s].toString(), u"offline"_s);
        const Reply rest = get(u"/api/v1/cameras?cursor="_s + first.json.value(u"next"_s).toString());
        QCOMPARE(rest.json.value(u"items"_s).toArray().size(), 1);
        QCOMPARE(rest.json.value(u"items"_s)[0][u"state"_s].toString(), u"streaming"_s);
        QCOMPARE(rest.json.value(u"items"_s)[0][u"width"_s].toInt(), 640);
        QCOMPARE(rest.json.value(u"items"_s)[0][u"challenge"_s].toString(), u"turn left"_s);
        QVERIFY(first.json.value(u"items"_s)[0][u"challenge"_s].isUndefined());
        QCOMPARE(rest.json.value(u"items"_s)[0][u"refusedFace"_s][u"reason"_s].toString(), u"too dark"_s);
        QVERIFY(rest.json.value(u"items"_s)[0][u"refusedFace"_s][u"at"_s].toString().endsWith(u'Z'));
        QVERIFY(!first.json.value(u"items"_s)[0].toObject().contains(u"refusedFace"_s));
    }

    void aCameraIsRenamedAsItWasRead()
    {
        seeCamera("door");
        const QString door = u"/api/v1/cameras/door"_s;
        const Reply read = get(door);
        QCOMPARE(read.json, (QJsonObject{{u"id"_s, u"door"_s}, {u"name"_s, u"door"_s}, {u"ownName"_s, u"door"_s}, {u"givenName"_s, QJsonValue()}, {u"state"_s, u"offline"_s},
                                         {u"lastSeen"_s, u"2026-11-21T12:00:00.000Z"_s}}));
        QCOMPARE(change("PATCH", door, {}, {{u"name"_s, u"Entrance"_s}}).status, 428);
        for (const QByteArray &tag : {QByteArray("\"x\""), QByteArray("\"7-x\""), QByteArray("1")})
            QCOMPARE(change("PATCH", door, tag, {{u"name"_s, u"Entrance"_s}}).status, 412);
        QCOMPARE(change("PATCH", door, read.tag, {}).status, 400);
        QCOMPARE(change("PATCH", door, read.tag, {{u"nmae"_s, u"Entrance"_s}}).status, 422);
        for (const QJsonValue &name : {QJsonValue(u"  "_s), QJsonValue(7), QJsonValue(QString(201, u'n')), QJsonValue(u"a\nb"_s)})
            QCOMPARE(change("PATCH", door, read.tag, {{u"name"_s, name}}).status, 422);
        QVERIFY(m_book.notes.isEmpty());

        m_cameras.cameras = {{.id = attendance::CameraId("door"), .name = u"door"_s, .state = u"streaming"_s, .connectedSince = noon}};  // the version counts, not the state
        const Reply renamed = change("PATCH", door, read.tag, {{u"name"_s, u"<b>Entrance</b>"_s}});
        QCOMPARE(renamed.status, 200);
        QCOMPARE(renamed.json.value(u"name"_s).toString(), u"<b>Entrance</b>"_s);
        QCOMPARE(renamed.json.value(u"state"_s).toString(), u"streaming"_s);
        QCOMPARE(m_book.notes, QStringList{u"name door <b>Entrance</b>"_s});
        QCOMPARE(change("PATCH", door, read.tag, {{u"name"_s, u"Exit"_s}}).status, 412);
        QCOMPARE(get(door).json.value(u"name"_s).toString(), u"<b>Entrance</b>"_s);
        QCOMPARE(change("PATCH", door, renamed.tag, {{u"name"_s, QJsonValue()}}).json.value(u"name"_s).toString(), u"door"_s);
        QCOMPARE(change("PATCH", u"/api/v1/cameras/attic"_s, "*", {{u"name"_s, u"Attic"_s}}).status, 404);
    }

    void aCameraIsForgotten()
    {
        seeCamera("door");
        const QString door = u"/api/v1/cameras/door"_s;
        QCOMPARE(change("DELETE", door, "\"9-x\"").status, 412);
        QVERIFY(m_book.notes.isEmpty());
        QCOMPARE(request("DELETE", door).status, 204);
        QCOMPARE(m_book.notes, (QStringList{u"let go door"_s, u"forgotten door yes"_s}));
        QCOMPARE(get(door).status, 404);
        QVERIFY(get(u"/api/v1/cameras"_s).json.value(u"items"_s).toArray().isEmpty());
        QCOMPARE(request("DELETE", door).status, 404);
        QCOMPARE(m_book.notes.last(), u"forgotten door no"_s);
    }

    void aParameterThatThereIsNoneOfIsRefused()
    {
        const Reply misspelt = get(u"/api/v1/sightings?persn=ada"_s);
        QCOMPARE(misspelt.status, 400);
        QVERIFY(misspelt.json.value(u"detail"_s).toString().contains(u"persn"_s));
        QVERIFY(misspelt.json.value(u"detail"_s).toString().contains(u"person"_s));
        QCOMPARE(get(u"/api/v1/sightings?person=ada"_s).status, 200);
        QCOMPARE(get(u"/api/v1/camera-directions?limit=1"_s).status, 400);
    }

    void tellsHowItIs()
    {
        QCOMPARE(get(u"/healthz"_s).json.value(u"status"_s).toString(), u"ok"_s);
        QCOMPARE(get(u"/readyz"_s).status, 200);
        QVERIFY(get(u"/metrics"_s).body.contains("\nrollcall_store_waiting_events 0\n"));
    }
};

QTEST_GUILESS_MAIN(RestApiTest)
#include "rest_api_test.moc"
