#pragma once

#include <QDialog>

class QPlainTextEdit;

namespace rollcall::window {

class LogBook;

// The log as text that grows, to be copied or saved. The book outlives it.
class LogDialog : public QDialog {
    Q_OBJECT

public:
    explicit LogDialog(LogBook &book, QWidget *parent = nullptr);

    // A sentence where it cannot be written; empty: saved.
    [[nodiscard]] static QString write(const QString &path, const QString &text);

private:
    void fill();
    void save();

    LogBook &m_book;
    QPlainTextEdit *m_text;
};

} // namespace rollcall::window
