#pragma once

#include "admin/page.h"

#include "admin/record_table.h"

#include <QPointer>
#include <QUrlQuery>

class QComboBox;
class QDateEdit;
class QLabel;
class QNetworkReply;
class QStackedWidget;
class QTimer;

namespace rollcall::admin {

class Connection;
struct Answer;

// Choose days, whom and what, see it, download what is seen. GUI thread; the connection outlives it.
class ReportsPage : public Page {
    Q_OBJECT

public:
    ReportsPage(Connection &connection, QWidget *parent = nullptr);
    ~ReportsPage() override;

    void enter() override;
    [[nodiscard]] RecordTable &table() { return *m_shown; }
    // Asks where to, shows progress, can be cancelled.
    void download(const QString &format);
    // The same without asking.
    void downloadTo(const QString &format, const QString &path);
    static constexpr qsizetype mostShown = 20'000;  // rows; the files have all of them

private:
    QWidget *controls();
    void choosePreset();
    void readGroups();
    void giveUpReading();
    void read();
    void take(const Answer &answer);
    [[nodiscard]] std::pair<QString, QUrlQuery> wish() const;

    Connection &m_connection;
    QComboBox *m_preset;
    QDateEdit *m_from;
    QDateEdit *m_until;
    QComboBox *m_kind;
    QComboBox *m_whom;
    QLabel *m_title;
    QStackedWidget *m_tables;
    RecordTable *m_days;
    RecordTable *m_summary;
    RecordTable *m_shown;
    QTimer *m_settle;
    QPointer<QNetworkReply> m_reading;
};

} // namespace rollcall::admin
