#pragma once

#include "admin/page.h"

#include <QJsonObject>

class QLabel;
class QListWidget;
class QPushButton;
class QTimer;

namespace rollcall::admin {

class Connection;
class ServerPicture;

// Faces that nobody knows, one after the other, answered by single keys: 1, 2, 3 it is them, N a new person, V a visitor, D of no interest,
// Z takes the last answer back. GUI thread; the connection outlives it.
class UnknownPage : public Page {
    Q_OBJECT

public:
    UnknownPage(Connection &connection, QWidget *parent = nullptr);

    void enter() override;
    [[nodiscard]] int waiting() const;
    // The id of the face that is asked about; empty: none.
    [[nodiscard]] QString current() const;

Q_SIGNALS:
    void countChanged(int waiting);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void read();
    void showFace(const QJsonObject &face);
    void readNearest(const QString &face);
    void answerNearest(int place);
    void answer(const QString &verb, const QJsonObject &body, const QString &said);
    void answerFor(const QString &face, const QString &verb, const QJsonObject &body, const QString &said);
    void assignTo(const QString &person, const QString &name);
    void newPerson();
    void undo();
    void updateState();

    Connection &m_connection;
    QListWidget *m_queue;
    QLabel *m_title;
    ServerPicture *m_picture;
    QList<QPushButton *> m_nearest;
    QList<QJsonObject> m_nearestPeople;
    QPushButton *m_new;
    QPushButton *m_other;
    QPushButton *m_visitor;
    QPushButton *m_dismiss;
    QPushButton *m_undo;
    QLabel *m_problem;
    QLabel *m_empty;
    QTimer *m_again;
    QString m_last;  // the face that was answered last
};

} // namespace rollcall::admin
