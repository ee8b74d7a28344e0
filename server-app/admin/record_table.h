#pragma once

#include <QWidget>

#include "admin/record_model.h"

#include <QSortFilterProxyModel>

class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTableView;
class QTimer;

namespace rollcall::admin {

class ColumnWidths;
class WrapLayout;

// A table of records as desktops have them: sorts, filters, copies, exports; and says so when it is loading, empty or could not be read.
// Many records come into sight a few at a time, so that the window answers meanwhile. GUI thread.
class RecordTable : public QWidget {
    Q_OBJECT

public:
    // `name` names its remembered widths and its exports ("people").
    RecordTable(RecordModel *model, const QString &name, QWidget *parent = nullptr);
    ~RecordTable() override;

    [[nodiscard]] RecordModel &model() { return *m_model; }
    [[nodiscard]] QTableView &view() { return *m_view; }
    [[nodiscard]] QLineEdit &filter() { return *m_filter; }
    // Before the filter, in this order.
    void addChip(QWidget *chip);
    // At the right end.
    void addTool(QWidget *tool);

    void setEmptyText(const QString &text, const QString &action = {});
    // `cancel` offers to give it up (cancelWanted).
    void showLoading(const QString &cancel = {});
    void showProblem(const QString &sentence);
    void showRecords(const QList<QJsonObject> &records);
    // The first of them, while the others are on their way; nothing where others are in sight.
    void showFirst(const QList<QJsonObject> &records);
    // After the model changed by itself.
    void refreshState();

    // Beside the words of the filter: which records are shown at all.
    void setChoice(std::function<bool(const QJsonObject &)> choice);
    [[nodiscard]] QList<QJsonObject> selected() const;
    [[nodiscard]] int shownRows() const;
    // Where it is not there yet: as soon as it is.
    void choose(const QString &key);

    // What is shown, in the order in which it is shown: for the clipboard (tabs) and for files (RFC 4180, formulas neutralised).
    [[nodiscard]] QString asTsv() const;
    [[nodiscard]] QByteArray asCsv() const;
    void copy() const;
    // Asks where to.
    void exportCsv();
    // The same without asking; what cannot be written is told.
    void exportTo(const QString &path);

Q_SIGNALS:
    void activated(const QJsonObject &record);
    void selectionChanged();
    void againWanted();
    void cancelWanted();
    void emptyActionWanted();

private:
    void makeView();
    QWidget *makeState();
    void makeActions();
    void restoreColumns();
    void takeSome();
    void chooseAll(const QStringList &keys);
    [[nodiscard]] QStringList selectedKeys() const;
    [[nodiscard]] QStringList fieldsOf(int row, QString (*field)(QString)) const;
    [[nodiscard]] QModelIndexList rowsToCopy() const;
    void showState(const QString &text, const QString &action);

    RecordModel *m_model;
    const QString m_name;
    class Chosen;
    Chosen *m_chosen;
    QLineEdit *m_filter;
    WrapLayout *m_bar;
    QTableView *m_view;
    ColumnWidths *m_widths = nullptr;
    QLabel *m_count;
    QStackedWidget *m_pages;
    QLabel *m_stateText;
    QPushButton *m_stateAction;
    QString m_emptyText;
    QString m_emptyAction;
    QTimer *m_more;
    QStringList m_kept;  // selected before all were told anew
    QString m_wanted;    // to be chosen when it comes
    int m_scrolledTo = 0;
    int m_chips = 0;
    enum class State { Loading, Problem, Records } m_state = State::Loading;
};

} // namespace rollcall::admin
