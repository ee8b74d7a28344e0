#include "admin/day_panel.h"

#include "admin/connection.h"
#include "admin/correction_list.h"
#include "admin/look.h"
#include "admin/server_picture.h"
#include "admin/words.h"
#include "admin/wrap_layout.h"

#include <QJsonArray>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rollcall::admin {

namespace {

constexpr int mostSightings = 500;
constexpr QSize pictureSize(128, 128);

} // namespace

DayPanel::DayPanel(Connection &connection, QWidget *parent)
    : QWidget(parent)
    , m_connection(connection)
    , m_title(new QLabel)
    , m_sightings(new QListWidget)
    , m_picture(new ServerPicture(connection.client(), pictureSize))
    , m_yes(new QPushButton(tr("This &is them")))
    , m_no(new QPushButton(tr("This is &not them")))
    , m_corrections(new CorrectionList(connection))
    , m_problem(new QLabel)
{
    m_title->setWordWrap(true);
    m_problem->setWordWrap(true);
    m_title->setMinimumWidth(1);  // a name may be any length
    showAsText({m_problem});
    m_sightings->setAccessibleName(tr("Sightings of this day"));
    m_sightings->setObjectName(u"daySightings"_s);
    m_sightings->setWordWrap(true);
    m_sightings->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *const buttons = new WrapLayout;
    buttons->addWidget(m_yes);
    buttons->addWidget(m_no);
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_title);
    layout->addWidget(m_sightings, 1);
    layout->addWidget(m_picture, 0, Qt::AlignHCenter);
    layout->addLayout(buttons);
    layout->addWidget(m_corrections, 1);
    layout->addWidget(m_problem);
    connect(m_sightings, &QListWidget::currentRowChanged, this, &DayPanel::showSighting);
    connect(m_yes, &QPushButton::clicked, this, [this] { decide(u"confirm"_s); });
    connect(m_no, &QPushButton::clicked, this, [this] { decide(u"reject"_s); });
    connect(m_corrections, &CorrectionList::failed, m_problem, &QLabel::setText);
    connect(m_corrections, &CorrectionList::withdrawn, this, &DayPanel::corrected);
    setRow({});
}

void DayPanel::setRow(const QJsonObject &row)
{
    const bool isSame = row.value("person"_L1) == m_row.value("person"_L1) && row == m_row && !row.isEmpty();
    m_row = row;
    if (isSame)
        return;
    const QString name = row.value("name"_L1).toString().toHtmlEscaped();
    m_title->setText(row.isEmpty() ? tr("Choose a row to see when and where the person was seen.")
                                   : u"<b>%1</b><br>%2"_s.arg(name, (noteOf(row).isEmpty() ? statusWord(row, m_connection.today()) : QString(statusWord(row, m_connection.today()) + u" · "_s + noteOf(row))).toHtmlEscaped()));
    for (QWidget *widget : std::initializer_list<QWidget *>{m_sightings, m_picture, m_yes, m_no})
        widget->setVisible(!row.isEmpty());
    refresh();
}

void DayPanel::refresh()
{
    m_corrections->setDay(m_row.value("person"_L1).toString(), m_row.value("day"_L1).toString());
    if (!m_row.isEmpty())
        read();
}

void DayPanel::read()
{
    const QDate day = QDate::fromString(m_row.value("day"_L1).toString(), Qt::ISODate);
    const QTimeZone &zone = m_connection.timeZone();
    const QUrlQuery query{{u"person"_s, m_row.value("person"_L1).toString()}, {u"from"_s, day.startOfDay(zone).toUTC().toString(Qt::ISODateWithMs)},
                          {u"until"_s, day.addDays(1).startOfDay(zone).toUTC().toString(Qt::ISODateWithMs)}};
    m_connection.client().list(u"/api/v1/sightings"_s, query, mostSightings, this, [this, row = m_row](const QList<QJsonObject> &items, const QString &problem) {
        if (row.value("person"_L1) != m_row.value("person"_L1) || row.value("day"_L1) != m_row.value("day"_L1))
            return;
        m_problem->setText(problem);
        const QString before = chosen().value("id"_L1).toString();
        m_sightings->clear();
        for (const QJsonObject &sighting : items) {
            const QString status = sighting.value("status"_L1).toString();
            QString text = m_connection.timeText(sighting.value("firstSeen"_L1).toString()) + u"–"_s + m_connection.timeText(sighting.value("lastSeen"_L1).toString()) + u"  "_s
                + m_connection.cameraName(sighting.value("camera"_L1).toString()) + u"  "_s + QLocale().toString(100 * sighting.value("confidence"_L1).toDouble(), 'f', 0) + u" %"_s;
            if (status == u"suggested")
                text += u" · "_s + tr("suggested");
            else if (status == u"rejected")
                text += u" · "_s + tr("not them");
            auto *const item = new QListWidgetItem(text, m_sightings);
            item->setData(Qt::UserRole, sighting);
            if (sighting.value("id"_L1) == before)
                m_sightings->setCurrentItem(item);
        }
        if (items.isEmpty() && problem.isEmpty())
            m_problem->setText(tr("No camera saw this person on this day."));
        if (!m_sightings->currentItem())
            m_sightings->setCurrentRow(0);
        showSighting();
    });
}

QJsonObject DayPanel::chosen() const
{
    return m_sightings->currentItem() ? m_sightings->currentItem()->data(Qt::UserRole).toJsonObject() : QJsonObject();
}

void DayPanel::showSighting()
{
    const QJsonObject sighting = chosen();
    const QString id = sighting.value("id"_L1).toString();
    m_picture->setPath(id.isEmpty() ? QString() : u"/api/v1/sightings/"_s + id + u"/picture.jpg"_s, id.isEmpty() ? QString() : tr("No picture is kept."));
    const bool may = !id.isEmpty() && m_connection.may(u"manage-attendance"_s);
    m_yes->setEnabled(may && sighting.value("status"_L1) != u"confirmed"_s);
    m_no->setEnabled(may && sighting.value("status"_L1) != u"rejected"_s);
}

void DayPanel::decide(const QString &verb)
{
    m_connection.client().send("POST", u"/api/v1/sightings/"_s + chosen().value("id"_L1).toString() + u'/' + verb, {}, this, [this](const Answer &answer) {
        m_problem->setText(answer.problem);
        if (answer.isGood())
            read();
    }, {.once = true});
}

} // namespace rollcall::admin
