#include "admin/reports_page.h"

#include "admin/connection.h"
#include "admin/download.h"
#include "admin/look.h"
#include "admin/words.h"
#include "admin/wrap_layout.h"

#include <QComboBox>
#include <QDateEdit>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QNetworkReply>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rollcall::admin {

namespace {

constexpr std::chrono::milliseconds settle{250};

RecordColumn text(const QString &title, const QString &field)
{
    return {.title = title, .text = [field](const QJsonObject &row) { return row.value(field).toString(); }};
}

// "2026-11-23 08:20" → "08:20"
RecordColumn clock(const QString &title, const QString &field)
{
    return {.title = title, .text = [field](const QJsonObject &row) { return row.value(field).toString().mid(11, 5); },
            .sortKey = [field](const QJsonObject &row) { return QVariant(row.value(field).toString()); }};
}

RecordColumn duration(const QString &title, const QString &field)
{
    return {.title = title, .text = [field](const QJsonObject &row) { return row.value(field).toInt() > 0 ? minutesText(row.value(field).toInt()) : QString(); },
            .sortKey = [field](const QJsonObject &row) { return QVariant(row.value(field).toInt()); }, .isNumber = true};
}

RecordColumn count(const QString &title, const QString &field)
{
    return {.title = title, .text = [field](const QJsonObject &row) { return row.value(field).toInt() > 0 ? QLocale().toString(row.value(field).toInt()) : QString(); },
            .sortKey = [field](const QJsonObject &row) { return QVariant(row.value(field).toInt()); }, .isNumber = true};
}

std::vector<RecordColumn> dayColumns()
{
    const RecordColumn day{.title = ReportsPage::tr("Day"), .text = [](const QJsonObject &row) {
                               return QLocale().toString(QDate::fromString(row.value("date"_L1).toString(), Qt::ISODate), QLocale::ShortFormat);
                           },
                           .sortKey = [](const QJsonObject &row) { return QVariant(row.value("date"_L1).toString()); }};
    return {text(ReportsPage::tr("Person"), u"name"_s), day, text(ReportsPage::tr("Status"), u"status"_s), clock(ReportsPage::tr("In"), u"checkIn"_s),
            clock(ReportsPage::tr("Out"), u"checkOut"_s), duration(ReportsPage::tr("Late"), u"late"_s), duration(ReportsPage::tr("Left early"), u"leftEarly"_s),
            duration(ReportsPage::tr("Worked"), u"worked"_s), duration(ReportsPage::tr("Overtime"), u"overtime"_s), text(ReportsPage::tr("Shift"), u"shift"_s),
            text(ReportsPage::tr("Remarks"), u"remarks"_s), text(ReportsPage::tr("Groups"), u"groups"_s)};
}

std::vector<RecordColumn> summaryColumns()
{
    return {text(ReportsPage::tr("Person"), u"name"_s), text(ReportsPage::tr("Groups"), u"groups"_s), count(ReportsPage::tr("Shifts"), u"shifts"_s), count(ReportsPage::tr("Attended"), u"attended"_s),
            count(ReportsPage::tr("Times late"), u"timesLate"_s), count(ReportsPage::tr("Times left early"), u"timesLeftEarly"_s), count(ReportsPage::tr("Half days"), u"halfDays"_s),
            count(ReportsPage::tr("Absent"), u"absent"_s), count(ReportsPage::tr("Excused"), u"excused"_s), count(ReportsPage::tr("Exceptions"), u"exceptions"_s),
            duration(ReportsPage::tr("Worked"), u"worked"_s), duration(ReportsPage::tr("Overtime"), u"overtime"_s)};
}

std::pair<QDate, QDate> daysOf(int preset, QDate today)
{
    const QDate monday = today.addDays(1 - today.dayOfWeek());
    const QDate first(today.year(), today.month(), 1);
    switch (preset) {
    case 1:
        return {today.addDays(-1), today.addDays(-1)};
    case 2:
        return {monday, monday.addDays(6)};
    case 3:
        return {monday.addDays(-7), monday.addDays(-1)};
    case 4:
        return {first, first.addMonths(1).addDays(-1)};
    case 5:
        return {first.addMonths(-1), first.addDays(-1)};
    default:
        return {today, today};
    }
}

} // namespace

