#pragma once

#include <QDialog>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace rollcall::window {

// Asks for a source that is not a camera of this machine, and checks it before it is taken.
class AddSourceDialog : public QDialog {
    Q_OBJECT

public:
    enum class Kind { TestPicture, File, Rtsp, Pipeline };

    explicit AddSourceDialog(Kind kind, QWidget *parent = nullptr);

    // As parseSource() reads it; good once the dialog was accepted.
    [[nodiscard]] QString key() const;
    [[nodiscard]] QString title() const;

    void accept() override;

private:
    [[nodiscard]] QString given() const;
    void browse();

    const Kind m_kind;
    QLineEdit *m_title;
    QLineEdit *m_line;
    QPlainTextEdit *m_text;
    QLabel *m_problem;
};

} // namespace rollcall::window
