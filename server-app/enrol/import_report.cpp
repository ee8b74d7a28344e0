#include "enrol/import_report.h"

#include "enrol/csv.h"
#include "enrol/list_rules.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <initializer_list>

using namespace Qt::StringLiterals;

namespace rollcall::enrol {

namespace {

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

std::string unwritable(const QSaveFile &file)
{
    return "The report " + file.fileName().toStdString() + " cannot be written: " + file.errorString().toStdString();
}

class CsvReport final : public ImportReport {
public:
    explicit CsvReport(std::unique_ptr<QSaveFile> file)
        : m_file(std::move(file))
    {
        line({"where", "id", "name", "photo", "result", "reason", "message"});
    }

    void add(const ListedPerson &person, const PersonResult &result) override
    {
        const ImportProblem problem = result.problem.value_or(ImportProblem{});
        line({person.where, person.id.toString(), person.name, {}, toText(result.state), problem.reason, problem.message});
        for (const PhotoResult &photo : result.photos) {
            if (photo.problem)
                line({person.where, person.id.toString(), person.name, photo.name, "refused", photo.problem->reason, photo.problem->message});
        }
    }

    std::expected<void, std::string> finish(const ImportCounts &) override
    {
        return m_file->commit() ? std::expected<void, std::string>() : std::unexpected(unwritable(*m_file));
    }

private:
    // RFC 4180: lines end with CR LF.
    void line(std::initializer_list<std::string> fields)
    {
        std::string record;
        for (const std::string &field : fields)
            record += (&field == fields.begin() ? "" : ",") + csvField(field);
        m_file->write(QByteArray::fromStdString(record + "\r\n"));  // a failure shows at the end
    }

    const std::unique_ptr<QSaveFile> m_file;
};

QJsonObject problemJson(const std::optional<ImportProblem> &problem, QJsonObject json)
{
    if (problem) {
        json.insert(u"reason"_s, text(problem->reason));
        json.insert(u"message"_s, text(problem->message));
    }
    return json;
}

class JsonReport final : public ImportReport {
public:
    explicit JsonReport(std::unique_ptr<QSaveFile> file)
        : m_file(std::move(file))
    {
    }

    void add(const ListedPerson &person, const PersonResult &result) override
    {
        QJsonArray photos;
        for (const PhotoResult &photo : result.photos)
            photos.append(problemJson(photo.problem, {{u"photo"_s, text(photo.name)}, {u"result"_s, photo.problem ? u"refused"_s : u"used"_s}}));
        m_people.append(problemJson(result.problem, {{u"where"_s, text(person.where)}, {u"id"_s, text(person.id.toString())}, {u"name"_s, text(person.name)},
                                                     {u"result"_s, text(toText(result.state))}, {u"photos"_s, photos}}));
    }

    std::expected<void, std::string> finish(const ImportCounts &counts) override
    {
        const QJsonObject json{{u"people"_s, m_people}, {u"enrolled"_s, qint64(counts.enrolled)}, {u"extended"_s, qint64(counts.extended)},
                               {u"unchanged"_s, qint64(counts.unchanged)}, {u"refused"_s, qint64(counts.refused)},
                               {u"photosUsed"_s, qint64(counts.photosUsed)}, {u"photosRefused"_s, qint64(counts.photosRefused)}};
        m_file->write(QJsonDocument(json).toJson());
        return m_file->commit() ? std::expected<void, std::string>() : std::unexpected(unwritable(*m_file));
    }

private:
    const std::unique_ptr<QSaveFile> m_file;
    QJsonArray m_people;
};

} // namespace

std::expected<std::unique_ptr<ImportReport>, std::string> ImportReport::open(const std::filesystem::path &path)
{
    auto file = std::make_unique<QSaveFile>(text(toUtf8(path)));
    if (!file->open(QIODevice::WriteOnly))
        return std::unexpected(unwritable(*file));
    if (path.extension() == ".json")
        return std::make_unique<JsonReport>(std::move(file));
    return std::make_unique<CsvReport>(std::move(file));
}

} // namespace rollcall::enrol
