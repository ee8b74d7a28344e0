#pragma once

#include <QWidget>

#include <QJsonObject>

class QLabel;
class QTimer;

namespace rollcall::admin {

class Connection;

// How the server is: one line that says it, then its parts. GUI thread; the connection outlives it.
class SystemTab : public QWidget {
    Q_OBJECT

public:
    explicit SystemTab(Connection &connection, QWidget *parent = nullptr);

    void read();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void take(const QJsonObject &system);

    Connection &m_connection;
    QLabel *m_first;
    QLabel *m_parts;
    QTimer *m_again;
};

} // namespace rollcall::admin
