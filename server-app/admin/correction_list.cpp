#include "admin/correction_list.h"

#include "admin/connection.h"
#include "admin/form_dialog.h"
#include "admin/look.h"
#include "admin/words.h"

#include <QFormLayout>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rollcall::admin {

namespace {

constexpr int reasonCharacters = 500;
constexpr int correctionRole = Qt::UserRole;
constexpr int finalRole = Qt::UserRole + 1;  // nothing of it is to be withdrawn

} // namespace

CorrectionList::CorrectionList(Connection &connection, QWidget *parent)
    : QWidget(parent)
    , m_connection(connection)
    , m_list(new QListWidget)
    , m_withdraw(new QPushButton(tr("&Withdraw…")))
{
    m_list->setObjectName(u"dayCorrections"_s);
    m_list->setAccessibleName(tr("Corrections"));
    m_list->setWordWrap(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_withdraw->setObjectName(u"withdraw"_s);
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(new QLabel(tr("Corrections")));
    layout->addWidget(m_list, 1);
    layout->addWidget(m_withdraw, 0, Qt::AlignLeft);
    connect(m_list, &QListWidget::currentRowChanged, this, &CorrectionList::showChosen);
    connect(m_withdraw, &QPushButton::clicked, this, &CorrectionList::withdraw);
    hide();
}

void CorrectionList::setDay(const QString &person, const QString &day)
{
    if (m_person != person || m_day != day)
        fill({});
    m_person = person;
    m_day = day;
    if (!person.isEmpty())
        read();
}

void CorrectionList::read()
{
    const QUrlQuery query{{u"person"_s, QString::fromLatin1(QUrl::toPercentEncoding(m_person))}, {u"from"_s, m_day}, {u"until"_s, m_day}};
    m_connection.client().get(u"/api/v1/corrections"_s, query, this, [this, person = m_person, day = m_day](const Answer &answer) {
        if (person != m_person || day != m_day)
            return;
        if (!answer.isGood())
            return Q_EMIT failed(answer.problem);
        m_known = answer.etag;
        QList<QJsonObject> corrections;
        for (const QJsonValue &one : answer.json.value("items"_L1).toArray())
            corrections.append(one.toObject());
        fill(corrections);
    });
}

void CorrectionList::fill(const QList<QJsonObject> &corrections)
{
    const QJsonValue before = chosen().value("id"_L1);
    m_list->clear();
    for (const QJsonObject &one : corrections) {
        const bool isWithdrawn = std::ranges::any_of(corrections, [&](const QJsonObject &other) { return other.value("kind"_L1) == u"withdraw"_s && other.value("target"_L1) == one.value("id"_L1); });
        QString text = correctionText(one, m_connection) + u'\n' + one.value("reason"_L1).toString() + u'\n'
            + tr("%1, %2").arg(one.value("by"_L1).toString(), m_connection.timeText(one.value("made"_L1).toString()));
        if (isWithdrawn)
            text += u" · "_s + tr("withdrawn");
        auto *const item = new QListWidgetItem(text, m_list);
        item->setData(correctionRole, one);
        item->setData(finalRole, isWithdrawn || one.value("kind"_L1) == u"withdraw"_s);
        if (one.value("id"_L1) == before)
            m_list->setCurrentItem(item);
    }
    if (!m_list->currentItem())
        m_list->setCurrentRow(0);
    setVisible(!corrections.isEmpty());
    showChosen();
}

QJsonObject CorrectionList::chosen() const
{
    return m_list->currentItem() ? m_list->currentItem()->data(correctionRole).toJsonObject() : QJsonObject();
}

void CorrectionList::showChosen()
{
    const QListWidgetItem *const item = m_list->currentItem();
    m_withdraw->setVisible(m_connection.may(u"manage-attendance"_s));
    m_withdraw->setEnabled(item && !item->data(finalRole).toBool());
}

void CorrectionList::withdraw()
{
    const QJsonObject correction = chosen();
    if (correction.isEmpty())
        return;
    auto *const dialog = new FormDialog(tr("Withdraw this correction"), tr("&Withdraw"), this);
    dialog->setObjectName(u"withdrawDialog"_s);
    auto *const words = new QLabel(correctionText(correction, m_connection));
    words->setWordWrap(true);
    showAsText({words});
    auto *const reason = new QLineEdit;
    reason->setObjectName(u"reason"_s);
    reason->setMaxLength(reasonCharacters);
    dialog->form().addRow(words);
    dialog->form().addRow(tr("&Reason"), reason);
    dialog->onSubmit([this, dialog, reason, correction] {
        const QString why = reason->text().trimmed();
        if (why.isEmpty())
            return dialog->setProblem(tr("Say why, so that others can follow it."));
        dialog->setBusy(true);
        send(correction, why, *dialog);
    });
    dialog->open();
}

// Where somebody else corrected the day meanwhile, theirs is shown behind the dialog: who withdraws again has seen it.
void CorrectionList::send(const QJsonObject &correction, const QString &reason, FormDialog &dialog)
{
    const QJsonObject entry{{u"person"_s, correction.value("person"_L1)}, {u"kind"_s, u"withdraw"_s}, {u"target"_s, correction.value("id"_L1)}, {u"reason"_s, reason}};
    m_connection.client().send("POST", u"/api/v1/corrections"_s, entry, &dialog, [this, &dialog](const Answer &answer) {
        if (answer.isStale())
            read();
        if (!answer.isGood())
            return dialog.setProblem(answer.problem);
        dialog.finish();
        read();
        Q_EMIT withdrawn();
    }, {.ifMatch = m_known, .once = true});
}

} // namespace rollcall::admin
