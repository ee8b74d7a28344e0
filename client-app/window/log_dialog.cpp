#include "window/log_dialog.h"

#include "window/log_book.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSaveFile>
#include <QScrollBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rollcall::window {

LogDialog::LogDialog(LogBook &book, QWidget *parent)
    : QDialog(parent)
    , m_book(book)
    , m_text(new QPlainTextEdit(this))
{
    setWindowTitle(tr("Log"));
    m_text->setObjectName(u"logText"_s);
    m_text->setReadOnly(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setAccessibleName(windowTitle());
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton *const copy = buttons->addButton(tr("&Copy"), QDialogButtonBox::ActionRole);
    QPushButton *const saveButton = buttons->addButton(tr("&Save\u2026"), QDialogButtonBox::ActionRole);
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_book.text()); });
    connect(saveButton, &QPushButton::clicked, this, &LogDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &LogDialog::reject);
    connect(&m_book, &LogBook::added, this, &LogDialog::fill);
    auto *const all = new QVBoxLayout(this);
    all->addWidget(m_text);
    all->addWidget(buttons);
    resize(720, 420);
    fill();
}

void LogDialog::fill()
{
    if (m_text->textCursor().hasSelection())
        return;  // somebody is about to copy it; the next line after that brings all of them
    QScrollBar *const bar = m_text->verticalScrollBar();
    const bool atEnd = bar->value() == bar->maximum();
    const int place = bar->value();
    m_text->setPlainText(m_book.text());
    bar->setValue(atEnd ? bar->maximum() : place);
}

QString LogDialog::write(const QString &path, const QString &text)
{
    QSaveFile file(path);
    const QByteArray bytes = text.toUtf8();
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.flush() && file.commit())
        return {};
    return tr("%1 could not be written: %2. Check that the disk is not full and that you may write there.").arg(path, file.errorString());
}

void LogDialog::save()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Save the log"), u"rollcall-camera.log"_s, tr("Text (*.log *.txt)"));
    if (path.isEmpty())
        return;
    if (const QString problem = write(path, m_book.text()); !problem.isEmpty())
        QMessageBox::warning(this, windowTitle(), problem);
}

} // namespace rollcall::window
