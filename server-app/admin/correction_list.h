#pragma once

#include <QWidget>

#include <QJsonObject>

class QLabel;
class QListWidget;
class QPushButton;

namespace rollcall::admin {

class Connection;
class FormDialog;

// What was corrected of one person's day, by whom and why; one of them can be withdrawn, with a reason. Nothing is seen of it where nothing
// was corrected. GUI thread; the connection outlives it.
class CorrectionList : public QWidget {
    Q_OBJECT

public:
    explicit CorrectionList(Connection &connection, QWidget *parent = nullptr);

    // Reads them, again where it is the same day. Empty: none.
    void setDay(const QString &person, const QString &day);
    // Asks for the reason.
    void withdraw();

Q_SIGNALS:
    void withdrawn();
    void failed(const QString &sentence);

private:
    void read();
    void fill(const QList<QJsonObject> &corrections);
    void showChosen();
    void send(const QJsonObject &correction, const QString &reason, FormDialog &dialog);
    [[nodiscard]] QJsonObject chosen() const;

    Connection &m_connection;
    QString m_person;
    QString m_day;
    QByteArray m_known;  // ETag of what is shown
    QListWidget *m_list;
    QPushButton *m_withdraw;
};

} // namespace rollcall::admin
