#include "admin/record_table.h"

#include "admin/column_widths.h"
#include "admin/look.h"
#include "admin/wrap_layout.h"
#include "reports/csv_writer.h"

#include <QAction>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QSaveFile>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rollcall::admin {

namespace {

constexpr int rowHeight = 28;
constexpr int filterWidth = 260;
constexpr int usualColumn = 140;
constexpr int rowsAtOnce = 500;                    // made into rows without a pause
constexpr int mostKept = 200;                      // rows that stay selected when all are told anew
constexpr std::chrono::milliseconds budget{8};     // of making rows, from one drawing of the window to the next
constexpr auto byteOrderMark = "\xef\xbb\xbf";     // by which spreadsheets know UTF-8

QString csvField(QString text)
{
    if (reports::looksLikeFormula(text.toStdString()))
        text.prepend(u'\'');
    if (text.contains(u'"') || text.contains(u',') || text.contains(u'\n') || text.contains(u'\r'))
        text = u'"' + text.replace(u'"', u"\"\""_s) + u'"';
    return text;
}

// A cell's own tabs and line ends would begin other cells.
QString tsvField(QString text)
{
    return text.replace(u'\t', u' ').replace(u'\n', u' ').replace(u'\r', u' ');
}

} // namespace

// Sorts by keys, filters by words in any column and by the page's choice.
class RecordTable::Chosen : public QSortFilterProxyModel {
public:
    Chosen(RecordModel &model, QObject *parent)
        : QSortFilterProxyModel(parent)
        , m_model(model)
    {
        setSourceModel(&model);
    }
    void setWords(const QString &words)
    {
        m_words = words.split(u' ', Qt::SkipEmptyParts);
        invalidateFilter();
    }
    void setChoice(std::function<bool(const QJsonObject &)> choice)
    {
        m_choice = std::move(choice);
        invalidateFilter();
    }
    void sort(int column, Qt::SortOrder order) override
    {
        m_model.prepareSorting(std::max(0, column));
        QSortFilterProxyModel::sort(column, order);
    }

protected:
    bool filterAcceptsRow(int row, const QModelIndex &) const override
    {
        if (m_choice && !m_choice(m_model.record(row)))
            return false;
        return std::ranges::all_of(m_words, [&](const QString &word) {
            return std::ranges::any_of(m_model.texts(row), [&](const QString &text) { return text.contains(word, Qt::CaseInsensitive); });
        });
    }
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override { return m_model.isBefore(left.column(), left.row(), right.row()); }

private:
    RecordModel &m_model;
    QStringList m_words;
    std::function<bool(const QJsonObject &)> m_choice;
};

RecordTable::RecordTable(RecordModel *model, const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_name(name)
    , m_chosen(new Chosen(*model, this))
    , m_filter(new QLineEdit)
    , m_bar(new WrapLayout)
    , m_view(new QTableView)
    , m_count(new QLabel)
    , m_pages(new QStackedWidget)
    , m_stateText(new QLabel)
    , m_stateAction(new QPushButton)
    , m_more(new QTimer(this))
{
    m_model->setParent(this);
    m_filter->setPlaceholderText(tr("Filter"));
    m_filter->setAccessibleName(tr("Filter the table"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(filterWidth);
    m_count->setForegroundRole(QPalette::PlaceholderText);
    m_count->setObjectName(u"rowCount"_s);
    m_bar->addWidget(m_filter);
    m_bar->addSpring();
    m_bar->addWidget(m_count);
    makeView();
    m_pages->addWidget(m_view);
    m_pages->addWidget(makeState());
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(m_bar);
    layout->addWidget(m_pages, 1);
    makeActions();
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &words) {
        m_chosen->setWords(words);
        refreshState();
    });
    connect(m_more, &QTimer::timeout, this, &RecordTable::takeSome);
    connect(m_model, &QAbstractItemModel::modelAboutToBeReset, this, [this] {
        m_kept = selectedKeys();
        m_scrolledTo = m_view->verticalScrollBar()->value();
    });
    restoreColumns();
    showLoading();
}

RecordTable::~RecordTable()
{
    m_widths->save();
}

void RecordTable::makeView()
{
    m_view->setModel(m_chosen);
    m_view->setSortingEnabled(true);
    m_view->sortByColumn(0, Qt::AscendingOrder);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setAlternatingRowColors(true);
    m_view->setShowGrid(false);
    m_view->setWordWrap(false);
    m_view->setTabKeyNavigation(false);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(rowHeight);
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->horizontalHeader()->setSectionsMovable(true);
    m_view->horizontalHeader()->setStretchLastSection(true);
    m_view->horizontalHeader()->setDefaultSectionSize(usualColumn);
    m_view->horizontalHeader()->setResizeContentsPrecision(0);  // what is in sight
    m_view->setObjectName(m_name);
    connect(m_view, &QTableView::activated, this, [this](const QModelIndex &index) { Q_EMIT activated(m_model->record(m_chosen->mapToSource(index).row())); });
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RecordTable::selectionChanged);
}

