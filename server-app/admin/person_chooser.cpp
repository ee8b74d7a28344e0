#include "admin/person_chooser.h"

#include "admin/connection.h"
#include "admin/server_picture.h"

#include <QFormLayout>
#include <QJsonArray>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rollcall::admin {

namespace {

constexpr std::chrono::milliseconds typingPause{200};
constexpr int mostFound = 50;
constexpr QSize faceSize(160, 160);

} // namespace

PersonChooser::PersonChooser(Connection &connection, QWidget *parent)
    : FormDialog(tr("Who is it?"), tr("This is &them"), parent)
    , m_connection(connection)
    , m_words(new QLineEdit)
    , m_found(new QListWidget)
    , m_pause(new QTimer(this))
{
    setObjectName(u"personChooser"_s);
    m_words->setObjectName(u"words"_s);
    m_found->setObjectName(u"found"_s);
    m_found->setAccessibleName(tr("People found"));
    form().addRow(tr("&Name"), m_words);
    body().insertWidget(1, m_found, 1);
    m_pause->setSingleShot(true);
    m_pause->setInterval(typingPause);
    connect(m_words, &QLineEdit::textEdited, m_pause, qOverload<>(&QTimer::start));
    connect(m_pause, &QTimer::timeout, this, &PersonChooser::find);
    connect(m_found, &QListWidget::itemDoubleClicked, &doButton(), &QAbstractButton::click);
    onSubmit([this] {
        const QListWidgetItem *const item = m_found->currentItem();
        if (!item)
            return setProblem(tr("Choose a person first."));
        Q_EMIT chosen(item->data(Qt::UserRole).toString(), item->text());
        finish();
    });
    find();
}

void PersonChooser::showFace(const QString &picturePath)
{
    auto *const face = new ServerPicture(m_connection.client(), faceSize);
    face->setObjectName(u"face"_s);
    face->setPath(picturePath, tr("No picture is kept."));
    body().insertWidget(0, face, 0, Qt::AlignHCenter);
}

void PersonChooser::find()
{
    QUrlQuery query{{u"limit"_s, QString::number(mostFound)}};
    if (const QString words = m_words->text().trimmed(); !words.isEmpty())
        query.addQueryItem(u"q"_s, QString::fromLatin1(QUrl::toPercentEncoding(words)));
    m_connection.client().get(u"/api/v1/people"_s, query, this, [this](const Answer &answer) {
        setProblem(answer.problem);
        m_found->clear();
        for (const QJsonValue &person : answer.json.value("items"_L1).toArray()) {
            auto *const item = new QListWidgetItem(person.toObject().value("name"_L1).toString(), m_found);
            item->setData(Qt::UserRole, person.toObject().value("id"_L1).toString());
        }
        m_found->setCurrentRow(0);
    });
}

} // namespace rollcall::admin
