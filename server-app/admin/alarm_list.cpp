#include "admin/alarm_list.h"

#include "admin/connection.h"
#include "admin/look.h"
#include "admin/server_words.h"

#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rollcall::admin {

namespace {

constexpr int mostAlarms = 500;
constexpr int leastWidth = 220;

Tone toneOf(const QString &severity)
{
    if (severity == u"critical")
        return Tone::Absent;
    return severity == u"warning" ? Tone::Late : Tone::Excused;
}

} // namespace

QString alarmTitle(const QJsonObject &alarm, const Connection &connection)
{
    const QString kind = alarm.value("kind"_L1).toString();
    const QJsonObject params = alarm.value("params"_L1).toObject();
    const QString camera = params.value("cameraName"_L1).toString(connection.cameraName(params.value("camera"_L1).toString()));
    const QString name = params.value("name"_L1).toString(params.value("person"_L1).toString());
    if (kind == u"camera-away")
        return AlarmList::tr("%1 is away").arg(camera);
    if (kind == u"unknown-face")
        return AlarmList::tr("An unknown face at %1").arg(camera);
    if (kind == u"late" && !name.isEmpty())
        return AlarmList::tr("%1 is late").arg(name);
    if (kind == u"absent" && !name.isEmpty())
        return AlarmList::tr("%1 is absent").arg(name);
    if (kind == u"register")
        return AlarmList::tr("The register is not available");
    if (kind == u"disk")
        return AlarmList::tr("The disk is nearly full");
    if (kind == u"outbox")
        return AlarmList::tr("Sightings wait for the database");
    return alarm.value("title"_L1).toString();
}

QString alarmText(const QJsonObject &alarm)
{
    const QString kind = alarm.value("kind"_L1).toString();
    const QJsonObject params = alarm.value("params"_L1).toObject();
    QStringList parts;
    if ((kind == u"late" || kind == u"absent") && params.contains("minutes"_L1))
        parts = {AlarmList::tr("%n minute(s) after the start", nullptr, params.value("minutes"_L1).toInt()), params.value("shift"_L1).toString()};
    else if (kind == u"disk" && params.contains("freeBytes"_L1))
        parts = {AlarmList::tr("%1 are free.").arg(QLocale().formattedDataSize(params.value("freeBytes"_L1).toInteger()))};
    else
        parts = {translated(params.value("problem"_L1).toString(alarm.value("text"_L1).toString()))};
    parts.removeAll(QString());
    return parts.join(u", "_s);
}

AlarmList::AlarmList(QWidget *parent)
    : QDockWidget(tr("Alerts"), parent)
    , m_list(new QListWidget)
    , m_empty(new QLabel)
    , m_acknowledge(new QPushButton(tr("&Acknowledge")))
{
    setObjectName(u"alarms"_s);
    setFeatures(DockWidgetClosable | DockWidgetMovable | DockWidgetFloatable);
    m_list->setAccessibleName(tr("Alerts"));
    m_list->setWordWrap(true);
    m_list->setObjectName(u"alarmRows"_s);
    m_acknowledge->setObjectName(u"acknowledge"_s);
    m_empty->setObjectName(u"noAlarms"_s);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    showAsText({m_empty});
    auto *const body = new QWidget;
    body->setMinimumWidth(leastWidth);
    auto *const layout = new QVBoxLayout(body);
    layout->addWidget(m_empty);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_acknowledge);
    setWidget(body);
    connect(m_acknowledge, &QPushButton::clicked, this, &AlarmList::acknowledge);
    connect(m_list, &QListWidget::itemActivated, this, &AlarmList::follow);
    connect(m_list, &QListWidget::currentRowChanged, this, [this] {
        const QListWidgetItem *const item = m_list->currentItem();
        m_acknowledge->setEnabled(item && m_alarms.value(item->data(Qt::UserRole).toString()).value("state"_L1) == u"open"_s);
    });
    redraw();
}

void AlarmList::setConnection(Connection *connection)
{
    if (m_connection)
        m_connection->disconnect(this);
    m_connection = connection;
    m_asking = std::make_unique<QObject>();
    m_problem.clear();
    m_alarms.clear();
    if (connection) {
        connect(connection, &Connection::happened, this, &AlarmList::take);
        connect(connection, &Connection::online, this, [this](bool yes) {
            if (yes)
                read();
        });
        read();
    }
    redraw();
}