QWidget *RecordTable::makeState()
{
    auto *const state = new QWidget;
    auto *const layout = new QVBoxLayout(state);
    m_stateText->setAlignment(Qt::AlignCenter);
    m_stateText->setWordWrap(true);
    showAsText({m_stateText});
    layout->addStretch(2);
    layout->addWidget(m_stateText);
    layout->addWidget(m_stateAction, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    connect(m_stateAction, &QPushButton::clicked, this, [this] {
        if (m_state == State::Loading)
            Q_EMIT cancelWanted();
        else
            m_state == State::Problem ? Q_EMIT againWanted() : Q_EMIT emptyActionWanted();
    });
    return state;
}

void RecordTable::makeActions()
{
    auto *const copyAction = new QAction(tr("&Copy"), m_view);
    copyAction->setShortcut(QKeySequence::Copy);
    copyAction->setShortcutContext(Qt::WidgetShortcut);
    connect(copyAction, &QAction::triggered, this, &RecordTable::copy);
    auto *const exportAction = new QAction(tr("&Export as CSV…"), m_view);
    exportAction->setShortcut(QKeySequence(u"Ctrl+E"_s));
    exportAction->setShortcutContext(Qt::WidgetShortcut);
    connect(exportAction, &QAction::triggered, this, &RecordTable::exportCsv);
    m_view->addActions({copyAction, exportAction});
    auto *const find = new QAction(tr("&Filter"), this);
    find->setShortcut(QKeySequence::Find);
    find->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(find, &QAction::triggered, m_filter, qOverload<>(&QWidget::setFocus));
    addAction(find);
}

// The header remembers by what it was sorted, but does not say so to the table.
void RecordTable::restoreColumns()
{
    m_widths = new ColumnWidths(*m_view, m_name);
    const QHeaderView *const header = m_view->horizontalHeader();
    if (m_widths->restore() && header->sortIndicatorSection() < m_model->columnCount())
        m_view->sortByColumn(header->sortIndicatorSection(), header->sortIndicatorOrder());
}

void RecordTable::addChip(QWidget *chip)
{
    m_bar->insertWidget(m_chips++, chip);
}

void RecordTable::addTool(QWidget *tool)
{
    m_bar->addWidget(tool);
}

void RecordTable::setEmptyText(const QString &text, const QString &action)
{
    m_emptyText = text;
    m_emptyAction = action;
}

void RecordTable::showLoading(const QString &cancel)
{
    m_state = State::Loading;
    if (m_model->rowCount() == 0)
        showState(tr("Loading…"), cancel);
}

void RecordTable::showProblem(const QString &sentence)
{
    m_state = State::Problem;
    showState(sentence, tr("&Try again"));
}

void RecordTable::showFirst(const QList<QJsonObject> &records)
{
    if (m_state != State::Loading || records.isEmpty() || m_model->rowCount() > 0)
        return;
    m_model->setRecords(records);
    m_state = State::Records;
    refreshState();
    m_count->setText(tr("%1 so far, more are on their way…").arg(QLocale().toString(shownRows())));
}

void RecordTable::showRecords(const QList<QJsonObject> &records)
{
    m_model->beginRecords(records);
    // A few are there at once.
    m_more->stop();
    if (records.size() > rowsAtOnce)
        m_more->start(0);
    else
        takeSome();
}

void RecordTable::takeSome()
{
    if (!m_model->makeSome(m_more->isActive() ? budget : std::chrono::milliseconds::max()))
        return;
    m_more->stop();
    m_state = State::Records;
    // Where all were told anew nothing is selected any more.
    if (const QStringList kept = std::exchange(m_kept, QStringList()); !kept.isEmpty())
        chooseAll(kept);
    if (!m_wanted.isEmpty())
        choose(m_wanted);
    refreshState();
    Q_EMIT selectionChanged();
}

QStringList RecordTable::selectedKeys() const
{
    QStringList keys;
    for (const QModelIndex &index : m_view->selectionModel()->selectedRows()) {
        if (keys.size() < mostKept)
            keys.append(m_model->keyOf(m_chosen->mapToSource(index).row()));
    }
    return keys;
}

void RecordTable::chooseAll(const QStringList &keys)
{
    QItemSelection rows;
    for (const QString &key : keys) {
        const auto row = m_model->rowOf(key);
        const QModelIndex index = row ? m_chosen->mapFromSource(m_model->QAbstractTableModel::index(*row, 0)) : QModelIndex();
        if (index.isValid())
            rows.select(index, index);
    }
    if (rows.isEmpty())
        return;
    m_view->selectionModel()->setCurrentIndex(rows.indexes().first(), QItemSelectionModel::NoUpdate);
    m_view->selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_view->verticalScrollBar()->setValue(m_scrolledTo);
}

void RecordTable::refreshState()
{
    const int shown = shownRows();
    const int all = m_model->rowCount();
    m_count->setText(shown == all ? QLocale().toString(all) : tr("%1 of %2").arg(QLocale().toString(shown), QLocale().toString(all)));
    if (m_state != State::Records)
        return;
    if (all == 0)
        showState(m_emptyText, m_emptyAction);
    else if (shown == 0)
        showState(tr("Nothing matches the filter."), {});
    else
        m_pages->setCurrentIndex(0);
    m_widths->fit();
}

void RecordTable::showState(const QString &text, const QString &action)
{
    m_stateText->setText(text);
    m_stateAction->setText(action);
    m_stateAction->setVisible(!action.isEmpty());
    m_pages->setCurrentIndex(1);
}

void RecordTable::setChoice(std::function<bool(const QJsonObject &)> choice)
{
    m_chosen->setChoice(std::move(choice));
    refreshState();
}

QList<QJsonObject> RecordTable::selected() const
{
    QList<QJsonObject> records;
    for (const QModelIndex &index : m_view->selectionModel()->selectedRows())
        records.append(m_model->record(m_chosen->mapToSource(index).row()));
    return records;
}

int RecordTable::shownRows() const
{
    return m_chosen->rowCount();
}

void RecordTable::choose(const QString &key)
{
    const auto row = m_model->rowOf(key);
    m_wanted = row ? QString() : key;
    const QModelIndex index = row ? m_chosen->mapFromSource(m_model->QAbstractTableModel::index(*row, 0)) : QModelIndex();
    if (index.isValid())
        m_view->selectRow(index.row());
}

// What is selected, else everything that is shown.
QModelIndexList RecordTable::rowsToCopy() const
{
    QModelIndexList rows = m_view->selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, &QModelIndex::row);
    if (rows.isEmpty()) {
        for (int row = 0; row < m_chosen->rowCount(); ++row)
            rows.append(m_chosen->index(row, 0));
    }
    return rows;
}

