#include "admin/today_page.h"

#include "admin/connection.h"
#include "admin/correct_dialog.h"
#include "admin/day_panel.h"
#include "admin/words.h"

#include <QButtonGroup>
#include <QDateEdit>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QTimer>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace rollcall::admin {

namespace {

constexpr int mostRows = 200'000;
constexpr int fewPeople = 20;  // that are asked for one by one; beyond that the whole day is
constexpr int mostNews = 50;
constexpr int asideWidth = 240;
constexpr int asideGap = 8;
constexpr int usualAsideWidth = 320;
constexpr std::chrono::milliseconds rest{500};  // between two readings while much happens
constexpr int notFound = 404;                  // erased, or merged into somebody else

std::vector<RecordColumn> columns(Connection &connection)
{
    const auto time = [&connection](const QString &field) {
        return [&connection, field](const QJsonObject &row) { return connection.timeText(row.value(field).toString()); };
    };
    const auto key = [](const QString &field) { return [field](const QJsonObject &row) { return QVariant(row.value(field).toString()); }; };
    const auto text = [](const QString &field) { return [field](const QJsonObject &row) { return row.value(field).toString(); }; };
    const auto where = [&connection](const QJsonObject &row) {
        QStringList names;
        for (const QJsonValue &camera : row.value("cameras"_L1).toArray())
            names.append(connection.cameraName(camera.toString()));
        return names.join(u", "_s);
    };
    const auto tone = [&connection](const QJsonObject &row) {
        return toneIcon(statusTone(row, connection.today()), isDark(QGuiApplication::palette()));
    };
    return {{.title = TodayPage::tr("Person"), .text = text(u"name"_s)},
            {.title = TodayPage::tr("Status"), .text = [&connection](const QJsonObject &row) { return statusWord(row, connection.today()); }, .icon = tone},
            {.title = TodayPage::tr("In"), .text = time(u"checkIn"_s), .sortKey = key(u"checkIn"_s)},
            {.title = TodayPage::tr("Out"), .text = time(u"checkOut"_s), .sortKey = key(u"checkOut"_s)},
            {.title = TodayPage::tr("Where"), .text = where},
            {.title = TodayPage::tr("Worked"), .text = [](const QJsonObject &row) { return row.value("worked"_L1).toInt() > 0 ? minutesText(row.value("worked"_L1).toInt()) : QString(); },
             .sortKey = [](const QJsonObject &row) { return QVariant(row.value("worked"_L1).toInt()); }, .isNumber = true},
            {.title = TodayPage::tr("Note"), .text = noteOf}};
}

QString keyOf(const QJsonObject &row)
{
    return row.value("person"_L1).toString() + u'/' + row.value("shift"_L1).toString();
}

} // namespace

TodayPage::TodayPage(Connection &connection, QWidget *parent)
    : Page(parent)
    , m_connection(connection)
    , m_headline(new QLabel)
    , m_day(new QDateEdit(connection.today()))
    , m_chips(new QButtonGroup(this))
    , m_table(new RecordTable(new RecordModel(columns(connection), keyOf), u"register"_s))
    , m_correct(new QPushButton(tr("&Correct…")))
    , m_panel(new DayPanel(connection))
    , m_feed(new QListWidget)
    , m_again(new QTimer(this))
{
    QFont large = m_headline->font();
    large.setPointSizeF(large.pointSizeF() * 1.4);
    m_headline->setFont(large);
    m_headline->setObjectName(u"headline"_s);
    m_headline->setWordWrap(true);
    m_feed->setAccessibleName(tr("What happens now"));
    m_feed->setWordWrap(true);
    m_feed->setFocusPolicy(Qt::NoFocus);
    m_table->view().setAccessibleName(tr("Register"));
    m_table->setEmptyText(tr("Nobody is in the register of this day.\nThe register shows who was there. It begins with the people whom cameras should know."), tr("&Enrol the first person…"));
    auto *const news = new QWidget;
    auto *const newsLayout = new QVBoxLayout(news);
    newsLayout->setContentsMargins(0, 0, 0, 0);
    newsLayout->addWidget(new QLabel(tr("Now")));
    newsLayout->addWidget(m_feed, 1);
    auto *const aside = new QSplitter(Qt::Vertical);
    aside->addWidget(m_panel);
    aside->addWidget(news);
    aside->setMinimumWidth(asideWidth);
    aside->setContentsMargins(asideGap, 0, 0, 0);
    auto *const split = new QSplitter;
    split->addWidget(m_table);
    split->addWidget(aside);
    split->setStretchFactor(0, 1);
    split->setCollapsible(0, false);
    split->setSizes({QWIDGETSIZE_MAX, usualAsideWidth});
    auto *const layout = new QVBoxLayout(this);
    layout->addWidget(m_headline);
    makeBar(layout);
    layout->addWidget(split, 1);
    m_again->setSingleShot(true);
    m_again->setInterval(rest);
    connect(m_again, &QTimer::timeout, this, &TodayPage::catchUp);
    connect(m_table, &RecordTable::againWanted, this, &TodayPage::read);
    connect(m_table, &RecordTable::emptyActionWanted, this, [this] { Q_EMIT personWanted({}); });
    connect(m_table, &RecordTable::selectionChanged, this, &TodayPage::showSelected);
    connect(m_table, &RecordTable::activated, this, &TodayPage::correctSelected);
    connect(m_correct, &QPushButton::clicked, this, &TodayPage::correctSelected);
    connect(m_panel, &DayPanel::corrected, this, [this] {
        Q_EMIT said(tr("The correction is withdrawn."));
        read();
    });
    connect(&connection, &Connection::happened, this, &TodayPage::takeEvent);
    showSelected();
}