ReportsPage::ReportsPage(Connection &connection, QWidget *parent)
    : Page(parent)
    , m_connection(connection)
    , m_preset(new QComboBox)
    , m_from(new QDateEdit(connection.today()))
    , m_until(new QDateEdit(connection.today()))
    , m_kind(new QComboBox)
    , m_whom(new QComboBox)
    , m_title(new QLabel)
    , m_tables(new QStackedWidget)
    , m_settle(new QTimer(this))
{
    m_days = new RecordTable(new RecordModel(dayColumns(), {}), u"report-days"_s);
    m_summary = new RecordTable(new RecordModel(summaryColumns(), {}), u"report-summary"_s);
    m_shown = m_days;
    QFont large = m_title->font();
    large.setPointSizeF(large.pointSizeF() * 1.4);
    m_title->setFont(large);
    m_title->setWordWrap(true);
    showAsText({m_title});
    for (RecordTable *table : {m_days, m_summary}) {
        table->view().setAccessibleName(tr("Reports"));
        table->setEmptyText(tr("Nobody was seen in these days, and nobody was expected."));
        m_tables->addWidget(table);
        connect(table, &RecordTable::againWanted, this, &ReportsPage::read);
        connect(table, &RecordTable::cancelWanted, this, [this] {
            giveUpReading();
            m_shown->showProblem(tr("Reading the report was cancelled."));
        });
    }
    auto *const layout = new QVBoxLayout(this);
    layout->addWidget(m_title);
    layout->addWidget(controls());
    layout->addWidget(m_tables, 1);
    m_settle->setSingleShot(true);
    m_settle->setInterval(settle);
    connect(m_settle, &QTimer::timeout, this, &ReportsPage::read);
}

ReportsPage::~ReportsPage()
{
    giveUpReading();
}

void ReportsPage::giveUpReading()
{
    if (!m_reading)
        return;
    m_reading->disconnect(this);
    m_reading->abort();
}

QWidget *ReportsPage::controls()
{
    auto *const bar = new QWidget;
    auto *const layout = new WrapLayout(bar);
    m_preset->addItems({tr("Today"), tr("Yesterday"), tr("This week"), tr("Last week"), tr("This month"), tr("Last month"), tr("These days")});
    m_preset->setAccessibleName(tr("Days"));
    m_preset->setObjectName(u"preset"_s);
    m_from->setAccessibleName(tr("From"));
    m_until->setAccessibleName(tr("Until"));
    const std::pair<QString, QString> kinds[]{{tr("All days"), u"days"_s}, {tr("Late"), u"late"_s}, {tr("Left early"), u"early"_s}, {tr("Absent"), u"absent"_s},
                                              {tr("Overtime"), u"overtime"_s}, {tr("Exceptions"), u"exceptions"_s}, {tr("Summary"), u"summary"_s}};
    for (const auto &[words, value] : kinds)
        m_kind->addItem(words, value);
    m_kind->setAccessibleName(tr("What"));
    m_kind->setObjectName(u"reportKind"_s);
    m_whom->addItem(tr("Everybody"));
    m_whom->setAccessibleName(tr("Whom"));
    for (QWidget *widget : std::initializer_list<QWidget *>{m_preset, m_from, new QLabel(u"–"_s), m_until, m_kind, m_whom})
        layout->addWidget(widget);
    layout->addSpring();
    for (const QString &format : {u"csv"_s, u"xlsx"_s, u"pdf"_s}) {
        auto *const button = new QPushButton(format.toUpper());
        button->setToolTip(tr("Download as %1").arg(format.toUpper()));
        button->setAccessibleName(tr("Download as %1").arg(format.toUpper()));
        connect(button, &QPushButton::clicked, this, [this, format] { download(format); });
        layout->addWidget(button);
    }
    for (QDateEdit *edit : {m_from, m_until}) {
        edit->setCalendarPopup(true);
        connect(edit, &QDateEdit::dateChanged, m_settle, qOverload<>(&QTimer::start));
        connect(edit, &QDateEdit::userDateChanged, this, [this] { m_preset->setCurrentIndex(m_preset->count() - 1); });
    }
    connect(m_preset, &QComboBox::activated, this, &ReportsPage::choosePreset);
    connect(m_kind, &QComboBox::currentIndexChanged, m_settle, qOverload<>(&QTimer::start));
    connect(m_whom, &QComboBox::currentIndexChanged, m_settle, qOverload<>(&QTimer::start));
    return bar;
}

