#include "admin/unknown_page.h"

#include "admin/connection.h"
#include "admin/duplicate_question.h"
#include "admin/form_dialog.h"
#include "admin/look.h"
#include "admin/person_chooser.h"
#include "admin/server_picture.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace rollcall::admin {

namespace {

constexpr int mostFaces = 2'000;
constexpr int nearestPeople = 3;
constexpr QSize pictureSize(360, 360);
constexpr int leastQueueWidth = 150;
constexpr int mostQueueWidth = 280;
constexpr int longestName = 160;  // pixels
constexpr QSize smallPicture(56, 56);
constexpr std::chrono::milliseconds rest{800};

} // namespace

UnknownPage::UnknownPage(Connection &connection, QWidget *parent)
    : Page(parent)
    , m_connection(connection)
    , m_queue(new QListWidget)
    , m_title(new QLabel)
    , m_picture(new ServerPicture(connection.client(), pictureSize))
    , m_new(new QPushButton(tr("A &new person…  (N)")))
    , m_other(new QPushButton(tr("&Somebody else who is enrolled…  (S)")))
    , m_visitor(new QPushButton(tr("A &visitor  (V)")))
    , m_dismiss(new QPushButton(tr("&Dismiss  (D)")))
    , m_undo(new QPushButton(tr("&Undo  (Z)")))
    , m_problem(new QLabel)
    , m_empty(new QLabel(tr("Nobody waits here.\nWhoever a camera sees and nobody knows is asked about here.")))
    , m_again(new QTimer(this))
{
    setFocusPolicy(Qt::StrongFocus);
    m_queue->setObjectName(u"unknownQueue"_s);
    m_queue->setAccessibleName(tr("Unknown faces that wait"));
    m_queue->setIconSize(smallPicture);
    m_queue->setMinimumWidth(leastQueueWidth);
    m_queue->setMaximumWidth(mostQueueWidth);
    m_title->setWordWrap(true);
    m_title->setMinimumWidth(1);  // a camera's name may be any length
    m_title->setObjectName(u"unknownTitle"_s);
    m_problem->setWordWrap(true);
    showAsText({m_title, m_problem});
    m_problem->setObjectName(u"unknownProblem"_s);
    m_empty->setAlignment(Qt::AlignCenter);
    auto *const answers = new QVBoxLayout;
    for (int i = 0; i < nearestPeople; ++i) {
        auto *const button = new QPushButton;
        button->setObjectName(u"nearest"_s + QString::number(i + 1));
        connect(button, &QPushButton::clicked, this, [this, i] { answerNearest(i); });
        m_nearest.append(button);
        answers->addWidget(button);
    }
    answers->addSpacing(12);
    for (QPushButton *button : {m_new, m_other, m_visitor, m_dismiss})
        answers->addWidget(button);
    answers->addSpacing(12);
    answers->addWidget(m_undo);
    answers->addWidget(m_problem);
    answers->addStretch();
    m_new->setObjectName(u"unknownNew"_s);
    m_undo->setObjectName(u"unknownUndo"_s);
    auto *const face = new QVBoxLayout;
    face->addWidget(m_title);
    face->addWidget(m_picture);
    face->addStretch();
    auto *const row = new QHBoxLayout(this);
    row->addWidget(m_queue, 1);
    row->addWidget(m_empty, 1);
    row->addLayout(face, 2);
    row->addLayout(answers, 2);
    m_again->setSingleShot(true);
    m_again->setInterval(rest);
    connect(m_again, &QTimer::timeout, this, &UnknownPage::read);
    connect(m_queue, &QListWidget::currentRowChanged, this, [this] { showFace(m_queue->currentItem() ? m_queue->currentItem()->data(Qt::UserRole).toJsonObject() : QJsonObject()); });
    connect(m_new, &QPushButton::clicked, this, &UnknownPage::newPerson);
    connect(m_visitor, &QPushButton::clicked, this, [this] { answer(u"visitor"_s, {}, tr("Marked as a visitor.")); });
    connect(m_dismiss, &QPushButton::clicked, this, [this] { answer(u"dismiss"_s, {}, tr("Dismissed.")); });
    connect(m_undo, &QPushButton::clicked, this, &UnknownPage::undo);
    connect(m_other, &QPushButton::clicked, this, [this] {
        auto *const chooser = new PersonChooser(m_connection, this);
        connect(chooser, &PersonChooser::chosen, this, &UnknownPage::assignTo);
        chooser->open();
    });
    connect(&connection, &Connection::happened, this, [this](const QString &type, const QJsonObject &) {
        if ((type == u"unknown-face" || type == u"hello") && !m_again->isActive())
            m_again->start();
    });
    // Its own search by letters would take the answers' keys.
    m_queue->setFocusPolicy(Qt::NoFocus);
    showFace({});
    updateState();
}

