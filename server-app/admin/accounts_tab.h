#pragma once

#include <QWidget>

#include "admin/record_table.h"

class QPushButton;

namespace rollcall::admin {

class Connection;
class FormDialog;

// Who may sign in, and what they may do. GUI thread; the connection outlives it.
class AccountsTab : public QWidget {
    Q_OBJECT

public:
    explicit AccountsTab(Connection &connection, QWidget *parent = nullptr);

    void read();
    [[nodiscard]] RecordTable &table() { return *m_table; }

Q_SIGNALS:
    void said(const QString &sentence);

private:
    void add();
    void change();
    void setPassword();
    void remove();
    [[nodiscard]] QJsonObject chosen() const;
    // Sends the change of this account, with what is known of it; a conflict is told in the dialog.
    void patch(FormDialog *dialog, const QJsonObject &account, const QJsonObject &body, const QString &words);
    void showTheirs(FormDialog *dialog, const QString &id);

    Connection &m_connection;
    RecordTable *m_table;
    QList<QPushButton *> m_one;  // for one account
};

} // namespace rollcall::admin
