#pragma once

#include "admin/form_dialog.h"

class QLineEdit;
class QListWidget;
class QTimer;

namespace rollcall::admin {

class Connection;

// Which of the people who are enrolled: searched on the server as one writes. GUI thread; the connection outlives it.
class PersonChooser : public FormDialog {
    Q_OBJECT

public:
    PersonChooser(Connection &connection, QWidget *parent);

    // Whose face is asked about: a path of the server.
    void showFace(const QString &picturePath);

Q_SIGNALS:
    void chosen(const QString &id, const QString &name);

private:
    void find();

    Connection &m_connection;
    QLineEdit *m_words;
    QListWidget *m_found;
    QTimer *m_pause;
};

} // namespace rollcall::admin