void UnknownPage::enter()
{
    setFocus();
    read();
}

int UnknownPage::waiting() const
{
    return m_queue->count();
}

QString UnknownPage::current() const
{
    return m_queue->currentItem() ? m_queue->currentItem()->data(Qt::UserRole).toJsonObject().value("id"_L1).toString() : QString();
}

void UnknownPage::read()
{
    m_connection.client().list(u"/api/v1/unknown-faces"_s, {{u"state"_s, u"waiting"_s}}, mostFaces, this, [this](const QList<QJsonObject> &faces, const QString &problem) {
        m_problem->setText(problem);
        if (!problem.isEmpty())
            return;
        const QString asked = current();
        const int row = m_queue->currentRow();
        const QSignalBlocker blocker(m_queue);
        m_queue->clear();
        int kept = -1;
        for (const QJsonObject &face : faces) {
            QStringList cameras;
            for (const QJsonValue &camera : face.value("cameras"_L1).toArray())
                cameras.append(m_connection.cameraName(camera.toString()));
            auto *const item = new QListWidgetItem(m_connection.timeText(face.value("lastSeen"_L1).toString()) + u'\n' + cameras.join(u", "_s), m_queue);
            item->setData(Qt::UserRole, face);
            if (face.value("id"_L1) == asked)
                kept = m_queue->count() - 1;
        }
        m_queue->setCurrentRow(kept >= 0 ? kept : std::clamp(row, 0, std::max(0, m_queue->count() - 1)));
        showFace(m_queue->currentItem() ? m_queue->currentItem()->data(Qt::UserRole).toJsonObject() : QJsonObject());
        updateState();
        Q_EMIT countChanged(waiting());
    });
}

void UnknownPage::updateState()
{
    const bool any = m_queue->count() > 0;
    m_queue->setVisible(any);
    m_empty->setVisible(!any);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_title, m_picture, m_new, m_other, m_visitor, m_dismiss})
        widget->setVisible(any);
    m_undo->setVisible(!m_last.isEmpty());
    const bool may = m_connection.may(u"manage-people"_s);
    for (QPushButton *button : {m_new, m_other, m_visitor, m_dismiss, m_undo})
        button->setEnabled(may);
}

void UnknownPage::showFace(const QJsonObject &face)
{
    const QString id = face.value("id"_L1).toString();
    m_picture->setPath(id.isEmpty() ? QString() : u"/api/v1/unknown-faces/"_s + id + u"/picture.jpg"_s);
    m_nearestPeople.clear();
    for (QPushButton *button : m_nearest)
        button->hide();
    if (id.isEmpty())
        return;
    QStringList cameras;
    for (const QJsonValue &camera : face.value("cameras"_L1).toArray())
        cameras.append(m_connection.cameraName(camera.toString()));
    m_title->setText(tr("Who is this? Seen %n time(s), last at %1, %2", nullptr, face.value("sightings"_L1).toInt())
                         .arg(m_connection.timeText(face.value("lastSeen"_L1).toString()), cameras.join(u", "_s)));
    readNearest(id);
}

void UnknownPage::readNearest(const QString &face)
{
    m_connection.client().get(u"/api/v1/unknown-faces/"_s + face + u"/nearest"_s, {}, this, [this, face](const Answer &found) {
        if (face != current())
            return;
        m_nearestPeople.clear();
        for (const QJsonValue &person : found.json.value("items"_L1).toArray())
            m_nearestPeople.append(person.toObject());
        for (int i = 0; i < m_nearest.size(); ++i) {
            const QJsonObject person = m_nearestPeople.value(i);
            m_nearest[i]->setVisible(!person.isEmpty());
            m_nearest[i]->setEnabled(m_connection.may(u"manage-people"_s));
            const QString name = person.value("name"_L1).toString();
            const QString shown = fontMetrics().elidedText(name, Qt::ElideRight, longestName);
            m_nearest[i]->setToolTip(plainToolTip(name));
            m_nearest[i]->setText(tr("%1  (%2, %3 %)").arg(withoutMnemonics(shown), QString::number(i + 1), QLocale().toString(100 * person.value("score"_L1).toDouble(), 'f', 0)));
        }
    });
}

