#include "admin/pair_dialog.h"

#include "admin/camera_tile.h"
#include "admin/connection.h"
#include "admin/look.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rollcall::admin {

namespace {

constexpr int qrSide = 240;
constexpr QSize liveSize(400, 300);

} // namespace

PairDialog::PairDialog(Connection &connection, Drawing drawing, QWidget *parent)
    : QDialog(parent)
    , m_connection(connection)
    , m_drawing(drawing)
    , m_steps(new QStackedWidget)
    , m_id(new QLineEdit)
    , m_qr(new QLabel)
    , m_code(new QLabel)
    , m_link(new QLabel)
    , m_words(new QLabel)
    , m_problem(new QLabel)
    , m_make(new QPushButton(tr("&Make a code")))
    , m_livePlace(new QWidget)
    , m_tick(new QTimer(this))
{
    setObjectName(u"pairDialog"_s);
    setWindowTitle(tr("Pair a camera"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_id->setObjectName(u"cameraId"_s);
    m_id->setPlaceholderText(tr("entrance"));
    m_make->setObjectName(u"makeCode"_s);
    m_make->setDefault(true);
    m_code->setObjectName(u"pairingCode"_s);
    QFont large = m_code->font();
    large.setPointSizeF(large.pointSizeF() * 2);
    large.setBold(true);
    m_code->setFont(large);
    for (QLabel *label : {m_code, m_link})
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    for (QLabel *label : {m_link, m_words, m_problem})
        label->setWordWrap(true);
    showAsText({m_link, m_words, m_problem});
    m_code->setAlignment(Qt::AlignCenter);
    m_qr->setAlignment(Qt::AlignCenter);
    m_qr->setFixedHeight(qrSide);
    m_qr->setAccessibleName(tr("The link as a QR code"));
    m_livePlace->setFixedSize(liveSize);
    auto *const ask = new QWidget;
    auto *const form = new QFormLayout(ask);
    form->setContentsMargins(0, 0, 0, 0);
    form->addRow(tr("&Id of the camera"), m_id);
    form->addRow(m_make);
    auto *const code = new QWidget;
    auto *const codeLayout = new QVBoxLayout(code);
    codeLayout->setContentsMargins(0, 0, 0, 0);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_qr, m_code, m_link})
        codeLayout->addWidget(widget);
    m_steps->addWidget(ask);
    m_steps->addWidget(code);
    m_steps->addWidget(m_livePlace);
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    auto *const layout = new QVBoxLayout(this);
    layout->addWidget(m_words);
    layout->addWidget(m_steps);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    m_words->setText(tr("A short name for where the camera is: letters, digits, dots, dashes and underscores. It names the camera for good."));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_make, &QPushButton::clicked, this, &PairDialog::makeCode);
    connect(&connection, &Connection::cameraChanged, this, &PairDialog::look);
    m_tick->setInterval(1'000);
    connect(m_tick, &QTimer::timeout, this, &PairDialog::look);
}

void PairDialog::makeCode()
{
    m_camera = m_id->text().trimmed();
    m_problem->clear();
    if (m_camera.isEmpty())
        return m_problem->setText(tr("Enter an id for the camera."));
    m_connectedBefore = m_connection.camera(m_camera).value("connectedSince"_L1).toString();
    m_make->setEnabled(false);
    m_connection.client().send("POST", u"/api/v1/cameras/"_s + m_camera + u"/pairing-code"_s, {}, this, [this](const Answer &answer) {
        m_make->setEnabled(true);
        answer.isGood() ? showCode(answer) : m_problem->setText(answer.problem);
    });
}

void PairDialog::showCode(const Answer &answer)
{
    QImage qr;
    qr.loadFromData(answer.json.value("qrSvg"_L1).toString().toUtf8(), "svg");
    m_qr->setPixmap(QPixmap::fromImage(qr.scaled(qrSide, qrSide, Qt::KeepAspectRatio, Qt::FastTransformation)));
    m_code->setText(answer.json.value("code"_L1).toString());
    m_link->setText(answer.json.value("link"_L1).toString());
    m_expires = QDateTime::fromString(answer.json.value("expiresAt"_L1).toString(), Qt::ISODateWithMs);
    if (!answer.json.value("servesOthers"_L1).toBool(true))
        m_problem->setText(tr("This server listens to its own machine alone: cameras of others will not reach it. Set listen-address first."));
    m_steps->setCurrentIndex(1);
    m_tick->start();
    look();
}

void PairDialog::look()
{
    const QJsonObject camera = m_connection.camera(m_camera);
    const bool isHere = m_steps->currentIndex() == 1 && camera.value("state"_L1) == u"streaming"_s && camera.value("connectedSince"_L1).toString() != m_connectedBefore;
    if (isHere) {
        m_tick->stop();
        m_words->setText(tr("“%1” is here.").arg(m_connection.cameraName(m_camera)));
        m_tile = new CameraTile(m_connection, m_camera, m_drawing, m_livePlace);
        m_tile->setGeometry(m_livePlace->rect());
        m_tile->show();
        m_steps->setCurrentIndex(2);
        Q_EMIT arrived(m_camera);
    } else if (m_steps->currentIndex() == 1) {
        const qint64 left = QDateTime::currentDateTimeUtc().secsTo(m_expires);
        m_words->setText(left > 0 ? tr("Enter this code in the camera app, or let it read the QR code. It is good for %1 more.").arg(QTime(0, 0).addSecs(int(left)).toString(u"mm:ss"_s))
                                  : tr("The code is over. Close this and make another one."));
    }
}

} // namespace rollcall::admin