void TodayPage::makeBar(QVBoxLayout *layout)
{
    auto *const days = new QHBoxLayout;
    const auto step = [&](const QString &text, const QString &tip, int by) {
        auto *const button = new QToolButton;
        button->setText(text);
        button->setToolTip(tip);
        button->setAccessibleName(tip);
        button->setAutoRaise(true);
        connect(button, &QToolButton::clicked, this, [this, by] { m_day->setDate(by == 0 ? m_connection.today() : m_day->date().addDays(by)); });
        days->addWidget(button);
    };
    m_day->setCalendarPopup(true);
    m_day->setAccessibleName(tr("Day"));
    step(u"◀"_s, tr("The day before"), -1);
    days->addWidget(m_day);
    step(u"▶"_s, tr("The day after"), 1);
    step(tr("Today"), tr("Today"), 0);
    days->addStretch();
    days->addWidget(m_correct);
    layout->addLayout(days);
    m_correct->setObjectName(u"correct"_s);
    connect(m_day, &QDateEdit::dateChanged, this, [this](QDate day) {
        m_followsToday = day == m_connection.today();
        m_table->model().setRecords({});
        m_table->showLoading();
        read();
    });
    const std::pair<QString, QString> filters[]{{tr("All"), {}}, {tr("Here"), u"here"_s}, {tr("Late"), u"late"_s}, {tr("Not yet"), u"not-yet"_s}, {tr("Absent"), u"absent"_s},
                                                {tr("Left"), u"left"_s}, {tr("Excused"), u"excused"_s}, {tr("Suggested"), u"suggested"_s}};
    for (const auto &[words, filter] : filters) {
        auto *const chip = new QToolButton;
        chip->setText(words);
        chip->setObjectName(u"filter-"_s + filter);
        chip->setCheckable(true);
        chip->setChecked(filter.isEmpty());
        chip->setAutoRaise(true);
        m_chips->addButton(chip);
        m_table->addChip(chip);
        connect(chip, &QToolButton::clicked, this, [this, filter] {
            m_table->setChoice(filter.isEmpty() ? std::function<bool(const QJsonObject &)>() : [filter](const QJsonObject &row) { return passes(filter, row); });
        });
    }
}

void TodayPage::enter()
{
    if (m_followsToday)
        m_day->setDate(m_connection.today());
    read();
}

void TodayPage::search(const QString &words)
{
    m_table->filter().setText(words);
}

QString TodayPage::dayText() const
{
    return m_day->date().toString(Qt::ISODate);
}

QString TodayPage::headlineText() const
{
    return m_headline->text();
}

void TodayPage::read()
{
    m_changed.clear();
    m_isAllChanged = false;
    m_isReading = true;
    const int mine = ++m_reading;
    const QUrlQuery query{{u"day"_s, dayText()}, {u"everybody"_s, u"true"_s}};
    const auto first = [this, mine](const QList<QJsonObject> &rows) {
        if (mine == m_reading)
            m_table->showFirst(rows);
    };
    m_connection.client().list(u"/api/v1/attendance"_s, query, mostRows, this, [this, mine](const QList<QJsonObject> &rows, const QString &problem) {
        if (mine != m_reading)
            return;
        m_isReading = false;
        problem.isEmpty() ? m_table->showRecords(rows) : m_table->showProblem(problem);
        showSelected();
        // What was told while the pages were on their way.
        if (!m_changed.isEmpty() || m_isAllChanged)
            m_again->start();
    }, first);
    // After the rows: it asks for a week, which may be more work for the server.
    readSummary();
}

