#include "admin/encoding_panel.h"

#include "admin/connection.h"
#include "admin/look.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>

#include <array>

using namespace Qt::StringLiterals;

namespace rollcall::admin {

namespace {

constexpr std::array sizes{QSize(320, 180), QSize(640, 360), QSize(640, 480), QSize(1280, 720), QSize(1920, 1080), QSize(3840, 2160)};
constexpr int highestRate = 240;
constexpr int lowestBitrate = 10;
constexpr std::chrono::seconds askAgain{2};
constexpr int highestBitrate = 200'000;

QString sizeText(QSize size)
{
    return QString::number(size.width()) + u" × "_s + QString::number(size.height());
}

} // namespace

EncodingPanel::EncodingPanel(Connection &connection, QWidget *parent)
    : QWidget(parent)
    , m_connection(connection)
    , m_now(new QLabel)
    , m_size(new QComboBox)
    , m_rate(new QSpinBox)
    , m_bitrate(new QSpinBox)
    , m_apply(new QPushButton(tr("&Apply")))
    , m_pause(new QPushButton)
    , m_problem(new QLabel)
{
    m_now->setObjectName(u"encodingNow"_s);
    m_size->setObjectName(u"encodingSize"_s);
    m_rate->setObjectName(u"encodingRate"_s);
    m_bitrate->setObjectName(u"encodingBitrate"_s);
    m_apply->setObjectName(u"encodingApply"_s);
    m_pause->setObjectName(u"encodingPause"_s);
    m_problem->setObjectName(u"encodingProblem"_s);
    for (QLabel *label : {m_now, m_problem})
        label->setWordWrap(true);
    showAsText({m_now, m_problem});
    for (const QSize size : sizes)
        m_size->addItem(sizeText(size), size);
    m_rate->setRange(1, highestRate);
    m_rate->setSuffix(tr(" a second"));
    m_bitrate->setRange(lowestBitrate, highestBitrate);
    m_bitrate->setSingleStep(100);
    m_bitrate->setSuffix(u" kbit/s"_s);
    auto *const form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->addRow(m_now);
    form->addRow(tr("&Largest size"), m_size);
    form->addRow(tr("&Pictures"), m_rate);
    form->addRow(tr("&Bitrate"), m_bitrate);
    form->addRow(m_apply, m_pause);
    form->addRow(m_problem);
    connect(m_apply, &QPushButton::clicked, this, &EncodingPanel::apply);
    connect(m_pause, &QPushButton::clicked, this, &EncodingPanel::pauseOrResume);
    connect(&connection, &Connection::cameraChanged, this, [this](const QString &id) {
        if (id == m_camera)
            updateButtons();
    });
    m_again.setSingleShot(true);
    m_again.setInterval(askAgain);
    connect(&m_again, &QTimer::timeout, this, [this] {
        if (!m_camera.isEmpty() && m_sending.isEmpty() && isThere())
            ask();
    });
    updateButtons();
}

bool EncodingPanel::isThere() const
{
    const QString state = m_connection.camera(m_camera).value("state"_L1).toString();
    return state == u"streaming" || state == u"paused";
}

void EncodingPanel::setCamera(const QString &camera)
{
    if (camera == m_camera && !camera.isEmpty())
        return;
    m_camera = camera;
    m_sending = {};
    m_isAsked = false;
    m_problem->clear();
    m_now->clear();
    updateButtons();
}

void EncodingPanel::ask()
{
    m_connection.client().get(u"/api/v1/cameras/"_s + m_camera + u"/encoding"_s, {}, this, [this, camera = m_camera](const Answer &answer) {
        if (camera == m_camera)
            take(answer);
    });
}

void EncodingPanel::apply()
{
    const QSize size = m_size->currentData().toSize();
    QJsonObject wish;
    // What was not changed is not asked for: it stays as the camera has it.
    if (size != QSize(m_sending.value("width"_L1).toInt(), m_sending.value("height"_L1).toInt())) {
        wish.insert(u"width"_s, size.width());
        wish.insert(u"height"_s, size.height());
    }
    for (const auto &[key, box] : {std::pair(u"frameRate"_s, m_rate), std::pair(u"bitrateKbps"_s, m_bitrate)}) {
        if (box->value() != std::clamp(m_sending.value(key).toInt(), box->minimum(), box->maximum()))
            wish.insert(key, box->value());
    }
    if (wish.isEmpty())
        return;
    m_apply->setEnabled(false);
    m_connection.client().send("PATCH", u"/api/v1/cameras/"_s + m_camera + u"/encoding"_s, wish, this, [this, camera = m_camera](const Answer &answer) {
        if (camera == m_camera)
            take(answer);
    });
}

void EncodingPanel::pauseOrResume()
{
    const bool isPaused = m_sending.value("paused"_L1).toBool();
    m_pause->setEnabled(false);
    m_connection.client().send("POST", u"/api/v1/cameras/"_s + m_camera + (isPaused ? u"/resume"_s : u"/pause"_s), {}, this, [this, camera = m_camera](const Answer &answer) {
        if (camera == m_camera)
            take(answer);
        m_connection.refreshCameras();
    });
}

void EncodingPanel::take(const Answer &answer)
{
    m_problem->setText(answer.isGood() ? answer.json.value("problem"_L1).toString() : answer.problem);
    // A camera that has only just come may not have said yet.
    if (!answer.isGood() && m_sending.isEmpty())
        m_again.start();
    if (answer.isGood()) {
        m_sending = answer.json;
        // What nobody limited is as it comes.
        const QJsonObject camera = m_connection.camera(m_camera);
        for (const auto &[key, seen] : {std::pair(u"width"_s, u"width"_s), std::pair(u"height"_s, u"height"_s), std::pair(u"frameRate"_s, u"framesPerSecond"_s), std::pair(u"bitrateKbps"_s, u"bitrateKbps"_s)}) {
            if (m_sending.value(key).toInt() == 0)
                m_sending.insert(key, qRound(camera.value(seen).toDouble()));
        }
        const QSize size(m_sending.value("width"_L1).toInt(), m_sending.value("height"_L1).toInt());
        if (!size.isEmpty() && m_size->findData(size) < 0)
            m_size->insertItem(0, sizeText(size), size);
        m_size->setCurrentIndex(m_size->findData(size));
        m_rate->setValue(m_sending.value("frameRate"_L1).toInt());
        m_bitrate->setValue(m_sending.value("bitrateKbps"_L1).toInt());
        m_now->setText(m_sending.value("paused"_L1).toBool()
                           ? tr("Now: paused")
                           : tr("Now: %1, %2 a second, %3 kbit/s, %4").arg(sizeText(size), QLocale().toString(m_rate->value()), QLocale().toString(m_bitrate->value()), m_sending.value("codec"_L1).toString().toUpper()));
    }
    updateButtons();
}

void EncodingPanel::updateButtons()
{
    const bool may = m_connection.may(u"control-cameras"_s) && isThere() && !m_sending.isEmpty();
    for (QWidget *widget : std::initializer_list<QWidget *>{m_size, m_rate, m_bitrate, m_apply, m_pause})
        widget->setEnabled(may);
    m_pause->setText(m_sending.value("paused"_L1).toBool() ? tr("&Resume") : tr("Pa&use"));
    if (m_camera.isEmpty())
        return;
    if (isThere() && m_sending.isEmpty() && !std::exchange(m_isAsked, true)) {
        m_now->setText(tr("Asking the camera…"));
        ask();
    } else if (!isThere()) {
        m_sending = {};
        m_isAsked = false;
        m_now->setText(tr("The camera is away: it cannot be asked for anything."));
    }
}

} // namespace rollcall::admin
