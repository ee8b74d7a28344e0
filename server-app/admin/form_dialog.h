#pragma once

#include <QDialog>

#include <functional>

class QFormLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace rollcall::admin {

// A question with an answer that the server has to accept: stays open, with everything in it, until it did. GUI thread.
class FormDialog : public QDialog {
    Q_OBJECT

public:
    FormDialog(const QString &title, const QString &doIt, QWidget *parent);

    // Called for the main button; it ends in finish() or setProblem().
    void onSubmit(std::function<void()> submit) { m_submit = std::move(submit); }
    [[nodiscard]] QFormLayout &form() { return *m_form; }
    [[nodiscard]] QVBoxLayout &body() { return *m_body; }
    [[nodiscard]] QPushButton &doButton() { return *m_do; }
    void setProblem(const QString &sentence);
    void setBusy(bool busy);
    void finish() { accept(); }

protected:
    void showEvent(QShowEvent *event) override;

private:
    QVBoxLayout *m_body;
    QFormLayout *m_form;
    QLabel *m_problem;
    QPushButton *m_do;
    QPushButton *m_cancel;
    bool m_isInOrder = false;
    bool m_doHadFocus = false;
    std::function<void()> m_submit;
};

} // namespace rollcall::admin
