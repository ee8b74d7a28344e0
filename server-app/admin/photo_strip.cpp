#include "admin/photo_strip.h"

#include "admin/look.h"
#include "admin/photo_words.h"
#include "admin/server_client.h"

#include <QDragEnterEvent>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QImageReader>
#include <QLabel>
#include <QListWidget>
#include <QMimeData>
#include <QPushButton>
#include <QUrl>

#include <numeric>

using namespace Qt::StringLiterals;

namespace rollcall::admin {

namespace {

constexpr QSize thumbnail(96, 96);

} // namespace

PhotoStrip::PhotoStrip(ServerClient &client, QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_list(new QListWidget)
    , m_hint(new QLabel(tr("Drop photos here, or add them: from the front, and turned a little to each side.")))
{
    setAcceptDrops(true);
    m_list->setObjectName(u"photos"_s);
    m_list->setAccessibleName(tr("Photos"));
    m_list->setViewMode(QListView::IconMode);
    m_list->setIconSize(thumbnail);
    m_list->setMovement(QListView::Static);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setWordWrap(true);
    m_list->setMinimumHeight(150);
    m_hint->setWordWrap(true);
    showAsText({m_hint});
    m_hint->setObjectName(u"photoHint"_s);
    auto *const add = new QPushButton(tr("Add &photos…"));
    auto *const remove = new QPushButton(tr("Take &away"));
    auto *const buttons = new QHBoxLayout;
    buttons->addWidget(add);
    buttons->addWidget(remove);
    buttons->addStretch();
    auto *const layout = new QVBoxLayout(this);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_hint);
    layout->addLayout(buttons);
    connect(add, &QPushButton::clicked, this, &PhotoStrip::choose);
    connect(remove, &QPushButton::clicked, this, &PhotoStrip::removeSelected);
}

void PhotoStrip::choose()
{
    addFiles(QFileDialog::getOpenFileNames(this, tr("Add photos"), {}, tr("Pictures (*.jpg *.jpeg *.png *.webp *.bmp)")));
}

qint64 PhotoStrip::bytes() const
{
    return std::accumulate(m_photos.begin(), m_photos.end(), qint64(0), [](qint64 sum, const QByteArray &photo) { return sum + photo.size(); });
}

QString PhotoStrip::hint() const
{
    return m_hint->text();
}

void PhotoStrip::addFiles(const QStringList &paths)
{
    QStringList problems;
    for (const QString &path : paths) {
        const QString name = QFileInfo(path).fileName();
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) {
            problems.append(tr("%1 cannot be read: %2.").arg(name, file.errorString()));
        } else if (file.size() > largestPhoto) {
            problems.append(tr("%1 is larger than 8 MiB. Save it smaller.").arg(name));
        } else if (m_photos.size() >= most || bytes() + file.size() > largestTogether) {
            problems.append(tr("%1 is too much: at most 20 photos of 20 MiB together.").arg(name));
        } else {
            const QByteArray photo = file.readAll();
            QImage picture = QImage::fromData(photo);
            const bool isWebP = photo.startsWith("RIFF") && photo.mid(8, 4) == "WEBP";  // the server reads it, Qt may not
            if (picture.isNull() && !isWebP) {
                problems.append(tr("%1 is not a picture.").arg(name));
                continue;
            }
            m_photos.append(photo);
            auto *const item = new QListWidgetItem(QIcon(QPixmap::fromImage(picture.scaled(thumbnail, Qt::KeepAspectRatio, Qt::SmoothTransformation))), name, m_list);
            item->setData(Qt::UserRole, photo);
            judge(photo);
        }
    }
    m_hint->setText(problems.join(u'\n'));
    Q_EMIT changed();
}

void PhotoStrip::judge(const QByteArray &photo)
{
    const QByteArray type = photo.startsWith("\x89PNG") ? "image/png" : photo.startsWith("RIFF") ? "image/webp" : photo.startsWith("BM") ? "image/bmp" : "image/jpeg";
    m_client.sendBytes("POST", u"/api/v1/photo-checks"_s, type, photo, this, [this, photo](const Answer &answer) {
        const qsizetype row = m_photos.indexOf(photo);
        if (!answer.isGood() || row < 0)
            return;  // the enrolment itself says the same
        const QString problem = photoProblem(answer.json);
        QListWidgetItem *const item = m_list->item(int(row));
        item->setText(answer.json.value("usable"_L1).toBool() ? tr("good") : problem);
        item->setToolTip(plainToolTip(problem));
        item->setForeground(colourOf(answer.json.value("usable"_L1).toBool() ? Tone::Good : Tone::Absent, isDark(palette())));
    });
}

void PhotoStrip::removeSelected()
{
    for (QListWidgetItem *item : m_list->selectedItems()) {
        m_photos.removeAt(m_list->row(item));
        delete item;
    }
    Q_EMIT changed();
}

void PhotoStrip::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void PhotoStrip::dropEvent(QDropEvent *event)
{
    QStringList paths;
    for (const QUrl &url : event->mimeData()->urls())
        paths.append(url.toLocalFile());
    addFiles(paths);
}

} // namespace rollcall::admin
