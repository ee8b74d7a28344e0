#include "admin/form_dialog.h"

#include "admin/look.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

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
    , m_cancel(nullptr)
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
    m_cancel = buttons->button(QDialogButtonBox::Cancel);
    m_body->addLayout(m_form);
    m_body->addWidget(m_problem);
    m_body->addWidget(buttons);
    m_do->setDefault(true);  // only now it is the dialog's
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

// A button that is disabled hands its focus on, to Cancel: Enter would give up what is written.
void FormDialog::setBusy(bool busy)
{
    if (busy)
        m_doHadFocus = m_do->hasFocus();
    m_do->setEnabled(!busy);
    if (!busy && std::exchange(m_doHadFocus, false))
        m_do->setFocus();
}

// The fields come after the buttons into the dialog, but before them under the Tab key; the first one is written into at once.
void FormDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    if (std::exchange(m_isInOrder, true))
        return;
    const auto takesFocus = [this](const QWidget *widget) { return widget->isVisibleTo(this) && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus); };
    QWidget *last = previousInFocusChain();
    while (last != this && (!takesFocus(last) || last == m_do || last == m_cancel))
        last = last->previousInFocusChain();
    if (last != this) {
        setTabOrder(last, m_do);
        setTabOrder(m_do, m_cancel);
    }
    QWidget *first = nextInFocusChain();
    while (first != this && !takesFocus(first))
        first = first->nextInFocusChain();
    if (first != this)
        first->setFocus();
}

} // namespace rollcall::admin
