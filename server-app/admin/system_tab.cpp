#include "admin/system_tab.h"

#include "admin/connection.h"
#include "admin/look.h"

#include <QJsonArray>
#include <QLabel>
#include <QLocale>
#include <QScrollArea>
#include <QTime>
#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rollcall::admin {

namespace {

constexpr std::chrono::seconds readEvery{5};

QString row(const QString &title, const QString &value)
{
    return u"<tr><td style='padding-right:16px'>%1</td><td>%2</td></tr>"_s.arg(title.toHtmlEscaped(), value.toHtmlEscaped());
}

QString uptime(qint64 seconds)
{
    const qint64 days = seconds / 86'400;
    const QString hours = QTime(0, 0).addSecs(int(seconds % 86'400)).toString(u"H:mm:ss"_s);
    return days > 0 ? SystemTab::tr("%n day(s)", nullptr, int(days)) + u' ' + hours : hours;
}

} // namespace

SystemTab::SystemTab(Connection &connection, QWidget *parent)
    : QWidget(parent)
    , m_connection(connection)
    , m_first(new QLabel)
    , m_parts(new QLabel)
    , m_again(new QTimer(this))
{
    QFont large = m_first->font();
    large.setPointSizeF(large.pointSizeF() * 1.4);
    m_first->setFont(large);
    m_first->setWordWrap(true);
    showAsText({m_first});
    m_first->setObjectName(u"systemFirst"_s);
    m_parts->setTextFormat(Qt::RichText);
    m_parts->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_parts->setWordWrap(true);
    m_parts->setObjectName(u"systemParts"_s);
    auto *const inside = new QWidget;
    auto *const insideLayout = new QVBoxLayout(inside);
    insideLayout->addWidget(m_parts);
    insideLayout->addStretch();
    auto *const scrolling = new QScrollArea;
    scrolling->setWidget(inside);
    scrolling->setWidgetResizable(true);
    scrolling->setFrameShape(QFrame::NoFrame);
    auto *const layout = new QVBoxLayout(this);
    layout->addWidget(m_first);
    layout->addWidget(scrolling, 1);
    m_again->setInterval(readEvery);
    connect(m_again, &QTimer::timeout, this, &SystemTab::read);
}

void SystemTab::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_again->start();
}

void SystemTab::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_again->stop();
}

void SystemTab::read()
{
    m_connection.client().get(u"/api/v1/system"_s, {}, this, [this](const Answer &answer) { answer.isGood() ? take(answer.json) : m_first->setText(answer.problem); });
}

void SystemTab::take(const QJsonObject &system)
{
    const QLocale locale;
    const QJsonObject database = system.value("database"_L1).toObject();
    const QJsonObject disk = system.value("disk"_L1).toObject();
    const QJsonObject recognition = system.value("recognition"_L1).toObject();
    const QJsonObject process = system.value("process"_L1).toObject();
    const QJsonObject tls = system.value("tls"_L1).toObject();
    const QJsonObject cameras = system.value("cameras"_L1).toObject();
    const QString problem = database.value("problem"_L1).toString();
    m_first->setText(problem.isEmpty() ? tr("The server works.") : tr("The register has a problem: %1").arg(problem));
    QString text = u"<table cellspacing=6>"_s;
    text += row(tr("Version"), system.value("version"_L1).toString());
    text += row(tr("Running for"), uptime(system.value("uptimeSeconds"_L1).toInteger()));
    text += row(tr("Cameras"), tr("%1 of %2 stream").arg(cameras.value("streaming"_L1).toInt()).arg(cameras.value("known"_L1).toInt()));
    text += row(tr("Recognition"), recognition.value("engine"_L1).toString() + u". "_s + recognition.value("description"_L1).toString());
    text += row(tr("Register"), database.value("kind"_L1).toString() + u", "_s + tr("%1 wait, %2 failed").arg(locale.toString(database.value("waiting"_L1).toInteger()), locale.toString(database.value("failures"_L1).toInteger())));
    text += row(tr("Disk"), tr("%1 free of %2, in %3").arg(locale.formattedDataSize(disk.value("freeBytes"_L1).toInteger()), locale.formattedDataSize(disk.value("totalBytes"_L1).toInteger()), disk.value("path"_L1).toString()));
    if (!process.isEmpty())
        text += row(tr("Memory"), locale.formattedDataSize(process.value("residentBytes"_L1).toInteger()) + u", "_s + tr("%n thread(s)", nullptr, process.value("threads"_L1).toInt()));
    if (!tls.isEmpty())
        text += row(tr("Certificate"), tls.value("fingerprint"_L1).toString());
    m_parts->setText(text + u"</table>"_s);
}

} // namespace rollcall::admin
