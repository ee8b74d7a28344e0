#include "admin/person_dialog.h"

#include "admin/connection.h"
#include "admin/duplicate_question.h"
#include "admin/look.h"
#include "admin/photo_strip.h"

#include <QCheckBox>
#include <QDateEdit>
#include <QFileDialog>
#include <QFile>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QNetworkReply>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace rollcall::admin {

namespace {

constexpr QSize photoSize(112, 112);
constexpr int photoGap = 4;

QString groupsText(const QJsonObject &person)
{
    QStringList groups;
    for (const QJsonValue &group : person.value("groups"_L1).toArray())
        groups.append(group.toString());
    return groups.join(u", "_s);
}

// Of one size, whatever the photo's: places are given before the photos are there.
QIcon photoIcon(const QPixmap &photo)
{
    QPixmap icon(photoSize);
    icon.fill(Qt::transparent);
    if (!photo.isNull()) {
        const QPixmap small = photo.scaled(photoSize, Qt::KeepAspectRatio, Qt::SmoothTransformation);
        QPainter(&icon).drawPixmap((icon.width() - small.width()) / 2, (icon.height() - small.height()) / 2, small);
    }
    return QIcon(icon);
}

} // namespace

PersonDialog::PersonDialog(Connection &connection, const QString &id, QWidget *parent)
    : FormDialog(tr("Person"), tr("&Save"), parent)
    , m_connection(connection)
    , m_id(id)
    , m_name(new QLineEdit)
    , m_number(new QLineEdit)
    , m_groups(new QLineEdit)
    , m_consent(new QCheckBox(tr("&Consented on")))
    , m_consentDate(new QDateEdit)
    , m_seen(new QLabel)
    , m_photos(new QListWidget)
    , m_progress(new QProgressBar)
{
    setObjectName(u"personDialog"_s);
    m_name->setObjectName(u"personName"_s);
    m_number->setObjectName(u"number"_s);
    m_groups->setObjectName(u"groups"_s);
    m_groups->setPlaceholderText(tr("separated by commas"));
    m_consentDate->setCalendarPopup(true);
    m_consentDate->setDate(connection.today());
    m_seen->setWordWrap(true);
    showAsText({m_seen});
    m_photos->setObjectName(u"personPhotos"_s);
    m_photos->setAccessibleName(tr("Photos"));
    m_photos->setViewMode(QListView::IconMode);
    m_photos->setIconSize(photoSize);
    m_photos->setMovement(QListView::Static);
    m_photos->setResizeMode(QListView::Adjust);
    m_photos->setSpacing(photoGap);
    m_photos->setMinimumHeight(160);
    auto *const consent = new QHBoxLayout;
    consent->addWidget(m_consent);
    consent->addWidget(m_consentDate);
    consent->addStretch();
    form().addRow(tr("&Name"), m_name);
    form().addRow(tr("N&umber"), m_number);
    form().addRow(tr("&Groups"), m_groups);
    form().addRow(tr("Consent"), consent);
    form().addRow(tr("Last seen"), m_seen);
    auto *const add = new QPushButton(tr("Add &photos…"));
    auto *const remove = new QPushButton(tr("Take &away"));
    auto *const buttons = new QHBoxLayout;
    buttons->addWidget(add);
    buttons->addWidget(remove);
    buttons->addStretch();
    body().insertWidget(1, m_photos, 1);
    body().insertLayout(2, buttons);
    body().insertWidget(3, m_progress);
    m_progress->hide();
    const bool may = connection.may(u"manage-people"_s);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_name, m_number, m_groups, m_consent, m_consentDate, add, remove, &doButton()})
        widget->setEnabled(may);
    connect(add, &QPushButton::clicked, this, &PersonDialog::addPhotos);
    connect(remove, &QPushButton::clicked, this, &PersonDialog::removePhoto);
    connect(m_consent, &QCheckBox::toggled, m_consentDate, &QWidget::setEnabled);
    onSubmit([this] { save(); });
    read(false);
    readPhotos();
    readLastSeen();
}

// Whoever closes the dialog gives up what is on its way.
PersonDialog::~PersonDialog()
{
    if (!m_upload)
        return;
    m_upload->disconnect(this);
    m_upload->abort();
}

QString PersonDialog::path() const
{
    return u"/api/v1/people/"_s + m_id;
}

void PersonDialog::read(bool afterConflict)
{
    m_connection.client().get(path(), {}, this, [this, afterConflict](const Answer &answer) {
        if (!answer.isGood())
            return setProblem(answer.problem);
        m_etag = answer.etag;
        m_person = answer.json;
        setWindowTitle(m_person.value("name"_L1).toString());
        if (afterConflict) {
            // What is written here stays; who saves after having seen theirs means it.
            return setProblem(tr("Somebody else changed this person in the meantime; yours is not saved. It is now: %1, number %2, groups %3. Save again to put yours in its place, or close this to keep theirs.")
                                  .arg(m_person.value("name"_L1).toString(), m_person.value("externalId"_L1).toString(u"–"_s), groupsText(m_person).isEmpty() ? u"–"_s : groupsText(m_person)));
        }
        m_name->setText(m_person.value("name"_L1).toString());
        m_number->setText(m_person.value("externalId"_L1).toString());
        m_groups->setText(groupsText(m_person));
        const QJsonObject consent = m_person.value("consent"_L1).toObject();
        m_consent->setChecked(!consent.isEmpty() && !consent.value("withdrawn"_L1).isString());
        m_consentDate->setEnabled(m_consent->isChecked() && m_consent->isEnabled());
        if (!consent.isEmpty())
            m_consentDate->setDate(QDate::fromString(consent.value("date"_L1).toString(), Qt::ISODate));
    });
}

