#include "api/person_export.h"

#include "api/json.h"
#include "store/row_values.h"

#include <QJsonDocument>
#include <QLoggingCategory>

#include <algorithm>

namespace rollcall::api {

Q_LOGGING_CATEGORY(lcExport, "rollcall.api.export", QtInfoMsg)

using namespace Qt::StringLiterals;
using store::StoreError;
using store::Value;

namespace {

constexpr int64_t manyRows = 200;

std::vector<std::string> split(std::string_view columns)
{
    std::vector<std::string> names;
    for (const QString &name : QString::fromUtf8(columns.data(), qsizetype(columns.size())).split(u", "_s))
        names.push_back(name.toStdString());
    return names;
}

bool isPicture(const std::string &column) { return column == "picture" || column == "bytes"; }
bool isTime(const std::string &column) { return column.ends_with("_at") || column.ends_with("_seen"); }

QJsonValue toJson(const std::string &column, const Value &value)
{
    if (const auto *number = std::get_if<int64_t>(&value))
        return isTime(column) ? QJsonValue(toText(attendance::UtcMs(std::chrono::milliseconds(*number)))) : QJsonValue(qint64(*number));
    if (const auto *real = std::get_if<double>(&value))
        return *real;
    if (const auto *text = std::get_if<std::string>(&value))
        return toText(*text);
    QJsonArray numbers;
    if (std::holds_alternative<store::Blob>(value)) {
        for (const float one : store::toVector(value))
            numbers.append(double(one));
        return numbers;
    }
    return {};
}

QString ending(const QByteArray &picture)
{
    return picture.startsWith("\x89PNG") ? u".png"_s : u".jpg"_s;
}

} // namespace

PersonExport::PersonExport(store::Store &store, const store::PersonId &id, const QJsonObject &person, std::unique_ptr<net::StreamWriter> writer, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_id(id)
    , m_person(person)
    , m_writer(std::move(writer))
    , m_zip([this](const QByteArray &bytes) {
        m_made += bytes;
    })
{
    connect(m_writer.get(), &net::StreamWriter::drained, this, &PersonExport::next, Qt::QueuedConnection);
    connect(m_writer.get(), &net::StreamWriter::closed, this, &QObject::deleteLater);
}

std::vector<PersonExport::Section> PersonExport::sections()
{
    std::vector<Section> sections;
    for (const store::PersonTable &table : store::personTables()) {
        const auto columns = split(table.columns);
        const bool pictures = std::any_of(columns.begin(), columns.end(), isPicture);
        const auto same = std::count_if(sections.begin(), sections.end(), [&](const Section &one) { return one.table == table.name; });
        sections.push_back({.name = std::string(table.name) + (same ? "-" + std::string(table.column) : ""), .table = std::string(table.name),
                            .condition = table.condition(), .columns = columns, .order = std::string(table.order), .rowsAtOnce = pictures ? 1 : manyRows});
    }
    sections.push_back({.name = "photos", .table = "photos", .condition = "sha256 IN (SELECT sha256 FROM person_photos WHERE person_id = ?1)",
                        .columns = {"sha256", "media_type", "bytes"}, .order = "sha256", .rowsAtOnce = 1});
    return sections;
}

std::expected<PersonExport::Piece, StoreError> PersonExport::read(store::Database &database, const Section &section, const store::PersonId &id, const Value &after)
{
    std::vector<Value> values{id.toString()};
    std::string sql = "SELECT " + section.order;
    for (const std::string &column : section.columns)
        sql += ", " + column;
    sql += " FROM " + section.table + " WHERE " + section.condition;
    if (!std::holds_alternative<std::monostate>(after)) {
        values.push_back(after);
        sql += " AND " + section.order + " > ?2";
    }
    sql += " ORDER BY " + section.order + " LIMIT " + std::to_string(section.rowsAtOnce);
    Piece piece;
    auto done = database.query(sql, values, [&](store::Row row) {
        QJsonObject json;
        for (std::size_t i = 0; i < section.columns.size(); ++i) {
            const std::string &column = section.columns[i];
            const auto *blob = std::get_if<store::Blob>(&row[i + 1]);
            if (!isPicture(column) || !blob) {
                json.insert(toText(column), toJson(column, row[i + 1]));
                continue;
            }
            const QByteArray picture(reinterpret_cast<const char *>(blob->data()), qsizetype(blob->size()));
            const auto *key = std::get_if<std::string>(&row[0]);
            const QString name = u"pictures/%1/%2%3"_s.arg(toText(section.table), key ? toText(*key) : QString::number(std::get<int64_t>(row[0])), ending(picture));
            json.insert(u"file"_s, name);
            piece.files.emplace_back(name, picture);
        }
        piece.rows.append(json);
        piece.last = row[0];
    });
    if (!done)
        return std::unexpected(std::move(done.error()));
    piece.isLast = piece.rows.size() < section.rowsAtOnce;
    return piece;
}

void PersonExport::start()
{
    writeFile(u"person.json"_s, QJsonDocument(m_person).toJson());
    if (!m_ended)
        QMetaObject::invokeMethod(this, &PersonExport::next, Qt::QueuedConnection);
}

// Called when everything written is gone, and when rows have come.
void PersonExport::next()
{
    if (m_ended || m_waiting || m_writer->bytesToWrite() > 0)
        return;
    if (!m_files.empty()) {
        const auto [name, contents] = std::move(m_files.back());
        m_files.pop_back();
        writeFile(name, contents);
        if (!m_ended)
            QMetaObject::invokeMethod(this, &PersonExport::next, Qt::QueuedConnection);
        return;
    }
    if (m_section == m_sections.size())
        return end();
    m_waiting = true;
    m_store.call([section = m_sections[m_section], id = m_id, after = m_after](store::Register &records) { return read(records.database(), section, id, after); }, this,
                 [this](const std::expected<Piece, StoreError> &piece) {
        m_waiting = false;
        if (!piece)
            return fail(QString::fromStdString(piece.error().message));
        take(*piece);
    });
}

// Each piece of a long table is a file of its own.
void PersonExport::take(const Piece &piece)
{
    if (!piece.rows.isEmpty())
        writeFile(u"%1/%2.json"_s.arg(toText(m_sections[m_section].name), QString::number(++m_piece).rightJustified(4, u'0')), QJsonDocument(piece.rows).toJson());
    m_files = piece.files;
    m_after = piece.last;
    if (piece.isLast)
        nextSection();
    if (!m_ended)
        QMetaObject::invokeMethod(this, &PersonExport::next, Qt::QueuedConnection);
}

void PersonExport::nextSection()
{
    ++m_section;
    m_after = {};
    m_piece = 0;
}

void PersonExport::writeFile(const QString &name, const QByteArray &contents)
{
    const auto kind = name.endsWith(".json"_L1) ? ZipWriter::Kind::Text : ZipWriter::Kind::Picture;
    if (!m_zip.add(name, kind, contents))
        return fail(m_zip.problem());
    flush();
}

// Nothing is skipped by the writer: more is made only once everything is gone.
void PersonExport::flush()
{
    if (!m_made.isEmpty())
        m_writer->write(std::exchange(m_made, {}));
}

void PersonExport::end()
{
    if (!m_zip.finish())
        return fail(m_zip.problem());
    flush();
    m_ended = true;
    m_writer->finish();
    deleteLater();
}

// Without the end of a ZIP nobody takes half for the whole.
void PersonExport::fail(const QString &problem)
{
    if (std::exchange(m_ended, true))
        return;
    qCWarning(lcExport).noquote() << "An export broke off:" << problem;
    deleteLater();
}

} // namespace rollcall::api
