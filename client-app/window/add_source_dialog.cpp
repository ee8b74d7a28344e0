#include "window/add_source_dialog.h"

#include "window/station_board.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rollcall::window {

namespace {

QString headingOf(AddSourceDialog::Kind kind)
{
    switch (kind) {
    case AddSourceDialog::Kind::TestPicture:
        return AddSourceDialog::tr("Add a test picture");
    case AddSourceDialog::Kind::File:
        return AddSourceDialog::tr("Add a video file");
    case AddSourceDialog::Kind::Rtsp:
        return AddSourceDialog::tr("Add a network camera");
    case AddSourceDialog::Kind::Pipeline:
        return AddSourceDialog::tr("Add a GStreamer pipeline");
    }
    Q_UNREACHABLE();
}

QString labelOf(AddSourceDialog::Kind kind)
{
    switch (kind) {
    case AddSourceDialog::Kind::TestPicture:
        return AddSourceDialog::tr("&Pattern:");
    case AddSourceDialog::Kind::File:
        return AddSourceDialog::tr("&File:");
    case AddSourceDialog::Kind::Rtsp:
        return AddSourceDialog::tr("&Address:");
    case AddSourceDialog::Kind::Pipeline:
        return AddSourceDialog::tr("&Pipeline:");
    }
    Q_UNREACHABLE();
}

// Selects the word that a sentence names as the wrong one: "… at “word” (character 12): …" or "… (character 12): …", in any language.
void selectFault(QPlainTextEdit &edit, const QString &problem)
{
    static const QRegularExpression place(u"(?:[\u201c\u201e\u00ab]\\s?([^\u201c\u201d\u00bb]+?)\\s?[\u201c\u201d\u00bb] )?\\(\\D*(\\d+)\\)"_s);
    const auto found = place.match(problem);
    if (!found.hasMatch())
        return;
    const int start = std::min(int(edit.toPlainText().size()), found.captured(2).toInt() - 1);
    const int length = std::max<int>(1, int(found.captured(1).size()));
    QTextCursor cursor = edit.textCursor();
    cursor.setPosition(start);
    cursor.setPosition(std::min(int(edit.toPlainText().size()), start + length), QTextCursor::KeepAnchor);
    edit.setTextCursor(cursor);
}

} // namespace

AddSourceDialog::AddSourceDialog(Kind kind, QWidget *parent)
    : QDialog(parent)
    , m_kind(kind)
    , m_title(new QLineEdit(this))
    , m_line(new QLineEdit(this))
    , m_text(new QPlainTextEdit(this))
    , m_problem(new QLabel(this))
{
    setWindowTitle(headingOf(kind));
    m_title->setObjectName(u"sourceTitle"_s);
    m_line->setObjectName(u"sourceText"_s);
    m_text->setObjectName(u"sourcePipeline"_s);
    m_problem->setObjectName(u"sourceProblem"_s);
    m_title->setPlaceholderText(tr("As the source calls itself"));
    m_line->setText(kind == Kind::TestPicture ? u"ball"_s : kind == Kind::Rtsp ? u"rtsp://"_s : QString());
    m_text->setPlaceholderText(u"videotestsrc is-live=true ! video/x-raw,width=640,height=480"_s);
    m_text->setTabChangesFocus(true);
    m_text->setAccessibleName(tr("GStreamer pipeline"));
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setMinimumHeight(3 * m_problem->fontMetrics().lineSpacing());
    m_problem->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_line->setVisible(kind != Kind::Pipeline);
    m_text->setVisible(kind == Kind::Pipeline);

    auto *const form = new QFormLayout;
    form->addRow(tr("&Name:"), m_title);
    auto *const row = new QHBoxLayout;
    row->addWidget(kind == Kind::Pipeline ? static_cast<QWidget *>(m_text) : m_line);
    auto *const label = new QLabel(labelOf(kind), this);
    label->setBuddy(kind == Kind::Pipeline ? static_cast<QWidget *>(m_text) : m_line);
    if (kind == Kind::File) {
        auto *const browseButton = new QPushButton(tr("&Browse\u2026"), this);
        connect(browseButton, &QPushButton::clicked, this, &AddSourceDialog::browse);
        row->addWidget(browseButton);
    }
    form->addRow(label, row);
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("A&dd"));
    connect(buttons, &QDialogButtonBox::accepted, this, &AddSourceDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &AddSourceDialog::reject);
    auto *const all = new QVBoxLayout(this);
    all->addLayout(form);
    all->addWidget(m_problem);
    all->addWidget(buttons);
    (kind == Kind::Pipeline ? static_cast<QWidget *>(m_text) : m_line)->setFocus();
    resize(520, sizeHint().height());
}

void AddSourceDialog::browse()
{
    const QString path = QFileDialog::getOpenFileName(this, windowTitle(), {}, tr("Videos (*.mp4 *.mkv *.webm *.mov *.avi *.m4v *.ts);;All files (*)"));
    if (!path.isEmpty())
        m_line->setText(path);
}

QString AddSourceDialog::given() const
{
    return m_kind == Kind::Pipeline ? m_text->toPlainText().simplified() : m_line->text().trimmed();
}

QString AddSourceDialog::key() const
{
    switch (m_kind) {
    case Kind::TestPicture:
        return u"test:"_s + given();
    case Kind::Pipeline:
        return u"pipeline:"_s + given();
    default:
        return given();
    }
}

QString AddSourceDialog::title() const
{
    return m_title->text().trimmed();
}

void AddSourceDialog::accept()
{
    if (m_kind == Kind::Pipeline)
        m_text->setPlainText(given());  // what the positions in a message refer to
    if (const auto checked = StationBoard::check(key()); !checked) {
        m_problem->setText(checked.error());
        if (m_kind == Kind::Pipeline)
            selectFault(*m_text, checked.error());
        (m_kind == Kind::Pipeline ? static_cast<QWidget *>(m_text) : m_line)->setFocus();
        return;
    }
    QDialog::accept();
}

} // namespace rollcall::window
