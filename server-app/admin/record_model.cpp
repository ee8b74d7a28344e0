#include "admin/record_model.h"

#include "admin/look.h"

#include <QElapsedTimer>

#include <algorithm>

namespace rollcall::admin {

RecordModel::RecordModel(std::vector<RecordColumn> columns, Key key, QObject *parent)
    : QAbstractTableModel(parent)
    , m_columns(std::move(columns))
    , m_key(std::move(key))
{
    m_collator.setCaseSensitivity(Qt::CaseInsensitive);
    m_collator.setNumericMode(true);
}

RecordModel::Row RecordModel::made(const QString &key, const QJsonObject &record) const
{
    Row row{.key = key, .record = record, .texts = {}, .sortKeys = {}};
    for (const RecordColumn &column : m_columns)
        row.texts.append(column.text(record));
    row.sortKeys.resize(m_columns.size());
    return row;
}

const RecordModel::SortKey &RecordModel::sortKey(const Row &row, int column) const
{
    std::optional<SortKey> &kept = row.sortKeys[std::size_t(column)];
    if (kept)
        return *kept;
    const RecordColumn &asked = m_columns[std::size_t(column)];
    const QVariant key = asked.sortKey ? asked.sortKey(row.record) : QVariant(row.texts.at(column));
    if (key.typeId() == QMetaType::QString)
        kept.emplace(m_collator.sortKey(key.toString()));
    else
        kept.emplace(key.toDouble());
    return *kept;
}

bool RecordModel::isBefore(int column, int row, int other) const
{
    const SortKey &a = sortKey(m_rows.at(row), column);
    const SortKey &b = sortKey(m_rows.at(other), column);
    if (a.index() != b.index())
        return a.index() < b.index();
    if (const auto *const number = std::get_if<double>(&a))
        return *number < std::get<double>(b);
    return std::get<QCollatorSortKey>(a).compare(std::get<QCollatorSortKey>(b)) < 0;
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
    beginRecords(records);
    while (!makeSome(std::chrono::milliseconds::max())) { }
}

void RecordModel::beginRecords(const QList<QJsonObject> &records)
{
    m_coming.emplace(Coming{.records = records});
    m_coming->rows.reserve(records.size());
}

// What has not changed is not made again.
RecordModel::Row RecordModel::madeOrKept(int place) const
{
    const QJsonObject &record = m_coming->records.at(place);
    const QString key = keyFor(record, place);
    const auto known = rowOf(key);
    return known && m_rows.at(*known).record == record ? m_rows.at(*known) : made(key, record);
}

bool RecordModel::makeSome(std::chrono::milliseconds budget)
{
    if (!m_coming)
        return true;
    QElapsedTimer timer;
    timer.start();
    while (m_coming->rows.size() < m_coming->records.size()) {
        Row row = madeOrKept(int(m_coming->rows.size()));
        (void)sortKey(row, m_sorted);
        m_coming->rows.append(std::move(row));
        if (timer.elapsed() > budget.count())
            return false;
    }
    keepChanges(*m_coming);
    QList<Row> rows = std::move(m_coming->rows);
    m_coming.reset();
    apply(std::move(rows));
    return true;
}

void RecordModel::keepChanges(Coming &coming)
{
    if (coming.changed.isEmpty())
        return;
    coming.rows.removeIf([&](const Row &row) { return coming.changed.contains(row.key); });
    for (const QString &key : std::as_const(coming.changed)) {
        if (const auto known = rowOf(key))
            coming.rows.append(m_rows.at(*known));
    }
}

void RecordModel::apply(QList<Row> rows)
{
    QSet<QString> keys;
    keys.reserve(rows.size());
    QList<Row> changed;
    for (const Row &row : rows) {
        keys.insert(row.key);
        const auto known = rowOf(row.key);
        if (changed.size() <= fewChanges && (!known || m_rows.at(*known).record != row.record))
            changed.append(row);
    }
    QStringList gone;
    for (const Row &row : std::as_const(m_rows)) {
        if (gone.size() <= fewChanges && !keys.contains(row.key))
            gone.append(row.key);
    }
    if (!m_rows.isEmpty() && changed.size() + gone.size() <= fewChanges)
        return applyFew(changed, gone);
    beginResetModel();
    m_rows = std::move(rows);
    reindex();
    endResetModel();
}

void RecordModel::applyFew(const QList<Row> &rows, const QStringList &gone)
{
    for (const QString &key : gone)
        remove(key);
    for (const Row &row : rows)
        upsertRow(row);
}

void RecordModel::upsert(const QJsonObject &record)
{
    const QString key = keyFor(record, int(m_rows.size()));
    if (m_coming)
        m_coming->changed.insert(key);
    if (const auto place = rowOf(key); !place || m_rows.at(*place).record != record)
        upsertRow(made(key, record));
}

void RecordModel::upsertRow(Row row)
{
    if (const auto place = rowOf(row.key)) {
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
    if (m_coming)
        m_coming->changed.insert(key);
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
        return row.texts.at(index.column());
    case Qt::ToolTipRole:
        return plainToolTip(row.texts.at(index.column()));
    case Qt::DecorationRole:
        return column.icon ? QVariant(column.icon(row.record)) : QVariant();
    case Qt::TextAlignmentRole:
        return alignment(index.column());
    default:
        return {};
    }
}

QVariant RecordModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignment(section);
    return role == Qt::DisplayRole ? QVariant(m_columns[std::size_t(section)].title) : QVariant();
}

// A title stands above what it names.
int RecordModel::alignment(int column) const
{
    return int(Qt::AlignVCenter | (m_columns[std::size_t(column)].isNumber ? Qt::AlignRight : Qt::AlignLeft));
}

} // namespace rollcall::admin
