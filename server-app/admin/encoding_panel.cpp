#include "admin/encoding_panel.h"

#include "admin/connection.h"
#include "admin/look.h"
#include "admin/server_words.h"
#include "admin/wrap_layout.h"

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

QString codecName(const QString &codec)
{
    return codec == u"h264" ? u"H.264"_s : codec.toUpper();
}

} // namespace

EncodingPanel::EncodingPanel(Connection &connection, QWidget *parent)
    : QWidget(parent)
    , m_connection(connection)
    , m_now(new QLabel)
    , m_codec(new QComboBox)
    , m_size(new QComboBox)
    , m_rate(new QSpinBox)
    , m_bitrate(new QSpinBox)
    , m_apply(new QPushButton(tr("&Apply")))
    , m_pause(new QPushButton)
    , m_keyframe(new QPushButton(tr("&Key frame")))
    , m_problem(new QLabel)
{
    m_now->setObjectName(u"encodingNow"_s);
    m_codec->setObjectName(u"encodingCodec"_s);
    m_size->setObjectName(u"encodingSize"_s);
    m_rate->setObjectName(u"encodingRate"_s);
    m_bitrate->setObjectName(u"encodingBitrate"_s);
    m_apply->setObjectName(u"encodingApply"_s);
    m_pause->setObjectName(u"encodingPause"_s);
    m_keyframe->setObjectName(u"encodingKeyframe"_s);
    m_problem->setObjectName(u"encodingProblem"_s);
    for (QLabel *label : {m_now, m_problem})
        label->setWordWrap(true);
    showAsText({m_now, m_problem});
    for (const QString &codec : {u"vp8"_s, u"h264"_s})
        m_codec->addItem(codecName(codec), codec);
    for (const QSize size : sizes)
        m_size->addItem(sizeText(size), size);
    m_rate->setRange(1, highestRate);
    m_bitrate->setRange(lowestBitrate, highestBitrate);
    m_bitrate->setSingleStep(100);
    m_bitrate->setSuffix(u" kbit/s"_s);
    auto *const form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->addRow(m_now);
    form->addRow(tr("&Codec"), m_codec);
    form->addRow(tr("Si&ze, at most"), m_size);
    form->addRow(tr("Frames a &second, at most"), m_rate);
    form->addRow(tr("&Bitrate, at most"), m_bitrate);
    auto *const buttons = new WrapLayout;
    for (QPushButton *button : {m_apply, m_pause, m_keyframe})
        buttons->addWidget(button);
    form->addRow(buttons);
    form->addRow(m_problem);
    connect(m_apply, &QPushButton::clicked, this, &EncodingPanel::apply);
    connect(m_pause, &QPushButton::clicked, this, &EncodingPanel::pauseOrResume);
    connect(m_keyframe, &QPushButton::clicked, this, &EncodingPanel::askForKeyframe);
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
    if (const QString codec = m_codec->currentData().toString(); codec != m_sending.value("codec"_L1).toString())
        wish.insert(u"codec"_s, codec);
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

// What viewers and recognition begin with: after it, whoever sees a broken picture sees a whole one.
void EncodingPanel::askForKeyframe()
{
    m_connection.client().send("POST", u"/api/v1/cameras/"_s + m_camera + u"/keyframe"_s, {}, this, [this, camera = m_camera](const Answer &answer) {
        if (camera == m_camera)
            m_problem->setText(answer.isGood() ? tr("A key frame was asked for.") : answer.problem);
    });
}

void EncodingPanel::take(const Answer &answer)
{
    m_problem->setText(answer.isGood() ? translated(answer.json.value("problem"_L1).toString()) : answer.problem);
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
        m_codec->setCurrentIndex(m_codec->findData(m_sending.value("codec"_L1).toString()));
        m_rate->setValue(m_sending.value("frameRate"_L1).toInt());
        m_bitrate->setValue(m_sending.value("bitrateKbps"_L1).toInt());
        m_now->setText(sentence());
    }
    updateButtons();
}

// As the page says it.
QString EncodingPanel::sentence() const
{
    if (m_sending.value("paused"_L1).toBool())
        return tr("It is paused: its camera and encoder are free, the connection stays.");
    const QSize size(m_sending.value("width"_L1).toInt(), m_sending.value("height"_L1).toInt());
    QStringList what{codecName(m_sending.value("codec"_L1).toString())};
    if (!size.isEmpty())
        what.append(tr("at most %1").arg(sizeText(size)));
    what.append(tr("%1 frames a second").arg(QLocale().toString(m_rate->value())));
    what.append(QLocale().toString(m_bitrate->value()) + u" kbit/s"_s);
    what.removeAll(QString());
    return tr("It sends %1.").arg(what.join(u", "_s));
}

void EncodingPanel::updateButtons()
{
    const bool may = m_connection.may(u"control-cameras"_s) && isThere() && !m_sending.isEmpty();
    for (QWidget *widget : std::initializer_list<QWidget *>{m_codec, m_size, m_rate, m_bitrate, m_apply, m_pause, m_keyframe})
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
        m_now->setText(tr("The camera is away. What it sends can be changed once it is here."));
    }
}

} // namespace rollcall::admin
