#pragma once

#include "admin/form_dialog.h"

#include <QJsonObject>

class QComboBox;
class QLineEdit;
class QTimeEdit;

namespace rollcall::admin {

class Connection;
struct Answer;

// "Correct…": a time or the day's status, entered by hand, with a reason. Where somebody else corrected the same day meanwhile, theirs is
// shown and this stays. GUI thread; the connection outlives it.
class CorrectDialog : public FormDialog {
    Q_OBJECT

public:
    // `row`: of the register.
    CorrectDialog(Connection &connection, const QJsonObject &row, QWidget *parent);

    // What this day's corrections are is known: others' are noticed from then on.
    [[nodiscard]] bool isReady() const { return !m_known.isEmpty(); }

Q_SIGNALS:
    void corrected();

private:
    void readKnown(const QString &sentence);
    void chooseKind();
    void save();
    [[nodiscard]] QJsonObject entry() const;
    [[nodiscard]] QDateTime instant() const;

    Connection &m_connection;
    const QJsonObject m_row;
    QByteArray m_known;  // ETag of this day's corrections as they are known here
    QStringList m_knownIds;
    QComboBox *m_kind;
    QTimeEdit *m_time;
    bool m_hasTime = false;  // known, or written by somebody
    QComboBox *m_status;
    QLineEdit *m_reason;
};

} // namespace rollcall::admin
