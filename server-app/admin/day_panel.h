#pragma once

#include <QWidget>

#include <QJsonObject>

class QLabel;
class QListWidget;
class QPushButton;

namespace rollcall::admin {

class Connection;
class CorrectionList;
class ServerPicture;

// One person's day: when and where they were seen, the evidence, what was corrected; yes or no to suggestions. GUI thread; the
// connection outlives it.
class DayPanel : public QWidget {
    Q_OBJECT

public:
    explicit DayPanel(Connection &connection, QWidget *parent = nullptr);

    // A row of the register; empty: none.
    void setRow(const QJsonObject &row);
    // Reads the day again.
    void refresh();

Q_SIGNALS:
    // A correction was withdrawn.
    void corrected();

private:
    void read();
    void showSighting();
    void decide(const QString &verb);
    [[nodiscard]] QJsonObject chosen() const;

    Connection &m_connection;
    QJsonObject m_row;
    QLabel *m_title;
    QListWidget *m_sightings;
    ServerPicture *m_picture;
    QPushButton *m_yes;
    QPushButton *m_no;
    CorrectionList *m_corrections;
    QLabel *m_problem;
};

} // namespace rollcall::admin
