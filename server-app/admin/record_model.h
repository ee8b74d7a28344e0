#pragma once

#include <QAbstractTableModel>
#include <QIcon>
#include <QJsonObject>

#include <functional>
#include <optional>
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

// Records of the server (JSON objects) as the rows of a table, found by a key of their own. GUI thread.
class RecordModel : public QAbstractTableModel {
    Q_OBJECT

public:
    static constexpr int SortRole = Qt::UserRole + 1;

    RecordModel(std::vector<RecordColumn> columns, std::function<QString(const QJsonObject &)> key, QObject *parent = nullptr);

    // In place of all: rows that stay keep their place for views (selection, scrolling).
    void setRecords(const QList<QJsonObject> &records);
    void upsert(const QJsonObject &record);
    void remove(const QString &key);
    [[nodiscard]] const QJsonObject &record(int row) const { return m_rows.at(row).record; }
    [[nodiscard]] QString keyOf(int row) const { return m_rows.at(row).key; }
    [[nodiscard]] std::optional<int> rowOf(const QString &key) const;
    // Icons depend on the palette.
    void redraw();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_columns.size()); }
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    // Texts are made once: sorting and filtering ten thousand rows asks for them again and again.
    struct Row {
        QString key;
        QJsonObject record;
        QStringList texts;
        QVariantList sortKeys;
    };
    [[nodiscard]] Row made(const QJsonObject &record) const;
    void reindex();

    const std::vector<RecordColumn> m_columns;
    const std::function<QString(const QJsonObject &)> m_key;
    QList<Row> m_rows;
    QHash<QString, int> m_places;
};

} // namespace rollcall::admin
