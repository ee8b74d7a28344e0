#include "admin/sign_in_page.h"

#include "admin/look.h"

#include "pairing/fingerprint.h"

#include <QCheckBox>
#include <QFontDatabase>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rollcall::admin {

namespace {

constexpr int columnWidth = 420;

QPushButton *defaultButton(const QString &text)
{
    auto *const button = new QPushButton(text);
    button->setDefault(true);
    button->setAutoDefault(true);
    return button;
}

QLabel *paragraph(const QString &text)
{
    auto *const label = new QLabel(text);
    label->setWordWrap(true);
    return label;
}

// In groups of four, eight a line, as people compare them.
QString readable(const QByteArray &fingerprint)
{
    const QString hex = QString::fromLatin1(fingerprint.toHex()).toUpper();
    QString text;
    for (int i = 0; i < hex.size(); i += 4)
        text += hex.mid(i, 4) + (i % 32 == 28 ? u'\n' : u' ');
    return text.trimmed();
}

} // namespace

SignInPage::SignInPage(QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel)
    , m_problem(paragraph({}))
    , m_steps(new QStackedWidget)
{
    QFont large = m_title->font();
    large.setPointSizeF(large.pointSizeF() * 1.5);
    m_title->setFont(large);
    m_title->setWordWrap(true);
    showAsText({m_title, m_problem});
    m_problem->setObjectName(u"signInProblem"_s);
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_steps->addWidget(serverStep());
    m_steps->addWidget(trustStep());
    m_steps->addWidget(whoStep());
    auto *const column = new QWidget;
    column->setFixedWidth(columnWidth);
    auto *const layout = new QVBoxLayout(column);
    layout->addWidget(m_title);
    layout->addWidget(m_problem);
    layout->addWidget(m_steps);
    auto *const outer = new QVBoxLayout(this);
    outer->addStretch(2);
    outer->addWidget(column, 0, Qt::AlignHCenter);
    outer->addStretch(3);
}

QWidget *SignInPage::serverStep()
{
    auto *const step = new QWidget;
    auto *const form = new QFormLayout(step);
    form->setContentsMargins(0, 0, 0, 0);
    form->setRowWrapPolicy(QFormLayout::WrapAllRows);
    m_server = new QLineEdit;
    m_server->setObjectName(u"server"_s);
    m_server->setPlaceholderText(u"192.0.2.7:8443"_s);
    form->addRow(tr("&Address of the server"), m_server);
    auto *const go = defaultButton(tr("&Connect"));
    go->setObjectName(u"connect"_s);
    form->addRow(go);
    const auto send = [this] { Q_EMIT serverEntered(m_server->text()); };
    connect(go, &QPushButton::clicked, this, send);
    connect(m_server, &QLineEdit::returnPressed, this, send);
    return step;
}

QWidget *SignInPage::trustStep()
{
    auto *const step = new QWidget;
    auto *const layout = new QVBoxLayout(step);
    layout->setContentsMargins(0, 0, 0, 0);
    m_trustText = paragraph({});
    m_fingerprint = new QLabel;
    m_fingerprint->setObjectName(u"fingerprint"_s);
    m_fingerprint->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_fingerprint->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *const yes = new QPushButton(tr("They are the same: &trust this server"));
    yes->setObjectName(u"trust"_s);
    auto *const no = defaultButton(tr("&Another server…"));
    layout->addWidget(m_trustText);
    layout->addWidget(m_fingerprint);
    layout->addWidget(yes);
    layout->addWidget(no);
    layout->addStretch();
    connect(yes, &QPushButton::clicked, this, &SignInPage::trusted);
    connect(no, &QPushButton::clicked, this, &SignInPage::otherServerWanted);
    return step;
}

