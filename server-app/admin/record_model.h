#pragma once

#include <QAbstractTableModel>
#include <QCollator>
#include <QIcon>
#include <QJsonObject>
#include <QSet>

#include <chrono>
#include <functional>
#include <optional>
#include <variant>
#include <vector>

namespace rollcall::admin {

// One column over the server's records. Only `title` and `text` are needed.
struct RecordColumn {
    QString title = {};
    std::function<QString(const QJsonObject &)> text = {};
    std::function<QVariant(const QJsonObject &)> sortKey = {};  // where the text does not sort as people expect
    std::function<QIcon(const QJsonObject &)> icon = {};
    bool isNumber = false;
};

// Records of the server (JSON objects) as the rows of a table, found by a key of their own. Many of them are made into rows a few at a
// time, so that the window answers meanwhile. GUI thread.
class RecordModel : public QAbstractTableModel {
    Q_OBJECT

public:
    using Key = std::function<QString(const QJsonObject &)>;
    // Without `key` a record is known by its place.
    RecordModel(std::vector<RecordColumn> columns, Key key, QObject *parent = nullptr);

    // These in place of all, at once.
    void setRecords(const QList<QJsonObject> &records);
    // The same in steps: makeSome() until it says that they are in place. What is changed by itself meanwhile stays as it was changed.
    void beginRecords(const QList<QJsonObject> &records);
    [[nodiscard]] bool makeSome(std::chrono::milliseconds budget);
    [[nodiscard]] bool isMaking() const { return m_coming.has_value(); }

    void upsert(const QJsonObject &record);
    void remove(const QString &key);
    [[nodiscard]] const QJsonObject &record(int row) const { return m_rows.at(row).record; }
    [[nodiscard]] QString keyOf(int row) const { return m_rows.at(row).key; }
    [[nodiscard]] std::optional<int> rowOf(const QString &key) const;
    // Icons depend on the palette.
    void redraw();

    // For sorting and filtering without a QVariant for each cell.
    [[nodiscard]] const QStringList &texts(int row) const { return m_rows.at(row).texts; }
    [[nodiscard]] bool isBefore(int column, int row, int other) const;
    // Keys of this column are made along with rows.
    void prepareSorting(int column) { m_sorted = column; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_columns.size()); }
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    static constexpr int fewChanges = 64;  // told one by one; beyond that the whole table is told anew

private:
    using SortKey = std::variant<double, QCollatorSortKey>;
    // Texts are made once: sorting and filtering ten thousand rows asks for them again and again.
    struct Row {
        QString key;
        QJsonObject record;
        QStringList texts;
        mutable std::vector<std::optional<SortKey>> sortKeys;  // made when asked for
    };
    struct Coming {
        QList<QJsonObject> records;
        QList<Row> rows = {};
        QSet<QString> changed = {};  // meanwhile, by upsert() and remove()
    };
    [[nodiscard]] QString keyFor(const QJsonObject &record, int place) const { return m_key ? m_key(record) : QString::number(place); }
    [[nodiscard]] Row made(const QString &key, const QJsonObject &record) const;
    [[nodiscard]] Row madeOrKept(int place) const;
    [[nodiscard]] int alignment(int column) const;
    [[nodiscard]] const SortKey &sortKey(const Row &row, int column) const;
    void apply(QList<Row> rows);
    void applyFew(const QList<Row> &rows, const QStringList &gone);
    void upsertRow(Row row);
    void keepChanges(Coming &coming);
    void reindex();

    const std::vector<RecordColumn> m_columns;
    const Key m_key;
    QCollator m_collator;
    QList<Row> m_rows;
    QHash<QString, int> m_places;
    std::optional<Coming> m_coming;
    int m_sorted = 0;
};

} // namespace rollcall::admin
