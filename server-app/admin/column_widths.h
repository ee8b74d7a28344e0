#pragma once

#include <QObject>
#include <QSet>
#include <QTimer>

class QHeaderView;
class QTableView;

namespace rollcall::admin {

// How wide a table's columns are: what is in sight fits into them, up to a limit, and goes on fitting while it changes, except where
// somebody made a column narrower. Kept from one start to the next, with the columns' order and sorting. GUI thread; belongs to the table.
class ColumnWidths : public QObject {
    Q_OBJECT

public:
    // `name` is the table's among the settings.
    ColumnWidths(QTableView &view, const QString &name);

    // As they were left; false: they were not yet looked at.
    [[nodiscard]] bool restore();
    void save() const;
    // To what is in sight: the first time at once, later soon, as when it changes by itself.
    void fit();

    static constexpr int widest = 320;  // of those that are fitted to what is in them

    [[nodiscard]] bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fitSoon();
    void fitNow();
    void note(int column, int width);
    [[nodiscard]] int wanted(int column) const;
    [[nodiscard]] bool isStretched(int column) const;
    [[nodiscard]] QString key(const QString &what) const;

    QTableView &m_view;
    QHeaderView &m_header;
    const QString m_name;
    QSet<int> m_narrow;       // by somebody's wish
    bool m_isFitted = false;  // they are worth keeping
    bool m_isFitting = false;
    QTimer m_soon;  // figures of many cameras change many times a second
};

} // namespace rollcall::admin