QWidget *SignInPage::whoStep()
{
    auto *const step = new QWidget;
    auto *const form = new QFormLayout(step);
    form->setContentsMargins(0, 0, 0, 0);
    form->setRowWrapPolicy(QFormLayout::WrapAllRows);
    const auto line = [&](const QString &label, const QString &name, bool secret) {
        auto *const edit = new QLineEdit;
        edit->setObjectName(name);
        edit->setEchoMode(secret ? QLineEdit::Password : QLineEdit::Normal);
        auto *const words = new QLabel(label);
        words->setBuddy(edit);
        form->addRow(words, edit);
        connect(edit, &QLineEdit::returnPressed, this, &SignInPage::sendWho);
        return std::pair(words, edit);
    };
    std::tie(m_codeLabel, m_code) = line(tr("&Code that the server printed"), u"setUpCode"_s, false);
    std::tie(m_nameLabel, m_name) = line(tr("&Name"), u"name"_s, false);
    std::tie(m_passwordLabel, m_password) = line(tr("&Password"), u"password"_s, true);
    std::tie(m_tokenLabel, m_token) = line(tr("API &token"), u"token"_s, true);
    m_useToken = new QCheckBox(tr("Sign in with an &API token, and remember it"));
    m_useToken->setObjectName(u"useToken"_s);
    m_signIn = defaultButton({});
    m_signIn->setObjectName(u"signIn"_s);
    auto *const other = new QPushButton(tr("An&other server…"));
    other->setFlat(true);
    form->addRow(m_useToken);
    form->addRow(m_signIn);
    form->addRow(other);
    connect(m_useToken, &QCheckBox::toggled, this, &SignInPage::updateWho);
    connect(m_signIn, &QPushButton::clicked, this, &SignInPage::sendWho);
    connect(other, &QPushButton::clicked, this, &SignInPage::otherServerWanted);
    return step;
}

void SignInPage::updateWho()
{
    const bool byToken = m_useToken->isChecked() && !m_setUp;
    for (QWidget *widget : std::initializer_list<QWidget *>{m_codeLabel, m_code})
        widget->setVisible(m_setUp);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_nameLabel, m_name, m_passwordLabel, m_password})
        widget->setVisible(!byToken);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_tokenLabel, m_token})
        widget->setVisible(byToken);
    m_useToken->setVisible(!m_setUp);
    m_signIn->setText(m_setUp ? tr("&Make the first account") : tr("&Sign in"));
}

void SignInPage::sendWho()
{
    m_problem->clear();
    if (m_setUp)
        Q_EMIT firstAccountEntered(m_code->text().trimmed(), m_name->text(), m_password->text());
    else if (m_useToken->isChecked())
        Q_EMIT tokenEntered(m_token->text().trimmed());
    else
        Q_EMIT passwordEntered(m_name->text(), m_password->text());
}

void SignInPage::askForServer(const QString &server)
{
    m_title->setText(tr("Connect to a server"));
    m_server->setText(server);
    m_steps->setCurrentIndex(0);
    m_steps->setEnabled(true);
    m_server->setFocus();
}

void SignInPage::askToTrust(const QString &server, const QByteArray &fingerprint, bool isChanged)
{
    m_title->setText(isChanged ? tr("The certificate of %1 has changed").arg(server) : tr("Is this your server?"));
    m_trustText->setText((isChanged ? tr("It is not the one that this machine knows: it was renewed, or somebody is in between.") + u' ' : QString())
                         + tr("Compare this fingerprint with the one that %1 shows (rollcall-server prints it when it starts, the page shows it under Settings).").arg(server));
    m_fingerprint->setText(readable(fingerprint));
    m_steps->setCurrentIndex(1);
    m_steps->setEnabled(true);
    m_problem->clear();
}

void SignInPage::askWho(const QString &server, bool setUp)
{
    m_setUp = setUp;
    m_title->setText(setUp ? tr("Set up %1").arg(server) : tr("Sign in to %1").arg(server));
    m_steps->setCurrentIndex(2);
    m_steps->setEnabled(true);
    updateWho();
    (setUp ? m_code : m_useToken->isChecked() ? m_token : m_name)->setFocus();
}

void SignInPage::setBusy(const QString &what)
{
    m_problem->setText(what);
    m_steps->setEnabled(false);
}

void SignInPage::setProblem(const QString &sentence)
{
    m_problem->setText(sentence);
    m_steps->setEnabled(true);
}

} // namespace rollcall::admin
