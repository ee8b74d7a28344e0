#include "window/connect_page.h"

#include "window/code_reader.h"
#include "window/preview_widget.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rollcall::window {

namespace {

constexpr qint64 lookEveryMs = 200;  // for a code; each look takes the GUI thread some milliseconds
constexpr QSize pictureSize(320, 200);

} // namespace

ConnectPage::ConnectPage(QWidget *parent)
    : QWidget(parent)
    , m_code(new QLineEdit(this))
    , m_server(new QLineEdit(this))
    , m_reason(new QLabel(this))
    , m_hint(new QLabel(tr("The server shows it after \u201crollcall-server pair --camera NAME\u201d. A link that begins with \u201crollcall:\u201d holds the address as well."), this))
    , m_problem(new QLabel(this))
    , m_connect(new QPushButton(tr("&Connect"), this))
    , m_back(new QPushButton(tr("&Back"), this))
    , m_scan(new QPushButton(tr("&Scan with a camera"), this))
    , m_picture(new PreviewWidget(this))
{
    auto *const title = new QLabel(tr("Enter the code shown on the server"), this);
    QFont large = title->font();
    large.setPointSizeF(large.pointSizeF() * 1.6);
    large.setBold(true);
    title->setFont(large);
    title->setWordWrap(true);
    m_code->setObjectName(u"pairingCode"_s);
    m_server->setObjectName(u"serverAddress"_s);
    m_connect->setObjectName(u"connect"_s);
    m_problem->setObjectName(u"connectProblem"_s);
    m_scan->setObjectName(u"scan"_s);
    m_scan->setCheckable(true);
    m_picture->setObjectName(u"scanPicture"_s);
    m_picture->setAccessibleName(tr("What the camera sees"));
    m_picture->setFixedSize(pictureSize);
    m_picture->hide();
    m_code->setPlaceholderText(tr("K7Q4-XHWM or rollcall://\u2026"));
    m_server->setPlaceholderText(tr("server.example:8443"));
    m_code->setAccessibleDescription(m_hint->text());
    m_reason->setWordWrap(true);
    m_reason->setTextFormat(Qt::PlainText);
    m_reason->hide();
    m_hint->setWordWrap(true);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    QFont bold = m_problem->font();
    bold.setBold(true);
    m_problem->setFont(bold);
    m_problem->setMinimumHeight(3 * m_problem->fontMetrics().lineSpacing());
    m_problem->setAlignment(Qt::AlignTop | Qt::AlignLeft);

    auto *const form = new QFormLayout;
    form->addRow(tr("C&ode or link:"), m_code);
    form->addRow(tr("Server &address:"), m_server);
    auto *const buttons = new QHBoxLayout;
    buttons->addWidget(m_connect);
    buttons->addWidget(m_scan);
    buttons->addWidget(m_back);
    buttons->addStretch();
    auto *const page = new QWidget(this);
    page->setMaximumWidth(520);
    auto *const column = new QVBoxLayout(page);
    column->setSpacing(12);
    column->addWidget(title);
    column->addWidget(m_reason);
    column->addWidget(m_hint);
    column->addLayout(form);
    column->addLayout(buttons);
    column->addWidget(m_problem);
    column->addWidget(m_picture);
    auto *const middle = new QHBoxLayout;
    middle->addStretch();
    middle->addWidget(page, 1);
    middle->addStretch();
    auto *const all = new QVBoxLayout(this);
    all->addStretch(1);
    all->addLayout(middle);
    all->addStretch(2);

    m_connect->setDefault(true);
    m_back->hide();
    connect(m_connect, &QPushButton::clicked, this, &ConnectPage::submit);
    connect(m_code, &QLineEdit::returnPressed, this, &ConnectPage::submit);
    connect(m_server, &QLineEdit::returnPressed, this, &ConnectPage::submit);
    connect(m_code, &QLineEdit::textChanged, this, &ConnectPage::updateFields);
    connect(m_server, &QLineEdit::textChanged, this, &ConnectPage::updateFields);
    connect(m_scan, &QPushButton::toggled, this, &ConnectPage::onScan);
    connect(m_back, &QPushButton::clicked, this, &ConnectPage::backWanted);
    updateFields();
}

void ConnectPage::showEvent(QShowEvent *)
{
    m_code->setFocus();
}

void ConnectPage::hideEvent(QHideEvent *)
{
    stopScanning();
}

void ConnectPage::stopScanning()
{
    m_scan->setChecked(false);
}

void ConnectPage::onScan(bool wanted)
{
    m_problem->clear();
    m_picture->setImage({});
    m_picture->setMessage(tr("Hold the QR code of the server in front of the camera"));
    m_picture->setVisible(wanted);
    m_lastLook.start();
    Q_EMIT scanWanted(wanted);
}

void ConnectPage::setScanPicture(const QImage &picture)
{
    if (!m_scan->isChecked())
        return;
    m_picture->setMessage({});
    m_picture->setImage(picture);
    if (m_lastLook.elapsed() < lookEveryMs)
        return;
    m_lastLook.restart();
    const auto link = readPairingLink(picture);
    if (!link)
        return;
    stopScanning();
    setCode(*link);
    submit();
}

void ConnectPage::updateFields()
{
    const bool isLink = m_code->text().trimmed().startsWith(u"rollcall:", Qt::CaseInsensitive);
    m_server->setEnabled(!isLink);
    m_connect->setEnabled(isLink || !m_server->text().trimmed().isEmpty());
    m_problem->clear();
}

void ConnectPage::submit()
{
    if (!m_connect->isEnabled())
        return;
    const QString code = m_code->text().trimmed();
    const QString server = m_server->isEnabled() ? m_server->text().trimmed() : QString();
    if (code.isEmpty())
        Q_EMIT serverEntered(server);
    else
        Q_EMIT codeEntered(code, server);
}

void ConnectPage::setProblem(const QString &sentence)
{
    m_problem->setText(sentence);
}

void ConnectPage::setBusy(bool busy)
{
    // A field that is disabled loses the focus, and what is typed to mend it would go to a button.
    if (busy && !m_server->hasFocus())
        m_code->setFocus();
    m_code->setReadOnly(busy);
    m_server->setReadOnly(busy);
    m_scan->setEnabled(!busy);
    m_connect->setEnabled(!busy);
    if (busy)
        m_problem->setText(tr("Connecting\u2026"));
    else
        updateFields();
}

void ConnectPage::setBackVisible(bool visible)
{
    m_back->setVisible(visible);
}

void ConnectPage::clear()
{
    m_code->clear();
    m_server->clear();
}

void ConnectPage::setReason(const QString &sentence)
{
    m_reason->setText(sentence);
    m_reason->setVisible(!sentence.isEmpty());
}

void ConnectPage::setCode(const QString &code)
{
    m_code->setText(code);
}

} // namespace rollcall::window
