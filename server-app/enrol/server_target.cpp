#include "enrol/server_target.h"

#include <QEventLoop>
#include <QHttpMultiPart>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkReply>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rollcall::enrol {

namespace {

constexpr std::size_t bodyBytes = std::size_t{30} << 20;  // of photos in one request: the server takes 32 MiB
constexpr int patienceMs = 180'000;                        // the server looks at one enrolment at a time

QString personPath(const attendance::PersonId &person)
{
    return u"/api/v1/people/"_s + QString::fromStdString(person.toString());
}

QHttpPart field(const QString &name, const QByteArray &body, bool isFile = false)
{
    QHttpPart part;
    const QString disposition = u"form-data; name=\"%1\"%2"_s.arg(name, isFile ? u"; filename=\"photo\""_s : QString());
    part.setRawHeader("Content-Disposition", disposition.toLatin1());
    part.setBody(body);
    return part;
}

ImportProblem problemOf(const QJsonObject &answer)
{
    const QString reason = answer.value("reason"_L1).toString();
    return {reason.isEmpty() ? "refused" : reason.toStdString(), answer.value("detail"_L1).toString().toStdString()};
}

// What the server says of each photo that was sent.
void note(const QJsonObject &answer, const std::vector<Photo *> &sent)
{
    const QJsonArray results = answer.value("photoResults"_L1).toArray();
    for (std::size_t i = 0; i < sent.size(); ++i) {
        const QJsonObject result = results[static_cast<qsizetype>(i)].toObject();
        if (!result.isEmpty() && !result.value("used"_L1).toBool())
            sent[i]->problem = ImportProblem{result.value("reason"_L1).toString().toStdString(), result.value("problem"_L1).toString().toStdString()};
    }
}

// What was refused as a whole: each photo has this problem, unless the server says another of it.
void refuseAll(const std::vector<Photo *> &sent, const ImportProblem &problem)
{
    for (Photo *photo : sent) {
        if (!photo->problem)
            photo->problem = problem;
    }
}

// As many as one request holds; they are taken out of `photos`.
std::vector<Photo *> takeSome(std::vector<Photo *> &photos)
{
    std::size_t bytes = 0;
    std::size_t count = 0;
    while (count < photos.size() && (count == 0 || bytes + photos[count]->bytes.size() <= bodyBytes))
        bytes += photos[count++]->bytes.size();
    const auto end = photos.begin() + static_cast<std::ptrdiff_t>(count);
    std::vector<Photo *> taken(photos.begin(), end);
    photos.erase(photos.begin(), end);
    return taken;
}

// What cannot be about this one person alone.
bool isFatal(int status)
{
    return status == 401 || status == 403 || status == 404 || status == 405 || status >= 500;
}

} // namespace

ServerTarget::ServerTarget(QUrl server, const ImportOptions &options, const QByteArray &token)
    : m_server(std::move(server))
    , m_options(options)
    , m_authorization(token.isEmpty() ? QByteArray() : "Bearer " + token)
{
}

QNetworkRequest ServerTarget::to(const QString &path) const
{
    QNetworkRequest request(m_server.resolved(QUrl(path)));
    request.setTransferTimeout(patienceMs);
    if (!m_authorization.isEmpty())
        request.setRawHeader("Authorization", m_authorization);
    return request;
}

ServerTarget::Expected ServerTarget::finish(QNetworkReply *reply)
{
    const std::unique_ptr<QNetworkReply> owner(reply);
    QEventLoop loop;
    QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    if (!reply->isFinished())
        loop.exec();
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 0)
        return std::unexpected("The server " + m_server.toString(QUrl::RemoveUserInfo).toStdString() + " does not answer: " + reply->errorString().toStdString());
    return Answer{status, QJsonDocument::fromJson(reply->readAll()).object()};
}

ServerTarget::Expected ServerTarget::get(const QString &path)
{
    return finish(m_network.get(to(path)));
}

