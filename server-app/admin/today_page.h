#pragma once

#include "admin/page.h"

#include "admin/record_table.h"

#include <QDate>
#include <QSet>

class QButtonGroup;
class QDateEdit;
class QLabel;
class QListWidget;
class QPushButton;
class QTimer;
class QVBoxLayout;

namespace rollcall::admin {

class Connection;
class DayPanel;

// The register of a day: one line that says it, everybody of it, and what happens now. GUI thread; the connection outlives it.
class TodayPage : public Page {
    Q_OBJECT

public:
    TodayPage(Connection &connection, QWidget *parent = nullptr);

    void enter() override;
    void search(const QString &words) override;
    [[nodiscard]] RecordTable &table() { return *m_table; }
    [[nodiscard]] QString headlineText() const;
    void correctSelected();

private:
    void makeBar(QVBoxLayout *layout);
    void read();
    void readSummary();
    void readPerson(const QString &person);
    void catchUp();
    void takeEvent(const QString &type, const QJsonObject &message);
    void addToFeed(const QJsonObject &sighting);
    void showSelected();
    [[nodiscard]] QString dayText() const;

    Connection &m_connection;
    QLabel *m_headline;
    QDateEdit *m_day;
    QButtonGroup *m_chips;
    RecordTable *m_table;
    QPushButton *m_correct;
    DayPanel *m_panel;
    QListWidget *m_feed;
    QTimer *m_again;  // much at once is read once
    QSet<QString> m_changed;  // people whose rows are others now
    bool m_isAllChanged = false;
    bool m_isReading = false;  // the whole day
    int m_reading = 0;         // which reading of a day counts
    bool m_followsToday = true;
};

} // namespace rollcall::admin
