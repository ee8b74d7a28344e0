#include "admin/enrol_dialog.h"

#include "admin/camera_tile.h"
#include "admin/connection.h"
#include "admin/duplicate_question.h"
#include "admin/look.h"
#include "admin/photo_strip.h"
#include "admin/photo_words.h"
#include "admin/server_words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QNetworkReply>
#include <QProgressBar>
#include <QPushButton>
#include <QTabWidget>
#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rollcall::admin {

namespace {

constexpr std::chrono::milliseconds lookEvery{500};
constexpr int secondsInFront = 60;
constexpr QSize tileSize(400, 260);

} // namespace

EnrolDialog::EnrolDialog(Connection &connection, const QString &camera, QWidget *parent)
    : FormDialog(tr("Enrol a person"), tr("&Enrol"), parent)
    , m_connection(connection)
    , m_name(new QLineEdit)
    , m_groups(new QLineEdit)
    , m_consent(new QCheckBox(tr("The person has &consented, today")))
    , m_allowDuplicate(new QCheckBox(tr("It is somebody else all the &same (twins, for example)")))
    , m_ways(new QTabWidget)
    , m_photos(new PhotoStrip(connection.client()))
    , m_progress(new QProgressBar)
    , m_looking(new QTimer(this))
{
    setObjectName(u"enrolDialog"_s);
    m_name->setObjectName(u"personName"_s);
    m_groups->setObjectName(u"groups"_s);
    m_groups->setPlaceholderText(tr("separated by commas"));
    m_consent->setObjectName(u"consented"_s);
    m_allowDuplicate->setObjectName(u"allowDuplicate"_s);
    m_allowDuplicate->hide();
    m_ways->setObjectName(u"ways"_s);
    form().addRow(tr("&Name"), m_name);
    form().addRow(tr("&Groups"), m_groups);
    form().addRow(m_consent);
    m_ways->addTab(m_photos, tr("From &files"));
    m_ways->addTab(cameraTab(camera), tr("From a ca&mera"));
    body().insertWidget(1, m_ways);
    body().insertWidget(2, m_allowDuplicate);
    body().insertWidget(3, m_progress);
    m_progress->hide();
    m_looking->setInterval(lookEvery);
    connect(m_looking, &QTimer::timeout, this, &EnrolDialog::look);
    connect(m_ways, &QTabWidget::currentChanged, this, &EnrolDialog::chooseCamera);
    onSubmit([this] { submit(); });
    m_ways->setCurrentIndex(camera.isEmpty() ? 0 : 1);
    chooseCamera();
}

EnrolDialog::~EnrolDialog()
{
    end();
    if (m_upload) {
        m_upload->disconnect(this);
        m_upload->abort();
    }
}

QWidget *EnrolDialog::cameraTab(const QString &camera)
{
    auto *const tab = new QWidget;
    auto *const layout = new QVBoxLayout(tab);
    m_camera = new QComboBox;
    m_camera->setObjectName(u"enrolCamera"_s);
    m_camera->setAccessibleName(tr("Camera"));
    for (const QJsonObject &known : m_connection.cameras()) {
        if (known.value("state"_L1) == u"streaming"_s)
            m_camera->addItem(m_connection.cameraName(known.value("id"_L1).toString()), known.value("id"_L1).toString());
    }
    m_camera->setCurrentIndex(std::max(0, m_camera->findData(camera)));
    m_tilePlace = new QWidget;
    m_tilePlace->setFixedSize(tileSize);
    m_hint = new QLabel(m_camera->count() > 0 ? tr("One person alone stands in front of the camera. Enrol then takes pictures while they turn a little.") : tr("No camera is streaming now."));
    m_hint->setObjectName(u"enrolHint"_s);
    m_hint->setWordWrap(true);
    showAsText({m_hint});
    layout->addWidget(m_camera);
    layout->addWidget(m_tilePlace, 0, Qt::AlignHCenter);
    layout->addWidget(m_hint);
    connect(m_camera, &QComboBox::currentIndexChanged, this, &EnrolDialog::chooseCamera);
    return tab;
}

void EnrolDialog::chooseCamera()
{
    delete m_tile.data();
    const QString camera = m_camera->currentData().toString();
    if (m_ways->currentIndex() != 1 || camera.isEmpty())
        return;
    m_tile = new CameraTile(m_connection, camera, Drawing::Software, m_tilePlace);
    m_tile->setGeometry(m_tilePlace->rect());
    m_tile->show();
}

void EnrolDialog::submit()
{
    if (m_name->text().trimmed().isEmpty()) {
        setProblem(tr("Enter the person's name."));
        m_name->setFocus();
        return;
    }
    m_ways->currentIndex() == 0 ? sendPhotos() : begin();
}

// Groups and consent, where there are any.
QJsonObject EnrolDialog::details() const
{
    QJsonArray groups;
    for (const QString &group : m_groups->text().split(u',', Qt::SkipEmptyParts))
        groups.append(group.trimmed());
    QJsonObject made;
    if (!groups.isEmpty())
        made.insert(u"groups"_s, groups);
    if (m_consent->isChecked())
        made.insert(u"consent"_s, QJsonObject{{u"date"_s, m_connection.today().toString(Qt::ISODate)}, {u"by"_s, m_name->text().trimmed()}});
    return made;
}

