#pragma once

#include <QWidget>

#include "admin/record_model.h"

#include <QSortFilterProxyModel>

class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTableView;
class QHBoxLayout;

namespace rollcall::admin {

// A table of records as desktops have them: sorts, filters, copies, exports; and says so when it is loading, empty or could not be read.
class RecordTable : public QWidget {
    Q_OBJECT

public:
    // `name` names its remembered widths and its exports ("people").
    RecordTable(RecordModel *model, const QString &name, QWidget *parent = nullptr);
    ~RecordTable() override;

    [[nodiscard]] RecordModel &model() { return *m_model; }
    [[nodiscard]] QTableView &view() { return *m_view; }
    [[nodiscard]] QLineEdit &filter() { return *m_filter; }
    // Beside the filter: chips and buttons of the page.
    [[nodiscard]] QHBoxLayout &bar() { return *m_bar; }

    void setEmptyText(const QString &text, const QString &action = {});
    void showLoading();
    void showProblem(const QString &sentence);
    void showRecords(const QList<QJsonObject> &records);
    // After the model changed by itself.
    void refreshState();

    // Beside the words of the filter: which records are shown at all.
    void setChoice(std::function<bool(const QJsonObject &)> choice);
    [[nodiscard]] QList<QJsonObject> selected() const;
    [[nodiscard]] int shownRows() const;
    void choose(const QString &key);

    // What is shown, in the order in which it is shown: for the clipboard (tabs) and for files (RFC 4180, formulas neutralised).
    [[nodiscard]] QString asTsv() const;
    [[nodiscard]] QByteArray asCsv() const;
    void copy() const;
    void exportCsv();

Q_SIGNALS:
    void activated(const QJsonObject &record);
    void selectionChanged();
    void againWanted();
    void emptyActionWanted();

private:
    void makeActions();
    [[nodiscard]] QModelIndexList rowsToCopy() const;
    void showState(const QString &text, const QString &action);

    RecordModel *m_model;
    const QString m_name;
    class Chosen;
    Chosen *m_chosen;
    QLineEdit *m_filter;
    QHBoxLayout *m_bar;
    QTableView *m_view;
    QLabel *m_count;
    QStackedWidget *m_pages;
    QLabel *m_stateText;
    QPushButton *m_stateAction;
    QString m_emptyText;
    QString m_emptyAction;
    enum class State { Loading, Problem, Records } m_state = State::Loading;
};

} // namespace rollcall::admin