// In the order in which the columns are seen; row -1 is their titles.
QStringList RecordTable::fieldsOf(int row, QString (*field)(QString)) const
{
    QStringList fields;
    for (int place = 0; place < m_chosen->columnCount(); ++place) {
        const int column = m_view->horizontalHeader()->logicalIndex(place);
        fields.append(field((row < 0 ? m_chosen->headerData(column, Qt::Horizontal) : m_chosen->index(row, column).data()).toString()));
    }
    return fields;
}

QString RecordTable::asTsv() const
{
    QStringList lines;
    for (const QModelIndex &row : rowsToCopy())
        lines.append(fieldsOf(row.row(), tsvField).join(u'\t'));
    return lines.join(u'\n');
}

QByteArray RecordTable::asCsv() const
{
    QString text;
    for (int row = -1; row < m_chosen->rowCount(); ++row)
        text += fieldsOf(row, csvField).join(u',') + u"\r\n"_s;
    return text.toUtf8();
}

void RecordTable::copy() const
{
    QGuiApplication::clipboard()->setText(asTsv());
}

void RecordTable::exportCsv()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Export as CSV"), m_name + u".csv"_s, tr("CSV (*.csv)"));
    if (!path.isEmpty())
        exportTo(path);
}

void RecordTable::exportTo(const QString &path)
{
    const QByteArray csv = byteOrderMark + asCsv();
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(csv) == csv.size() && file.flush() && file.commit())
        return;
    auto *const box = new QMessageBox(QMessageBox::Warning, tr("Export as CSV"), tr("%1 could not be written: %2.").arg(path, file.errorString()), QMessageBox::Ok, this);
    box->setObjectName(u"exportProblem"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->open();
}

} // namespace rollcall::admin