void PersonDialog::readLastSeen()
{
    m_connection.client().get(u"/api/v1/sightings"_s, {{u"person"_s, m_id}, {u"limit"_s, u"1"_s}}, this, [this](const Answer &answer) {
        const QJsonObject newest = answer.json.value("items"_L1).toArray().at(0).toObject();
        m_seen->setText(newest.isEmpty() ? tr("not yet")
                                         : tr("%1 at %2").arg(m_connection.dayTimeText(newest.value("lastSeen"_L1).toString()), m_connection.cameraName(newest.value("camera"_L1).toString())));
    });
}

void PersonDialog::readPhotos()
{
    m_connection.client().get(path() + u"/photos"_s, {}, this, [this](const Answer &answer) {
        m_photos->clear();
        for (const QJsonValue &value : answer.json.value("items"_L1).toArray()) {
            const QString photo = value.toObject().value("id"_L1).toString();
            auto *const item = new QListWidgetItem(m_photos);
            item->setData(Qt::UserRole, photo);
            item->setIcon(photoIcon({}));  // its place, until it comes
            m_connection.client().get(path() + u"/photos/"_s + photo, {}, this, [this, photo](const Answer &picture) {
                QPixmap pixmap;
                pixmap.loadFromData(picture.body);
                for (int row = 0; row < m_photos->count(); ++row) {
                    if (m_photos->item(row)->data(Qt::UserRole) == photo)
                        m_photos->item(row)->setIcon(photoIcon(pixmap));
                }
            });
        }
    });
}

// The person has a new version by that; what is written in the fields stays.
void PersonDialog::photosChanged(const QString &problem)
{
    setProblem(problem);
    readPhotos();
    m_connection.client().get(path(), {}, this, [this](const Answer &answer) {
        if (answer.isGood())
            m_etag = answer.etag;
    });
}

void PersonDialog::save()
{
    QJsonArray groups;
    for (const QString &group : m_groups->text().split(u',', Qt::SkipEmptyParts))
        groups.append(group.trimmed());
    const QString number = m_number->text().trimmed();
    QJsonObject patch{{u"name"_s, m_name->text().trimmed()}, {u"externalId"_s, number.isEmpty() ? QJsonValue() : QJsonValue(number)}, {u"groups"_s, groups}};
    const QJsonObject before = m_person.value("consent"_L1).toObject();
    const bool hadConsent = !before.isEmpty() && !before.value("withdrawn"_L1).isString();
    if (m_consent->isChecked() && (!hadConsent || before.value("date"_L1) != m_consentDate->date().toString(Qt::ISODate))) {
        patch.insert(u"consent"_s, QJsonObject{{u"date"_s, m_consentDate->date().toString(Qt::ISODate)}, {u"by"_s, m_name->text().trimmed()}});
    } else if (!m_consent->isChecked() && hadConsent) {
        QJsonObject withdrawn = before;
        withdrawn.insert(u"withdrawn"_s, m_connection.today().toString(Qt::ISODate));
        patch.insert(u"consent"_s, withdrawn);
    }
    setBusy(true);
    m_connection.client().send("PATCH", path(), patch, this, [this](const Answer &answer) {
        if (answer.isStale())
            return read(true);
        answer.isGood() ? finish() : setProblem(answer.problem);
    }, {.ifMatch = m_etag});
}

void PersonDialog::addPhotos()
{
    PhotoStrip chosen(m_connection.client());
    chosen.addFiles(QFileDialog::getOpenFileNames(this, tr("Add photos"), {}, tr("Pictures (*.jpg *.jpeg *.png *.webp *.bmp)")));
    if (chosen.photos().isEmpty())
        return setProblem(chosen.hint());
    QJsonArray photos;
    for (const QByteArray &photo : chosen.photos())
        photos.append(QString::fromLatin1(photo.toBase64()));
    sendPhotos({{u"photos"_s, photos}});
}

void PersonDialog::sendPhotos(const QJsonObject &body)
{
    setBusy(true);
    m_progress->setRange(0, 0);
    m_progress->show();
    m_upload = m_connection.client().send("POST", path() + u"/photos"_s, body, this, [this, body](const Answer &answer) {
        m_progress->hide();
        photosChanged(isDuplicate(answer) ? QString() : answer.problem);
        if (isDuplicate(answer))
            askAboutDuplicate(this, answer, [this, body] { sendPhotos(allowingDuplicate(body)); });
    }, {.once = true});
    connect(m_upload, &QNetworkReply::uploadProgress, m_progress, [this](qint64 sent, qint64 all) {
        // The rest is the server's work on the faces.
        m_progress->setRange(0, sent < all ? int(all) : 0);
        m_progress->setValue(int(sent));
    });
}

void PersonDialog::removePhoto()
{
    const QListWidgetItem *const item = m_photos->currentItem();
    if (!item)
        return;
    const QString photo = item->data(Qt::UserRole).toString();
    auto *const box = new QMessageBox(QMessageBox::Question, tr("Take a photo away"), tr("Take this photo away for good?"), QMessageBox::Cancel, this);
    box->setObjectName(u"photoQuestion"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(tr("The person is recognised by the others from then on."));
    QPushButton *const yes = box->addButton(tr("Take &away"), QMessageBox::DestructiveRole);
    yes->setObjectName(u"yes"_s);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(yes, &QPushButton::clicked, this, [this, photo] {
        m_connection.client().send("DELETE", path() + u"/photos/"_s + photo, {}, this, [this](const Answer &answer) { photosChanged(answer.problem); });
    });
    box->open();
}

} // namespace rollcall::admin