// What events told is read again: a few people by themselves, many with the whole day.
void TodayPage::catchUp()
{
    if (m_isReading)
        return;  // and again after it
    if (m_isAllChanged || m_changed.size() > fewPeople)
        return read();
    readSummary();
    for (const QString &person : std::exchange(m_changed, {}))
        readPerson(person);
}

void TodayPage::readPerson(const QString &person)
{
    const QUrlQuery query{{u"person"_s, QString::fromLatin1(QUrl::toPercentEncoding(person))}, {u"from"_s, dayText()}, {u"until"_s, dayText()}};
    m_connection.client().get(u"/api/v1/attendance/days"_s, query, this, [this, person, mine = m_reading](const Answer &answer) {
        if (mine != m_reading || (!answer.isGood() && answer.status != notFound))
            return;  // the whole day was read meanwhile, or the next hello reads it
        QStringList gone;
        for (int row = 0; row < m_table->model().rowCount(); ++row) {
            if (m_table->model().record(row).value("person"_L1) == person)
                gone.append(m_table->model().keyOf(row));
        }
        for (const QJsonValue &value : answer.json.value("items"_L1).toArray()) {
            gone.removeAll(keyOf(value.toObject()));
            m_table->model().upsert(value.toObject());
        }
        for (const QString &key : std::as_const(gone))
            m_table->model().remove(key);
        m_table->refreshState();
        showSelected();
    });
}

void TodayPage::readSummary()
{
    m_connection.client().get(u"/api/v1/summary"_s, {{u"day"_s, dayText()}}, this, [this, day = dayText()](const Answer &answer) {
        if (day == dayText())
            m_headline->setText(answer.isGood() ? headline(answer.json, m_day->date() == m_connection.today()) : answer.problem);
    });
}

void TodayPage::takeEvent(const QString &type, const QJsonObject &message)
{
    if (type == u"sighting" && message.value("change"_L1) == u"opened"_s)
        addToFeed(message.value("sighting"_L1).toObject());
    const bool isMine = type == u"register" && (!message.value("day"_L1).isString() || message.value("day"_L1) == dayText());
    if (!isVisible() || !(isMine || type == u"hello" || type == u"people"))
        return;  // whoever comes back here reads it
    const QJsonValue people = message.value(type == u"people" ? "ids"_L1 : "people"_L1);
    // Where they are not named, anything may have changed.
    m_isAllChanged = m_isAllChanged || !people.isArray();
    for (const QJsonValue &person : people.toArray())
        m_changed.insert(person.toString());
    if (!m_again->isActive())
        m_again->start();
}

void TodayPage::addToFeed(const QJsonObject &sighting)
{
    const QString person = sighting.value("person"_L1).toString();
    QString name = sighting.value("name"_L1).toString(person);
    for (int row = 0; row < m_table->model().rowCount(); ++row) {
        if (m_table->model().record(row).value("person"_L1) == person)
            name = m_table->model().record(row).value("name"_L1).toString();
    }
    const QString text = tr("%1 · %2 at %3").arg(m_connection.timeText(sighting.value("firstSeen"_L1).toString()), name, m_connection.cameraName(sighting.value("camera"_L1).toString()));
    m_feed->insertItem(0, text);
    while (m_feed->count() > mostNews)
        delete m_feed->takeItem(m_feed->count() - 1);
}

void TodayPage::showSelected()
{
    const QList<QJsonObject> selected = m_table->selected();
    m_correct->setEnabled(selected.size() == 1 && m_connection.may(u"manage-attendance"_s));
    m_panel->setRow(selected.size() == 1 ? selected.first() : QJsonObject());
}

void TodayPage::correctSelected()
{
    const QList<QJsonObject> selected = m_table->selected();
    if (selected.size() != 1 || !m_connection.may(u"manage-attendance"_s))
        return;
    auto *const dialog = new CorrectDialog(m_connection, selected.first(), this);
    connect(dialog, &CorrectDialog::corrected, this, [this] {
        Q_EMIT said(tr("The correction is saved."));
        m_panel->refresh();
        read();
    });
    dialog->open();
}

} // namespace rollcall::admin
