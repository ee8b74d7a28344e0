#include "admin/record_model.h"

#include <algorithm>

namespace rollcall::admin {

RecordModel::RecordModel(std::vector<RecordColumn> columns, std::function<QString(const QJsonObject &)> key, QObject *parent)
    : QAbstractTableModel(parent)
    , m_columns(std::move(columns))
    , m_key(std::move(key))
{
}

RecordModel::Row RecordModel::made(const QJsonObject &record) const
{
    Row row{.key = m_key(record), .record = record, .texts = {}, .sortKeys = {}};
    for (const RecordColumn &column : m_columns) {
        row.texts.append(column.text(record));
        row.sortKeys.append(column.sortKey ? column.sortKey(record) : QVariant(row.texts.last()));
    }
    return row;
}

void RecordModel::reindex()
{
    m_places.clear();
    m_places.reserve(m_rows.size());
    for (int row = 0; row < m_rows.size(); ++row)
        m_places.insert(m_rows[row].key, row);
}

void RecordModel::setRecords(const QList<QJsonObject> &records)
{
    const bool sameKeys = records.size() == m_rows.size()
        && std::ranges::equal(records, m_rows, {}, [this](const QJsonObject &record) { return m_key(record); }, [](const Row &row) { return row.key; });
    if (sameKeys) {
        for (const QJsonObject &record : records)
            upsert(record);
        return;
    }
    beginResetModel();
    m_rows.clear();
    m_rows.reserve(records.size());
    for (const QJsonObject &record : records)
        m_rows.append(made(record));
    reindex();
    endResetModel();
}

void RecordModel::upsert(const QJsonObject &record)
{
    Row row = made(record);
    if (const auto place = rowOf(row.key)) {
        if (m_rows[*place].record == record)
            return;
        m_rows[*place] = std::move(row);
        Q_EMIT dataChanged(QAbstractTableModel::index(*place, 0), QAbstractTableModel::index(*place, columnCount() - 1));
        return;
    }
    const int end = int(m_rows.size());
    beginInsertRows({}, end, end);
    m_places.insert(row.key, end);
    m_rows.append(std::move(row));
    endInsertRows();
}

void RecordModel::remove(const QString &key)
{
    const auto place = rowOf(key);
    if (!place)
        return;
    beginRemoveRows({}, *place, *place);
    m_rows.removeAt(*place);
    reindex();
    endRemoveRows();
}

std::optional<int> RecordModel::rowOf(const QString &key) const
{
    const auto found = m_places.find(key);
    return found == m_places.end() ? std::nullopt : std::optional(*found);
}

void RecordModel::redraw()
{
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(QAbstractTableModel::index(0, 0), QAbstractTableModel::index(int(m_rows.size()) - 1, columnCount() - 1), {Qt::DecorationRole});
}

QVariant RecordModel::data(const QModelIndex &index, int role) const
{
    // Views ask for what is current even where nothing is.
    if (!index.isValid())
        return {};
    const Row &row = m_rows.at(index.row());
    const RecordColumn &column = m_columns[std::size_t(index.column())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return row.texts.at(index.column());
    case SortRole:
        return row.sortKeys.at(index.column());
    case Qt::DecorationRole:
        return column.icon ? QVariant(column.icon(row.record)) : QVariant();
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (column.isNumber ? Qt::AlignRight : Qt::AlignLeft));
    default:
        return {};
    }
}

QVariant RecordModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::DisplayRole)
        return m_columns[std::size_t(section)].title;
    return {};
}

} // namespace rollcall::admin
