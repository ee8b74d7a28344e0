#include "admin/record_table.h"

#include "reports/csv_writer.h"

#include <QAction>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QSaveFile>
#include <QSettings>
#include <QStackedWidget>
#include <QTableView>

using namespace Qt::StringLiterals;

namespace rollcall::admin {

namespace {

constexpr int rowHeight = 28;

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
    explicit Chosen(QObject *parent)
        : QSortFilterProxyModel(parent)
    {
        setSortRole(RecordModel::SortRole);
        setSortLocaleAware(true);
        setSortCaseSensitivity(Qt::CaseInsensitive);
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
    [[nodiscard]] bool isFiltering() const { return !m_words.isEmpty() || m_choice; }

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override
    {
        const auto *const model = static_cast<const RecordModel *>(sourceModel());
        if (m_choice && !m_choice(model->record(row)))
            return false;
        return std::ranges::all_of(m_words, [&](const QString &word) {
            for (int column = 0; column < model->columnCount(); ++column) {
                if (model->data(model->QAbstractTableModel::index(row, column, parent), Qt::DisplayRole).toString().contains(word, Qt::CaseInsensitive))
                    return true;
            }
            return false;
        });
    }

private:
    QStringList m_words;
    std::function<bool(const QJsonObject &)> m_choice;
};

RecordTable::RecordTable(RecordModel *model, const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_name(name)
    , m_chosen(new Chosen(this))
    , m_filter(new QLineEdit)
    , m_bar(new QHBoxLayout)
    , m_view(new QTableView)
    , m_count(new QLabel)
    , m_pages(new QStackedWidget)
    , m_stateText(new QLabel)
    , m_stateAction(new QPushButton)
{
    m_model->setParent(this);
    m_chosen->setSourceModel(model);
    m_filter->setPlaceholderText(tr("Filter"));
    m_filter->setAccessibleName(tr("Filter the table"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(260);
    m_count->setForegroundRole(QPalette::PlaceholderText);
    m_bar->setContentsMargins(0, 0, 0, 0);
    m_bar->addWidget(m_filter);
    m_bar->addStretch();
    m_bar->addWidget(m_count);

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
    m_view->horizontalHeader()->setDefaultSectionSize(140);
    m_view->setAccessibleName(name);
    m_view->setObjectName(name);

    auto *const state = new QWidget;
    auto *const stateLayout = new QVBoxLayout(state);
    m_stateText->setAlignment(Qt::AlignCenter);
    m_stateText->setWordWrap(true);
    stateLayout->addStretch(2);
    stateLayout->addWidget(m_stateText);
    stateLayout->addWidget(m_stateAction, 0, Qt::AlignHCenter);
    stateLayout->addStretch(3);
    m_pages->addWidget(m_view);
    m_pages->addWidget(state);

    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(m_bar);
    layout->addWidget(m_pages);
    makeActions();

    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &words) {
        m_chosen->setWords(words);
        refreshState();
    });
    connect(m_view, &QTableView::activated, this, [this](const QModelIndex &index) { Q_EMIT activated(m_model->record(m_chosen->mapToSource(index).row())); });
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RecordTable::selectionChanged);
    connect(m_stateAction, &QPushButton::clicked, this, [this] { m_state == State::Problem ? Q_EMIT againWanted() : Q_EMIT emptyActionWanted(); });
    m_view->horizontalHeader()->restoreState(QSettings().value(u"tables/"_s + m_name).toByteArray());
    showLoading();
}

RecordTable::~RecordTable()
{
    QSettings().setValue(u"tables/"_s + m_name, m_view->horizontalHeader()->saveState());
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

void RecordTable::setEmptyText(const QString &text, const QString &action)
{
    m_emptyText = text;
    m_emptyAction = action;
}

void RecordTable::showLoading()
{
    m_state = State::Loading;
    if (m_model->rowCount() == 0)
        showState(tr("Loading…"), {});
}

void RecordTable::showProblem(const QString &sentence)
{
    m_state = State::Problem;
    showState(sentence, tr("&Try again"));
}

void RecordTable::showRecords(const QList<QJsonObject> &records)
{
    m_state = State::Records;
    QStringList kept;
    for (const QModelIndex &index : m_view->selectionModel()->selectedRows())
        kept.append(m_model->keyOf(m_chosen->mapToSource(index).row()));
    m_model->setRecords(records);
    if (m_view->selectionModel()->selectedRows().isEmpty() && !kept.isEmpty())
        choose(kept.first());
    refreshState();
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
    // Once, until somebody chose widths of their own.
    if (all > 0 && !m_view->property("fitted").toBool() && !QSettings().contains(u"tables/"_s + m_name)) {
        m_view->setProperty("fitted", true);
        m_view->resizeColumnsToContents();
    }
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
    if (!row)
        return;
    const QModelIndex index = m_chosen->mapFromSource(m_model->QAbstractTableModel::index(*row, 0));
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

QString RecordTable::asTsv() const
{
    QStringList lines;
    for (const QModelIndex &row : rowsToCopy()) {
        QStringList fields;
        for (int column = 0; column < m_chosen->columnCount(); ++column)
            fields.append(tsvField(row.siblingAtColumn(column).data().toString()));
        lines.append(fields.join(u'\t'));
    }
    return lines.join(u'\n');
}

QByteArray RecordTable::asCsv() const
{
    QString text;
    QStringList titles;
    for (int column = 0; column < m_chosen->columnCount(); ++column)
        titles.append(csvField(m_chosen->headerData(column, Qt::Horizontal).toString()));
    text += titles.join(u',') + u"\r\n"_s;
    for (int row = 0; row < m_chosen->rowCount(); ++row) {
        QStringList fields;
        for (int column = 0; column < m_chosen->columnCount(); ++column)
            fields.append(csvField(m_chosen->index(row, column).data().toString()));
        text += fields.join(u',') + u"\r\n"_s;
    }
    return text.toUtf8();
}

void RecordTable::copy() const
{
    QGuiApplication::clipboard()->setText(asTsv());
}

void RecordTable::exportCsv()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Export as CSV"), m_name + u".csv"_s, tr("CSV (*.csv)"));
    if (path.isEmpty())
        return;
    const QByteArray csv = asCsv();
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(csv) != csv.size() || !file.commit())
        QMessageBox::warning(this, tr("Export as CSV"), tr("%1 could not be written: %2.").arg(path, file.errorString()));
}

} // namespace rollcall::admin