void UnknownPage::answerNearest(int place)
{
    const QJsonObject person = m_nearestPeople.value(place);
    if (!person.isEmpty())
        assignTo(person.value("person"_L1).toString(), person.value("name"_L1).toString());
}

void UnknownPage::assignTo(const QString &person, const QString &name)
{
    answer(u"assign"_s, {{u"person"_s, person}}, tr("It is %1.").arg(name));
}

void UnknownPage::answer(const QString &verb, const QJsonObject &body, const QString &words)
{
    if (const QString face = current(); !face.isEmpty() && m_connection.may(u"manage-people"_s))
        answerFor(face, verb, body, words);
}

void UnknownPage::answerFor(const QString &face, const QString &verb, const QJsonObject &body, const QString &words)
{
    m_problem->clear();
    m_connection.client().send("POST", u"/api/v1/unknown-faces/"_s + face + u'/' + verb, body, this, [this, face, verb, body, words](const Answer &answered) {
        if (isDuplicate(answered))
            return askAboutDuplicate(this, answered, [=, this] { answerFor(face, verb, allowingDuplicate(body), words); });
        if (!answered.isGood()) {
            m_problem->setText(answered.problem);
            return;
        }
        // An enrolment is taken back under People, where its photos are.
        m_last = verb == u"assign" ? QString() : face;
        Q_EMIT said(words);
        read();
    }, {.once = true});
}

void UnknownPage::newPerson()
{
    const QString face = current();
    if (face.isEmpty() || !m_connection.may(u"manage-people"_s))
        return;
    auto *const dialog = new FormDialog(tr("A new person"), tr("&Enrol"), this);
    dialog->setObjectName(u"newPersonDialog"_s);
    auto *const name = new QLineEdit;
    name->setObjectName(u"personName"_s);
    dialog->form().addRow(tr("&Name"), name);
    dialog->onSubmit([this, dialog, name, face] {
        const QString written = name->text().trimmed();
        if (written.isEmpty())
            return dialog->setProblem(tr("Enter the person's name."));
        dialog->setBusy(true);
        QJsonObject body{{u"name"_s, written}};
        if (dialog->property("allowDuplicate").toBool())
            body = allowingDuplicate(body);
        m_connection.client().send("POST", u"/api/v1/unknown-faces/"_s + face + u"/assign"_s, body, dialog, [this, dialog, written](const Answer &answered) {
            if (isDuplicate(answered)) {
                dialog->setBusy(false);
                return askAboutDuplicate(dialog, answered, [dialog] {
                    dialog->setProperty("allowDuplicate", true);
                    dialog->doButton().click();
                });
            }
            if (!answered.isGood())
                return dialog->setProblem(answered.problem);
            m_last.clear();
            Q_EMIT said(tr("%1 is enrolled.").arg(written));
            dialog->finish();
            read();
        }, {.once = true});
    });
    dialog->open();
}

void UnknownPage::undo()
{
    const QString face = std::exchange(m_last, QString());
    if (face.isEmpty())
        return;
    m_connection.client().send("POST", u"/api/v1/unknown-faces/"_s + face + u"/restore"_s, {}, this, [this](const Answer &answered) {
        m_problem->setText(answered.problem);
        read();
    }, {.once = true});
}

void UnknownPage::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_1:
    case Qt::Key_2:
    case Qt::Key_3:
        answerNearest(event->key() - Qt::Key_1);
        break;
    case Qt::Key_N:
        newPerson();
        break;
    case Qt::Key_S:
        m_other->click();
        break;
    case Qt::Key_V:
        m_visitor->click();
        break;
    case Qt::Key_D:
        m_dismiss->click();
        break;
    case Qt::Key_Z:
        undo();
        break;
    case Qt::Key_Down:
    case Qt::Key_Right:
        m_queue->setCurrentRow(std::min(m_queue->currentRow() + 1, m_queue->count() - 1));
        break;
    case Qt::Key_Up:
    case Qt::Key_Left:
        m_queue->setCurrentRow(std::max(m_queue->currentRow() - 1, 0));
        break;
    default:
        Page::keyPressEvent(event);
    }
}

} // namespace rollcall::admin
