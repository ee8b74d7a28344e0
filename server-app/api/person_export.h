#pragma once

#include <QObject>  // first: moc 6.4 stumbles over <compare> before any header of Qt

#include "api/zip_writer.h"
#include "net/responder.h"
#include "store/person_tables.h"
#include "store/store.h"

#include <QJsonArray>
#include <QJsonObject>

#include <memory>

namespace rollcall::api {

// Writes everything that is kept about one person into a ZIP that goes out while it is made: a few rows or one picture at a time, the
// next ones once the taker has those. Network thread; ends itself. The store outlives it.
class PersonExport : public QObject {
    Q_OBJECT

public:
    // `person` is how the person is shown by the API.
    PersonExport(store::Store &store, const store::PersonId &id, const QJsonObject &person, std::unique_ptr<net::StreamWriter> writer, QObject *parent);
    void start();

private:
    struct Piece {
        QJsonArray rows;
        std::vector<std::pair<QString, QByteArray>> files;  // name, contents
        store::Value last;  // where the next piece begins
        bool isLast = false;
    };
    struct Section {
        std::string name;     // of its file
        std::string table;
        std::string condition;
        std::vector<std::string> columns;
        std::string order;
        int64_t rowsAtOnce = 0;
    };
    [[nodiscard]] static std::vector<Section> sections();
    [[nodiscard]] static std::expected<Piece, store::StoreError> read(store::Database &database, const Section &section, const store::PersonId &id, const store::Value &after);

    void next();
    void nextSection();
    void take(const Piece &piece);
    void writeFile(const QString &name, const QByteArray &contents);
    void flush();
    void end();
    void fail(const QString &problem);

    store::Store &m_store;
    const store::PersonId m_id;
    const QJsonObject m_person;
    std::unique_ptr<net::StreamWriter> m_writer;
    QByteArray m_made;  // by the ZIP, not yet given to the writer
    ZipWriter m_zip;
    const std::vector<Section> m_sections = sections();
    std::size_t m_section = 0;
    store::Value m_after;
    int m_piece = 0;  // of the section
    std::vector<std::pair<QString, QByteArray>> m_files;  // still to be written
    bool m_ended = false;
    bool m_waiting = false;  // for rows
};

} // namespace rollcall::api
