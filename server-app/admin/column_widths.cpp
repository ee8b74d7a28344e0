#include "admin/column_widths.h"

#include <QEvent>
#include <QHeaderView>
#include <QMap>
#include <QScopedValueRollback>
#include <QSettings>
#include <QTableView>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rollcall::admin {

namespace {

constexpr std::chrono::milliseconds rest{250};
constexpr int spare = 8;  // between a number and the text beside it

} // namespace

ColumnWidths::ColumnWidths(QTableView &view, const QString &name)
    : QObject(&view)
    , m_view(view)
    , m_header(*view.horizontalHeader())
    , m_name(name)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(rest);
    connect(&m_soon, &QTimer::timeout, this, &ColumnWidths::fitNow);
    const QAbstractItemModel *const model = view.model();
    connect(model, &QAbstractItemModel::dataChanged, this, &ColumnWidths::fitSoon);
    connect(model, &QAbstractItemModel::rowsInserted, this, &ColumnWidths::fitSoon);
    connect(model, &QAbstractItemModel::modelReset, this, &ColumnWidths::fitSoon);
    view.installEventFilter(this);
}

QString ColumnWidths::key(const QString &what) const
{
    return what + u'/' + m_name;
}

bool ColumnWidths::restore()
{
    const QSettings settings;
    m_isFitted = m_header.restoreState(settings.value(key(u"tables"_s)).toByteArray());
    if (m_isFitted) {
        for (const QString &column : settings.value(key(u"narrow"_s)).toStringList())
            m_narrow.insert(column.toInt());
    }
    connect(&m_header, &QHeaderView::sectionResized, this, [this](int column, int before, int width) {
        if (width != before)
            note(column, width);
    });
    return m_isFitted;
}

void ColumnWidths::save() const
{
    if (!m_isFitted)
        return;
    QStringList narrow;
    for (const int column : m_narrow)
        narrow.append(QString::number(column));
    QSettings settings;
    settings.setValue(key(u"tables"_s), m_header.saveState());
    settings.setValue(key(u"narrow"_s), narrow);
}

void ColumnWidths::fit()
{
    m_isFitted ? fitSoon() : fitNow();
}

void ColumnWidths::fitSoon()
{
    if (m_isFitted && !m_soon.isActive())
        m_soon.start();
}

bool ColumnWidths::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Show)
        fitSoon();
    return QObject::eventFilter(watched, event);
}

// What is not in sight has all its rows asked for their widths: it waits until it is.
void ColumnWidths::fitNow()
{
    if (m_view.model()->rowCount() == 0 || (m_isFitted && !m_view.isVisible()))
        return;
    QMap<int, int> widths;
    for (int column = 0; column < m_header.count(); ++column) {
        const int width = m_narrow.contains(column) ? 0 : wanted(column);
        if (!m_isFitted || width > m_header.sectionSize(column))
            widths.insert(column, width);
    }
    m_isFitted = true;
    if (widths.isEmpty())
        return;
    const QScopedValueRollback fitting(m_isFitting, true);
    // While it stretches, the last one would take its width for all that it is to have.
    m_header.setStretchLastSection(false);
    for (const auto &[column, width] : widths.asKeyValueRange())
        m_header.resizeSection(column, width);
    m_header.setStretchLastSection(true);
}

// Somebody's wish: what is narrower than its contents stays so.
void ColumnWidths::note(int column, int width)
{
    if (m_isFitting || isStretched(column))
        return;
    if (width < wanted(column))
        m_narrow.insert(column);
    else
        m_narrow.remove(column);
}

int ColumnWidths::wanted(int column) const
{
    const QAbstractItemView &view = m_view;
    return std::min(std::max(view.sizeHintForColumn(column), m_header.sectionSizeHint(column)) + spare, widest);
}

// The last one has what the others leave.
bool ColumnWidths::isStretched(int column) const
{
    return m_header.stretchLastSection() && m_header.visualIndex(column) == m_header.count() - 1;
}

} // namespace rollcall::admin
