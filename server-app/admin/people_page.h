#pragma once

#include "admin/page.h"

#include "admin/record_table.h"

#include <QSet>

class QPushButton;
class QTimer;

namespace rollcall::admin {

class Connection;

// Everybody who is enrolled. GUI thread; the connection outlives it.
class PeoplePage : public Page {
    Q_OBJECT

public:
    PeoplePage(Connection &connection, QWidget *parent = nullptr);

    void enter() override;
    void search(const QString &words) override;
    [[nodiscard]] RecordTable &table() { return *m_table; }
    void openPerson(const QString &id);
    // From files or, with `camera`, in front of one.
    void enrol(const QString &camera = {});

private:
    void read();
    void catchUp();
    void erase();
    void showProof(const QString &name, const QJsonObject &proof);

    Connection &m_connection;
    RecordTable *m_table;
    QPushButton *m_enrol;
    QPushButton *m_open;
    QPushButton *m_erase;
    QTimer *m_again;  // much at once is read once
    QSet<QString> m_changed;
    bool m_isAllChanged = false;
    bool m_isReading = false;  // all of them
    int m_reading = 0;         // which reading counts
};

} // namespace rollcall::admin
