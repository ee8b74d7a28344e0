#include "admin/form_dialog.h"

#include "admin/look.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rollcall::admin {

namespace {

constexpr int leastWidth = 420;

} // namespace

FormDialog::FormDialog(const QString &title, const QString &doIt, QWidget *parent)
    : QDialog(parent)
    , m_body(new QVBoxLayout(this))
    , m_form(new QFormLayout)
    , m_problem(new QLabel)
    , m_do(nullptr)
{
    setWindowTitle(title);
    setMinimumWidth(leastWidth);
    setAttribute(Qt::WA_DeleteOnClose);
    m_problem->setWordWrap(true);
    m_problem->setObjectName(u"problem"_s);
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
    showAsText({m_problem});
    m_problem->hide();
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_do = buttons->addButton(doIt, QDialogButtonBox::AcceptRole);
    m_do->setObjectName(u"submit"_s);
    m_do->setDefault(true);
    m_body->addLayout(m_form);
    m_body->addWidget(m_problem);
    m_body->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_do, &QPushButton::clicked, this, [this] {
        setProblem({});
        if (m_submit)
            m_submit();
    });
}

void FormDialog::setProblem(const QString &sentence)
{
    setBusy(false);
    m_problem->setText(sentence);
    m_problem->setVisible(!sentence.isEmpty());
}

void FormDialog::setBusy(bool busy)
{
    m_do->setEnabled(!busy);
}

} // namespace rollcall::admin
