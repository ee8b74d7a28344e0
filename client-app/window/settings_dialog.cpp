#include "window/settings_dialog.h"

#include "media/gstreamer.h"
#include "protocol/limits.h"
#include "send/element_options.h"
#include "send/encoder_kind.h"
#include "send/rtp_format.h"
#include "signaling/signaling_url.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QVBoxLayout>

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace rollcall::window {

namespace {

namespace limits = protocol::limits;

constexpr std::array pictureSizes{QSize(320, 240), QSize(640, 360), QSize(640, 480), QSize(1280, 720), QSize(1920, 1080)};

QLabel *note(const QString &text, QWidget *parent)
{
    auto *const label = new QLabel(text, parent);
    label->setWordWrap(true);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

template <typename Choice>
void select(QComboBox &box, Choice choice)
{
    box.setCurrentIndex(std::max(0, box.findData(int(choice))));
}

} // namespace

SettingsDialog::SettingsDialog(const Settings &settings, QWidget *parent)
    : QDialog(parent)
    , m_before(settings)
    , m_tabs(new QTabWidget(this))
{
    setWindowTitle(tr("Settings"));
    m_tabs->setObjectName(u"settingsPages"_s);
    m_tabs->addTab(generalPage(), tr("&General"));
    m_tabs->addTab(videoPage(), tr("&Video"));
    m_tabs->addTab(networkPage(), tr("&Network"));
    m_tabs->addTab(advancedPage(), tr("&Advanced"));
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    connect(buttons, &QDialogButtonBox::accepted, this, &SettingsDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &SettingsDialog::reject);
    auto *const all = new QVBoxLayout(this);
    all->addWidget(m_tabs);
    all->addWidget(buttons);
    resize(520, 400);
}

QWidget *SettingsDialog::generalPage()
{
    auto *const page = new QWidget(this);
    m_startWithSystem = new QCheckBox(tr("&Start with the system"), page);
    m_startMinimised = new QCheckBox(tr("Start &minimised"), page);
    m_onClose = new QComboBox(page);
    m_onClose->addItem(tr("Ask"), int(OnClose::Ask));
    m_onClose->addItem(tr("Keep streaming in the tray"), int(OnClose::Tray));
    m_onClose->addItem(tr("Stop and quit"), int(OnClose::Quit));
    m_look = new QComboBox(page);
    m_look->addItem(tr("As the system"), int(Look::System));
    m_look->addItem(tr("Light"), int(Look::Light));
    m_look->addItem(tr("Dark"), int(Look::Dark));
    m_language = new QComboBox(page);
    m_language->addItem(tr("As the system"), QString());
    for (const auto &[code, name] : {std::pair{u"en"_s, u"English"_s}, {u"de"_s, u"Deutsch"_s}, {u"fr"_s, u"Fran\u00e7ais"_s}})
        m_language->addItem(name, code);
    m_startWithSystem->setObjectName(u"startWithSystem"_s);
    m_look->setObjectName(u"look"_s);
    m_onClose->setObjectName(u"onClose"_s);
    auto *const form = new QFormLayout(page);
    form->addRow(m_startWithSystem);
    form->addRow(m_startMinimised);
    form->addRow(tr("When the window is &closed while streaming:"), m_onClose);
    form->addRow(tr("&Look:"), m_look);
    form->addRow(tr("Lan&guage:"), m_language);
    form->addRow(note(tr("The language changes with the next start."), page));
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    m_startWithSystem->setChecked(m_before.startWithSystem);
    m_startMinimised->setChecked(m_before.startMinimised);
    select(*m_onClose, m_before.onClose);
    select(*m_look, m_before.look);
    m_language->setCurrentIndex(std::max(0, m_language->findData(m_before.language)));
    return page;
}

QWidget *SettingsDialog::videoPage()
{
    auto *const page = new QWidget(this);
    m_codec = new QComboBox(page);
    m_codec->addItem(u"VP8"_s, int(protocol::Codec::Vp8));
    m_codec->addItem(u"H.264"_s, int(protocol::Codec::H264));
    m_size = new QComboBox(page);
    for (const QSize size : pictureSizes)
        m_size->addItem(QString::number(size.width()) + u'\u00d7' + QString::number(size.height()), size);
    const QSize present(m_before.width, m_before.height);
    if (m_size->findData(present) < 0)
        m_size->addItem(QString::number(present.width()) + u'\u00d7' + QString::number(present.height()), present);
    m_size->setCurrentIndex(m_size->findData(present));
    m_frameRate = new QSpinBox(page);
    m_frameRate->setRange(1, limits::HighestFrameRate);
    m_frameRate->setSuffix(tr(" a second"));
    m_automaticBitrate = new QCheckBox(tr("&Automatic, by size and rate"), page);
    m_bitrate = new QSpinBox(page);
    m_bitrate->setRange(limits::LowestBitrateKbps, limits::HighestBitrateKbps);
    m_bitrate->setSingleStep(100);
    m_bitrate->setSuffix(tr(" kbit/s"));
    m_bitrate->setAccessibleName(tr("Bitrate"));
    m_codec->setObjectName(u"codec"_s);
    m_size->setObjectName(u"pictureSize"_s);
    m_frameRate->setObjectName(u"frameRate"_s);
    m_automaticBitrate->setObjectName(u"automaticBitrate"_s);
    m_bitrate->setObjectName(u"bitrate"_s);
    auto *const form = new QFormLayout(page);
    form->addRow(tr("&Codec:"), m_codec);
    form->addRow(tr("&Largest picture:"), m_size);
    form->addRow(tr("&Highest rate:"), m_frameRate);
    form->addRow(tr("Bitrate:"), m_automaticBitrate);
    form->addRow(QString(), m_bitrate);
    form->addRow(note(tr("Changes go into a running stream at once. A camera may have a picture of its own, chosen under its live picture."), page));
    connect(m_automaticBitrate, &QCheckBox::toggled, m_bitrate, &QWidget::setDisabled);
    select(*m_codec, m_before.codec);
    m_frameRate->setValue(m_before.frameRate);
    m_automaticBitrate->setChecked(!m_before.bitrateKbps);
    m_bitrate->setDisabled(!m_before.bitrateKbps);
    m_bitrate->setValue(m_before.bitrateKbps.value_or(1500));
    return page;
}

QWidget *SettingsDialog::networkPage()
{
    auto *const page = new QWidget(this);
    m_server = new QLineEdit(m_before.server, page);
    m_server->setObjectName(u"settingsServer"_s);
    m_serverProblem = new QLabel(page);
    m_serverProblem->setWordWrap(true);
    auto *const pair = new QPushButton(tr("&Pair with a server\u2026"), page);
    connect(pair, &QPushButton::clicked, this, [this] {
        reject();
        Q_EMIT pairingWanted();
    });
    auto *const form = new QFormLayout(page);
    form->addRow(tr("&Server:"), m_server);
    form->addRow(note(tr("For example server.example:8443. Cameras that stream connect anew when it changes."), page));
    form->addRow(m_serverProblem);
    form->addRow(QString(), pair);
    connect(m_server, &QLineEdit::textChanged, m_serverProblem, &QLabel::clear);
    return page;
}

QWidget *SettingsDialog::advancedPage()
{
    auto *const page = new QWidget(this);
    m_encoder = new QComboBox(page);
    m_encoder->addItem(tr("The best that works"), QString());
    for (const send::EncoderKind &kind : send::knownEncoders()) {
        const QString name = QString::fromLatin1(kind.factory);
        if (media::elementExists(kind.factory))
            m_encoder->addItem(name + (kind.hardware ? tr(" (hardware)") : QString()), name);
    }
    m_keyframeSeconds = new QSpinBox(page);
    m_keyframeSeconds->setRange(1, 60);
    m_keyframeSeconds->setSuffix(tr(" s"));
    m_encoderOptions = new QLineEdit(m_before.encoderOptions, page);
    m_encoderOptions->setPlaceholderText(u"cpu-used=-6 threads=2"_s);
    m_payloaderOptions = new QLineEdit(m_before.payloaderOptions, page);
    m_payloaderOptions->setPlaceholderText(u"mtu=1000"_s);
    m_followNetwork = new QCheckBox(tr("Send less when the &network carries less"), page);
    m_optionsProblem = new QLabel(page);
    m_optionsProblem->setWordWrap(true);
    m_optionsProblem->setTextFormat(Qt::PlainText);
    m_encoderOptions->setObjectName(u"encoderOptions"_s);
    m_optionsProblem->setObjectName(u"optionsProblem"_s);
    m_encoder->setCurrentIndex(std::max(0, m_encoder->findData(m_before.encoder)));
    m_keyframeSeconds->setValue(m_before.keyframeSeconds);
    m_followNetwork->setChecked(m_before.followNetwork);
    m_detailedLog = new QCheckBox(tr("&Detailed log"), page);
    m_detailedLog->setChecked(m_before.detailedLog);
    auto *const form = new QFormLayout(page);
    form->addRow(m_followNetwork);
    form->addRow(tr("&Encoder:"), m_encoder);
    form->addRow(tr("&Key frame every:"), m_keyframeSeconds);
    form->addRow(tr("Encoder &options:"), m_encoderOptions);
    form->addRow(tr("&Packet options:"), m_payloaderOptions);
    form->addRow(m_optionsProblem);
    form->addRow(m_detailedLog);
    form->addRow(note(tr("Tells more in the log view and in problem reports. No secrets, no pictures."), page));
    return page;
}

void SettingsDialog::showPage(int page)
{
    m_tabs->setCurrentIndex(page);
}

Settings SettingsDialog::settings() const
{
    Settings now = m_before;
    now.startWithSystem = m_startWithSystem->isChecked();
    now.startMinimised = m_startMinimised->isChecked();
    now.onClose = OnClose(m_onClose->currentData().toInt());
    now.look = Look(m_look->currentData().toInt());
    now.language = m_language->currentData().toString();
    now.codec = protocol::Codec(m_codec->currentData().toInt());
    now.width = m_size->currentData().toSize().width();
    now.height = m_size->currentData().toSize().height();
    now.frameRate = m_frameRate->value();
    now.bitrateKbps = m_automaticBitrate->isChecked() ? std::nullopt : std::optional(m_bitrate->value());
    now.server = m_server->text().trimmed();
    now.encoder = m_encoder->currentData().toString();
    now.keyframeSeconds = m_keyframeSeconds->value();
    now.encoderOptions = m_encoderOptions->text().trimmed();
    now.payloaderOptions = m_payloaderOptions->text().trimmed();
    now.followNetwork = m_followNetwork->isChecked();
    now.detailedLog = m_detailedLog->isChecked();
    return now;
}

QString SettingsDialog::optionsProblem() const
{
    const Settings wanted = settings();
    const char *encoder = nullptr;
    protocol::Codec codec = wanted.codec;
    for (const send::EncoderKind &kind : send::knownEncoders()) {
        const bool isNamed = wanted.encoder == QLatin1StringView(kind.factory);
        if (isNamed || (!encoder && wanted.encoder.isEmpty() && kind.codec == wanted.codec && media::elementExists(kind.factory))) {
            encoder = kind.factory;
            codec = kind.codec;
        }
    }
    const auto ofEncoder = encoder ? send::parseOptions(encoder, wanted.encoderOptions) : std::expected<QList<send::ElementOption>, media::Error>();
    const auto ofPackets = send::parseOptions(send::payloaderName(codec), wanted.payloaderOptions);
    return !ofEncoder ? ofEncoder.error().message : !ofPackets ? ofPackets.error().message : QString();
}

void SettingsDialog::accept()
{
    if (const QString problem = optionsProblem(); !problem.isEmpty()) {
        m_optionsProblem->setText(problem);
        m_tabs->setCurrentIndex(3);
        m_encoderOptions->setFocus();
        return;
    }
    const QString server = m_server->text().trimmed();
    if (const auto url = signaling::signalingUrl(server); !server.isEmpty() && !url) {
        m_serverProblem->setText(url.error());
        m_tabs->setCurrentIndex(2);
        m_server->setFocus();
        return;
    }
    QDialog::accept();
}

} // namespace rollcall::window
