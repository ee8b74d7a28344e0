#include "admin/correct_dialog.h"

#include "admin/connection.h"
#include "admin/words.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QTimeEdit>

using namespace Qt::StringLiterals;

namespace rollcall::admin {

namespace {

constexpr int reasonCharacters = 500;

} // namespace

CorrectDialog::CorrectDialog(Connection &connection, const QJsonObject &row, QWidget *parent)
    : FormDialog(tr("Correct %1").arg(row.value("name"_L1).toString()), tr("&Save correction"), parent)
    , m_connection(connection)
    , m_row(row)
    , m_kind(new QComboBox)
    , m_time(new QTimeEdit)
    , m_status(new QComboBox)
    , m_reason(new QLineEdit)
{
    setObjectName(u"correctDialog"_s);
    m_kind->setObjectName(u"kind"_s);
    m_time->setObjectName(u"time"_s);
    m_status->setObjectName(u"status"_s);
    m_reason->setObjectName(u"reason"_s);
    m_kind->addItem(tr("Came at"), u"check-in"_s);
    m_kind->addItem(tr("Left at"), u"check-out"_s);
    m_kind->addItem(tr("The whole day was"), u"status"_s);
    const std::pair<QString, QString> statuses[]{{tr("excused"), u"excused"_s}, {tr("absent"), u"absent"_s}, {tr("present"), u"present"_s},
                                                 {tr("half day"), u"half-day"_s}, {tr("day off"), u"day-off"_s}, {tr("holiday"), u"holiday"_s}};
    for (const auto &[word, value] : statuses)
        m_status->addItem(word, value);
    m_time->setDisplayFormat(u"HH:mm"_s);
    m_reason->setMaxLength(reasonCharacters);
    m_reason->setPlaceholderText(tr("For example: came by the back door"));
    const QDate day = QDate::fromString(m_row.value("day"_L1).toString(), Qt::ISODate);
    form().addRow(new QLabel(QLocale().toString(day, QLocale::LongFormat)));
    form().addRow(tr("&What"), m_kind);
    form().addRow(tr("&Time"), m_time);
    form().addRow(tr("S&tatus"), m_status);
    form().addRow(tr("&Reason"), m_reason);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &CorrectDialog::chooseKind);
    connect(m_time, &QTimeEdit::timeChanged, this, [this] { m_hasTime = true; });
    onSubmit([this] { save(); });
    m_kind->setCurrentIndex(m_row.value("checkIn"_L1).isString() ? 1 : 0);
    chooseKind();
    readKnown({});
}

void CorrectDialog::chooseKind()
{
    const QString kind = m_kind->currentData().toString();
    form().labelForField(m_time)->setVisible(kind != u"status");
    m_time->setVisible(kind != u"status");
    form().labelForField(m_status)->setVisible(kind == u"status");
    m_status->setVisible(kind == u"status");
    const bool isIn = kind == u"check-in";
    const QString usual = m_row.value(isIn ? u"checkIn"_s : u"checkOut"_s).toString(m_row.value(isIn ? u"shiftStart"_s : u"shiftEnd"_s).toString());
    if (!usual.isEmpty())
        m_time->setTime(m_connection.siteTime(usual).time());
    m_hasTime = !usual.isEmpty();
}

// Before the check-in a check-out is on the next day: a night shift.
QDateTime CorrectDialog::instant() const
{
    const QDate day = QDate::fromString(m_row.value("day"_L1).toString(), Qt::ISODate);
    const QDateTime same(day, m_time->time(), m_connection.timeZone());
    const QDateTime start = m_connection.siteTime(m_row.value("checkIn"_L1).toString(m_row.value("shiftStart"_L1).toString()));
    const QDateTime end = m_connection.siteTime(m_row.value("shiftEnd"_L1).toString());
    const bool isNight = end.isValid() && end.date() > day;
    return m_kind->currentData() == u"check-out"_s && isNight && start.isValid() && same < start ? same.addDays(1) : same;
}

QJsonObject CorrectDialog::entry() const
{
    QJsonObject made{{u"person"_s, m_row.value("person"_L1)}, {u"kind"_s, m_kind->currentData().toString()}, {u"day"_s, m_row.value("day"_L1)}, {u"reason"_s, m_reason->text().trimmed()}};
    if (m_row.value("shift"_L1).isString())
        made.insert(u"shift"_s, m_row.value("shift"_L1));
    if (m_kind->currentData() == u"status"_s)
        made.insert(u"status"_s, m_status->currentData().toString());
    else
        made.insert(u"at"_s, instant().toUTC().toString(Qt::ISODateWithMs));
    return made;
}

void CorrectDialog::save()
{
    if (m_reason->text().trimmed().isEmpty()) {
        setProblem(tr("Say why, so that others can follow it."));
        m_reason->setFocus();
        return;
    }
    // Midnight stands there for want of something better.
    if (m_kind->currentData() != u"status"_s && !m_hasTime) {
        setProblem(tr("Enter a time."));
        m_time->setFocus();
        return;
    }
    setBusy(true);
    m_connection.client().send("POST", u"/api/v1/corrections"_s, entry(), this, [this](const Answer &answer) {
        if (answer.isStale())
            return readKnown(tr("Somebody else corrected this day in the meantime. Yours is not saved. Save again to add it to theirs, or close this to keep theirs alone."));
        if (!answer.isGood())
            return setProblem(answer.problem);
        Q_EMIT corrected();
        finish();
    }, {.ifMatch = m_known, .once = true});
}

// Who saves after having seen what the others did means it.
void CorrectDialog::readKnown(const QString &sentence)
{
    const QString day = m_row.value("day"_L1).toString();
    const QUrlQuery query{{u"person"_s, m_row.value("person"_L1).toString()}, {u"from"_s, day}, {u"until"_s, day}};
    m_connection.client().get(u"/api/v1/corrections"_s, query, this, [this, sentence](const Answer &answer) {
        if (!answer.isGood())
            return setProblem(answer.problem);
        m_known = answer.etag;
        QStringList theirs;
        for (const QJsonValue &one : answer.json.value("items"_L1).toArray()) {
            const QJsonObject correction = one.toObject();
            const QString id = correction.value("id"_L1).toString();
            if (!m_knownIds.contains(id) && !sentence.isEmpty())
                theirs.append(correction.value("by"_L1).toString() + u": "_s + correctionText(correction, m_connection) + u" ("_s + correction.value("reason"_L1).toString() + u')');
            m_knownIds.append(id);
        }
        if (!sentence.isEmpty())
            setProblem(sentence + u"\n\n"_s + theirs.join(u'\n'));
    });
}

} // namespace rollcall::admin