void EnrolDialog::sendPhotos()
{
    if (m_photos->photos().isEmpty())
        return setProblem(tr("Add at least one photo: without any, no camera knows the person."));
    QJsonArray photos;
    for (const QByteArray &photo : m_photos->photos())
        photos.append(QString::fromLatin1(photo.toBase64()));
    QJsonObject body = details();
    body.insert(u"name"_s, m_name->text().trimmed());
    body.insert(u"photos"_s, photos);
    if (m_allowDuplicate->isChecked())
        body.insert(u"allowDuplicate"_s, true);
    setBusy(true);
    m_progress->show();
    m_upload = m_connection.client().send("POST", u"/api/v1/people"_s, body, this, [this](const Answer &answer) {
        m_progress->hide();
        if (!answer.isGood())
            return refused(answer);
        Q_EMIT enrolled(answer.json.value("id"_L1).toString(), answer.json.value("name"_L1).toString());
        finish();
    }, {.once = true});
    connect(m_upload, &QNetworkReply::uploadProgress, m_progress, [this](qint64 sent, qint64 all) {
        // The rest is the server's work on the faces.
        m_progress->setRange(0, sent < all ? int(all) : 0);
        m_progress->setValue(int(sent));
    });
}

void EnrolDialog::refused(const Answer &answer)
{
    m_allowDuplicate->setVisible(isDuplicate(answer) || m_allowDuplicate->isChecked());
    QStringList lines{refusalText(answer)};
    const QJsonArray results = answer.json.value("photoResults"_L1).toArray();
    for (qsizetype i = 0; i < results.size(); ++i) {
        if (const QString problem = photoProblem(results[i].toObject()); !problem.isEmpty())
            lines.append(tr("Photo %1: %2").arg(i + 1).arg(problem));
    }
    setProblem(lines.join(u'\n'));
}

void EnrolDialog::begin()
{
    const QString camera = m_camera->currentData().toString();
    if (camera.isEmpty())
        return setProblem(tr("No camera is streaming now."));
    setBusy(true);
    QJsonObject body{{u"name"_s, m_name->text().trimmed()}, {u"seconds"_s, secondsInFront}};
    if (m_allowDuplicate->isChecked())
        body.insert(u"allowDuplicate"_s, true);
    m_connection.client().send("POST", u"/api/v1/cameras/"_s + camera + u"/enrolment"_s, body, this, [this, camera](const Answer &answer) {
        if (!answer.isGood())
            return setProblem(answer.problem);
        m_running = camera;
        m_progress->show();
        m_looking->start();
        takeProgress(answer);
    });
}

void EnrolDialog::look()
{
    m_connection.client().get(u"/api/v1/cameras/"_s + m_running + u"/enrolment"_s, {}, this, [this](const Answer &answer) {
        if (m_running.isEmpty())
            return;
        answer.isGood() ? takeProgress(answer) : setProblem(answer.problem);
    });
}

void EnrolDialog::takeProgress(const Answer &answer)
{
    const QString state = answer.json.value("state"_L1).toString();
    m_progress->setRange(0, std::max(1, answer.json.value("wanted"_L1).toInt()));
    m_progress->setValue(answer.json.value("shots"_L1).toInt());
    m_hint->setText(hintText(answer.json.value("hint"_L1).toObject()));
    if (state == u"collecting" || state == u"enrolling")
        return;
    m_looking->stop();
    m_running.clear();
    m_progress->hide();
    const QJsonObject person = answer.json.value("person"_L1).toObject();
    if (state == u"enrolled")
        return addDetails(person.value("id"_L1).toString(), person.value("name"_L1).toString());
    Answer failed = answer;
    failed.problem = translated(answer.json.value("detail"_L1).toString());
    if (failed.problem.isEmpty())
        failed.problem = tr("The person could not be enrolled.");
    refused(failed);
}

// In front of a camera only the name is asked for.
void EnrolDialog::addDetails(const QString &person, const QString &name)
{
    const QJsonObject wanted = details();
    const auto done = [this, person, name] {
        Q_EMIT enrolled(person, name);
        finish();
    };
    if (wanted.isEmpty())
        return done();
    const QString path = u"/api/v1/people/"_s + person;
    const auto failed = [this, name](const Answer &answer) { setProblem(tr("%1 is enrolled, but groups and consent are not written down: %2").arg(name, answer.problem)); };
    m_connection.client().get(path, {}, this, [this, path, wanted, done, failed](const Answer &answer) {
        if (!answer.isGood())
            return failed(answer);
        m_connection.client().send("PATCH", path, wanted, this, [done, failed](const Answer &patched) { patched.isGood() ? done() : failed(patched); }, {.ifMatch = answer.etag});
    });
}

// Whoever closes the dialog does not want the pictures any more.
void EnrolDialog::end()
{
    m_looking->stop();
    if (const QString camera = std::exchange(m_running, QString()); !camera.isEmpty())
        m_connection.client().send("DELETE", u"/api/v1/cameras/"_s + camera + u"/enrolment"_s, {}, &m_connection, [](const Answer &) {});
}

} // namespace rollcall::admin