ServerTarget::Expected ServerTarget::post(const QString &path, const QList<QPair<QString, QString>> &fields, const std::vector<Photo *> &photos)
{
    QHttpMultiPart form(QHttpMultiPart::FormDataType);
    for (const auto &[name, value] : fields)
        form.append(field(name, value.toUtf8()));
    for (const Photo *photo : photos)
        form.append(field(u"photos"_s, QByteArray(reinterpret_cast<const char *>(photo->bytes.data()), static_cast<qsizetype>(photo->bytes.size())), true));
    auto answer = finish(m_network.post(to(path), &form));
    if (answer)
        note(answer->json, photos);
    return answer;
}

std::expected<std::optional<EnrolledPerson>, std::string> ServerTarget::find(const attendance::PersonId &person)
{
    const auto found = get(personPath(person));
    if (!found)
        return std::unexpected(found.error());
    if (found->status == 404)
        return std::nullopt;
    if (found->status == 410)
        return EnrolledPerson{.isGone = true};
    const auto photos = get(personPath(person) + u"/photos"_s);
    if (!photos)
        return std::unexpected(photos.error());
    if (found->status != 200 || photos->status != 200)
        return std::unexpected("The server refuses to tell who is enrolled: " + (found->status != 200 ? found : photos)->json.value("detail"_L1).toString().toStdString());
    EnrolledPerson known{.name = found->json.value("name"_L1).toString().toStdString()};
    for (const QJsonValue &photo : photos->json.value("items"_L1).toArray())
        known.photos.insert(photo["id"_L1].toString().toStdString());
    return known;
}

std::expected<PersonResult, std::string> ServerTarget::enrol(const ListedPerson &person, std::vector<Photo> &photos, const std::optional<EnrolledPerson> &known)
{
    std::vector<Photo *> unsent;
    for (Photo &photo : photos) {
        if (!photo.problem && !photo.isKnown)
            unsent.push_back(&photo);
    }
    PersonResult result{.state = known ? PersonResult::State::Unchanged : PersonResult::State::Enrolled};
    const QString allow = m_options.allowDuplicates ? u"true"_s : u"false"_s;
    const QString dry = m_options.dryRun ? u"true"_s : u"false"_s;
    if (!known && !photos.empty() && unsent.empty())
        result = {.problem = ImportProblem{"no-usable-photo", "None of the photos can be used."}};
    else if (!known) {
        QList<QPair<QString, QString>> fields{{u"name"_s, QString::fromStdString(person.name)}, {u"id"_s, QString::fromStdString(person.id.toString())},
                                              {u"externalId"_s, QString::fromStdString(person.externalId)}, {u"allowDuplicate"_s, allow}, {u"dryRun"_s, dry}};
        for (const std::string &group : person.groups)
            fields.append({u"groups"_s, QString::fromStdString(group)});
        const auto made = post(u"/api/v1/people"_s, fields, takeSome(unsent));
        if (!made)
            return std::unexpected(made.error());
        if (isFatal(made->status))
            return std::unexpected(person.where + ": the server refuses to enrol (status " + std::to_string(made->status) + "): " + problemOf(made->json).message);
        if (made->status >= 300)
            result = {.problem = problemOf(made->json)};
    }
    while (!unsent.empty() && result.state != PersonResult::State::Refused && !m_options.dryRun) {
        const std::vector<Photo *> sent = takeSome(unsent);
        const auto added = post(personPath(person.id) + u"/photos"_s, {{u"allowDuplicate"_s, allow}}, sent);
        if (!added)
            return std::unexpected(added.error());
        if (isFatal(added->status))
            return std::unexpected(person.where + ": the server refuses photos (status " + std::to_string(added->status) + "): " + problemOf(added->json).message);
        if (added->status == 200 && known)
            result.state = PersonResult::State::Extended;
        else if (added->status == 409)
            result = {.problem = problemOf(added->json)};
        else if (added->status >= 300)
            refuseAll(sent, problemOf(added->json));
    }
    if (photos.empty() && !known && result.state == PersonResult::State::Enrolled)
        result.problem = ImportProblem{"no-photo", "Without a photo no camera can recognise this person."};
    for (const Photo &photo : photos)
        result.photos.push_back({photo.name, photo.problem});
    return result;
}

} // namespace rollcall::enrol