void ReportsPage::choosePreset()
{
    const int preset = m_preset->currentIndex();
    if (preset == m_preset->count() - 1)
        return;
    const auto [from, until] = daysOf(preset, m_connection.today());
    const QSignalBlocker first(m_from);
    const QSignalBlocker second(m_until);
    m_from->setDate(from);
    m_until->setDate(until);
    m_settle->start();
}

void ReportsPage::enter()
{
    readGroups();
    read();
}

void ReportsPage::readGroups()
{
    m_connection.client().list(u"/api/v1/groups"_s, {}, 1'000, this, [this](const QList<QJsonObject> &groups, const QString &) {
        const QString chosen = m_whom->currentData().toString();
        const QSignalBlocker blocker(m_whom);
        m_whom->clear();
        m_whom->addItem(tr("Everybody"));
        for (const QJsonObject &group : groups)
            m_whom->addItem(group.value("name"_L1).toString(), group.value("name"_L1).toString());
        m_whom->setCurrentIndex(std::max(0, m_whom->findData(chosen.isEmpty() ? QVariant() : QVariant(chosen))));
    });
}

std::pair<QString, QUrlQuery> ReportsPage::wish() const
{
    QUrlQuery query{{u"from"_s, m_from->date().toString(Qt::ISODate)}, {u"until"_s, m_until->date().toString(Qt::ISODate)}, {u"kind"_s, m_kind->currentData().toString()}};
    const QString language = QLocale().name().left(2);
    query.addQueryItem(u"language"_s, language == u"de" || language == u"fr" ? language : u"en"_s);
    const QString group = m_whom->currentData().toString();
    if (group.isEmpty())
        return {u"/api/v1/reports/range"_s, query};
    query.addQueryItem(u"group"_s, QString::fromLatin1(QUrl::toPercentEncoding(group)));
    return {u"/api/v1/reports/group"_s, query};
}

void ReportsPage::read()
{
    giveUpReading();
    m_shown = m_kind->currentData() == u"summary"_s ? m_summary : m_days;
    m_tables->setCurrentWidget(m_shown);
    m_shown->model().setRecords({});
    m_shown->showLoading(tr("&Cancel"));
    if (m_until->date() < m_from->date())
        return m_shown->showProblem(tr("The last day is before the first."));
    const auto [path, query] = wish();
    m_reading = m_connection.client().get(path, query, this, [this](const Answer &answer) { take(answer); });
}

void ReportsPage::take(const Answer &answer)
{
    if (!answer.isGood())
        return m_shown->showProblem(answer.problem);
    if (answer.json.isEmpty())
        return m_shown->showProblem(tr("The report broke off. Try again, or take fewer days."));
    m_title->setText(answer.json.value("title"_L1).toString() + u" · "_s + answer.json.value("subtitle"_L1).toString());
    const QJsonArray all = answer.json.value("rows"_L1).toArray();
    QList<QJsonObject> rows;
    for (qsizetype i = 0; i < std::min(all.size(), mostShown); ++i)
        rows.append(all[i].toObject());
    if (all.size() > mostShown)
        Q_EMIT said(tr("Only the first %1 rows are shown; the files have all of them.").arg(QLocale().toString(mostShown)));
    m_shown->showRecords(rows);
}

void ReportsPage::download(const QString &format)
{
    const QString name = u"attendance-%1-%2.%3"_s.arg(m_from->date().toString(Qt::ISODate), m_until->date().toString(Qt::ISODate), format);
    const QString path = QFileDialog::getSaveFileName(this, tr("Download as %1").arg(format.toUpper()), name);
    if (!path.isEmpty())
        downloadTo(format, path);
}

void ReportsPage::downloadTo(const QString &format, const QString &path)
{
    auto [from, query] = wish();
    query.addQueryItem(u"format"_s, format);
    if (format == u"csv")
        query.addQueryItem(u"bom"_s, u"true"_s);
    auto *const download = new Download(m_connection.client(), from, query, path, this);
    connect(download, &Download::ended, this, [this, path](const QString &problem) { Q_EMIT said(problem.isEmpty() ? tr("Saved as %1.").arg(path) : problem); });
}

} // namespace rollcall::admin
