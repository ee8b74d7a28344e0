#pragma once

#include <QDockWidget>

#include <QJsonObject>
#include <QMap>

#include <memory>

class QLabel;
class QListWidget;
class QPushButton;

namespace rollcall::admin {

class Connection;

// What is wrong now: alarms of the server, newest first, told as they begin and end. GUI thread; the connection given outlives its use.
class AlarmList : public QDockWidget {
    Q_OBJECT

public:
    explicit AlarmList(QWidget *parent = nullptr);

    // Null: none.
    void setConnection(Connection *connection);
    [[nodiscard]] int openCount() const;
    [[nodiscard]] const QMap<QString, QJsonObject> &alarms() const { return m_alarms; }

Q_SIGNALS:
    void countChanged(int open);
    void personWanted(const QString &person);
    void cameraWanted(const QString &camera);
    // By its name on the rail.
    void pageWanted(const QString &page);
    // A sentence for the status bar.
    void said(const QString &sentence);

private:
    void read();
    void take(const QString &type, const QJsonObject &message);
    void redraw();
    void acknowledge();
    void follow();

    Connection *m_connection = nullptr;
    std::unique_ptr<QObject> m_asking;  // answers come while it lives: nobody else's alarms appear after signing out
    QString m_problem;                  // why they could not be read
    QMap<QString, QJsonObject> m_alarms;
    QListWidget *m_list;
    QLabel *m_empty;
    QPushButton *m_acknowledge;
};

// The alarm's words in the language of the window; those of the server for kinds that this program does not know.
[[nodiscard]] QString alarmTitle(const QJsonObject &alarm, const Connection &connection);
[[nodiscard]] QString alarmText(const QJsonObject &alarm);

} // namespace rollcall::admin
