#include "admin/duplicate_question.h"

#include "admin/photo_words.h"
#include "admin/server_client.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace rollcall::admin {

namespace {

struct Duplicate {
    Q_DECLARE_TR_FUNCTIONS(Duplicate)
};

} // namespace

bool isDuplicate(const Answer &answer)
{
    return answer.json.value("reason"_L1) == u"duplicate"_s || answer.json.contains("duplicateOf"_L1);
}

QJsonObject allowingDuplicate(QJsonObject body)
{
    body.insert(u"allowDuplicate"_s, true);
    return body;
}

void askAboutDuplicate(QWidget *parent, const Answer &answer, std::function<void()> anyway)
{
    auto *const box = new QMessageBox(QMessageBox::Question, Duplicate::tr("Enrolled already?"), refusalText(answer), QMessageBox::Cancel, parent);
    box->setObjectName(u"duplicateQuestion"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    QPushButton *const yes = box->addButton(Duplicate::tr("Somebody &else: enrol anyway"), QMessageBox::AcceptRole);
    yes->setObjectName(u"enrolAnyway"_s);
    QObject::connect(yes, &QPushButton::clicked, parent, std::move(anyway));
    box->open();
}

} // namespace rollcall::admin