int AlarmList::openCount() const
{
    return int(std::ranges::count_if(m_alarms.values(), [](const QJsonObject &alarm) { return alarm.value("state"_L1) == u"open"_s; }));
}

void AlarmList::read()
{
    if (!m_connection->may(u"view-alerts"_s))
        return;
    m_connection->client().list(u"/api/v1/alerts"_s, {}, mostAlarms, m_asking.get(), [this](const QList<QJsonObject> &items, const QString &problem) {
        m_problem = problem;
        if (problem.isEmpty()) {
            m_alarms.clear();
            for (const QJsonObject &alarm : items)
                m_alarms.insert(alarm.value("id"_L1).toString(), alarm);
        }
        redraw();
    });
}

void AlarmList::take(const QString &type, const QJsonObject &message)
{
    if (type == u"alert") {
        const QJsonObject alarm = message.value("alert"_L1).toObject();
        m_alarms.insert(alarm.value("id"_L1).toString(), alarm);
        redraw();
    } else if (type == u"alert-ended") {
        m_alarms.remove(message.value("id"_L1).toString());
        redraw();
    }
}

void AlarmList::redraw()
{
    QList<QJsonObject> sorted = m_alarms.values();
    std::ranges::sort(sorted, [](const QJsonObject &a, const QJsonObject &b) { return a.value("startedAt"_L1).toString() > b.value("startedAt"_L1).toString(); });
    const QString current = m_list->currentItem() ? m_list->currentItem()->data(Qt::UserRole).toString() : QString();
    m_list->clear();
    for (const QJsonObject &alarm : sorted) {
        const QString when = m_connection->timeText(alarm.value("startedAt"_L1).toString());
        const bool isOpen = alarm.value("state"_L1) == u"open"_s;
        const QString by = alarm.value("acknowledgedBy"_L1).toString();
        auto *const item = new QListWidgetItem(alarmTitle(alarm, *m_connection) + u'\n' + when + (isOpen ? QString() : u" · "_s + tr("acknowledged by %1").arg(by)), m_list);
        item->setIcon(toneIcon(isOpen ? toneOf(alarm.value("severity"_L1).toString()) : Tone::Idle, isDark(palette())));
        item->setToolTip(plainToolTip(alarmText(alarm)));
        item->setData(Qt::UserRole, alarm.value("id"_L1).toString());
        if (item->data(Qt::UserRole).toString() == current)
            m_list->setCurrentItem(item);
    }
    m_empty->setText(m_problem.isEmpty() ? tr("Nothing is open") : m_problem);
    m_empty->setVisible(sorted.isEmpty());
    m_list->setVisible(!sorted.isEmpty());
    m_acknowledge->setVisible(!sorted.isEmpty() && m_connection && m_connection->may(u"answer-alerts"_s));
    if (!m_list->currentItem() && m_list->count() > 0)
        m_list->setCurrentRow(0);
    Q_EMIT countChanged(openCount());
}

void AlarmList::acknowledge()
{
    const QListWidgetItem *const item = m_list->currentItem();
    if (!item)
        return;
    const QString id = item->data(Qt::UserRole).toString();
    m_connection->client().send("POST", u"/api/v1/alerts/"_s + id + u"/acknowledge"_s, {}, m_asking.get(), [this, id](const Answer &answer) {
        if (!answer.isGood())
            Q_EMIT said(answer.problem);
        if (answer.isGood() && m_alarms.contains(id)) {
            m_alarms.insert(id, answer.json);
            redraw();
        }
    });
}

void AlarmList::follow()
{
    const QJsonObject alarm = m_alarms.value(m_list->currentItem()->data(Qt::UserRole).toString());
    const QString kind = alarm.value("kind"_L1).toString();
    const QJsonObject params = alarm.value("params"_L1).toObject();
    if (kind == u"unknown-face")
        Q_EMIT pageWanted(u"unknown"_s);
    else if (kind == u"register" || kind == u"outbox" || kind == u"disk")
        Q_EMIT pageWanted(u"settings"_s);
    else if (const QString person = params.value("person"_L1).toString(); !person.isEmpty())
        Q_EMIT personWanted(person);
    else if (const QString camera = params.value("camera"_L1).toString(); !camera.isEmpty())
        Q_EMIT cameraWanted(camera);
}

} // namespace rollcall::admin
