#include "admin/cameras_page.h"

#include "admin/camera_plots.h"
#include "admin/camera_tile.h"
#include "admin/connection.h"
#include "admin/encoding_panel.h"
#include "admin/pair_dialog.h"
#include "admin/rename_dialog.h"
#include "admin/words.h"
#include "admin/wrap_layout.h"

#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rollcall::admin {

namespace {

constexpr QSize tileSize(320, 240);
constexpr int asideSpare = 24;  // margins and a scroll bar

std::vector<RecordColumn> columns(Connection &connection)
{
    const auto figure = [](const QString &title, const QString &field, const QString &unit, int digits = 0, double factor = 1) -> RecordColumn {
        return {.title = title,
                .text = [=](const QJsonObject &camera) { return camera.contains(field) ? QLocale().toString(camera.value(field).toDouble() * factor, 'f', digits) + unit : QString(); },
                .sortKey = [=](const QJsonObject &camera) { return QVariant(camera.value(field).toDouble()); }, .isNumber = true};
    };
    const auto size = [](const QJsonObject &camera) {
        return camera.contains("width"_L1) ? u"%1 × %2"_s.arg(camera.value("width"_L1).toInt()).arg(camera.value("height"_L1).toInt()) : QString();
    };
    return {{.title = CamerasPage::tr("Name"), .text = [](const QJsonObject &camera) { return camera.value("name"_L1).toString(camera.value("id"_L1).toString()); }},
            {.title = CamerasPage::tr("State"), .text = [&connection](const QJsonObject &camera) { return cameraStateWord(camera, connection); },
             .icon = [](const QJsonObject &camera) { return toneIcon(cameraTone(camera), isDark(QGuiApplication::palette())); }},
            {.title = CamerasPage::tr("Size"), .text = size},
            figure(CamerasPage::tr("Frames a second"), u"framesPerSecond"_s, {}, 1),
            figure(CamerasPage::tr("Bitrate"), u"bitrateKbps"_s, u" kbit/s"_s),
            figure(CamerasPage::tr("Latency"), u"latencyMs"_s, u" ms"_s),
            figure(CamerasPage::tr("Lost packets"), u"packetLoss"_s, u" %"_s, 1, 100),
            {.title = CamerasPage::tr("Id"), .text = [](const QJsonObject &camera) { return camera.value("id"_L1).toString(); }}};
}

} // namespace

CamerasPage::CamerasPage(Connection &connection, Drawing drawing, QWidget *parent)
    : Page(parent)
    , m_connection(connection)
    , m_drawing(drawing)
    , m_table(new RecordTable(new RecordModel(columns(connection), [](const QJsonObject &camera) { return camera.value("id"_L1).toString(); }), u"cameras"_s))
    , m_aside(new QScrollArea)
    , m_tilePlace(new QWidget)
    , m_encoding(new EncodingPanel(connection))
    , m_plots(new CameraPlots(connection))
    , m_live(new QPushButton(tr("Show &large")))
    , m_rename(new QPushButton(tr("Re&name…")))
    , m_revoke(new QPushButton(tr("&Revoke…")))
    , m_forget(new QPushButton(tr("&Forget this camera…")))
{
    m_table->setEmptyText(tr("No camera has connected yet.\nPairing gives a camera the right to send its picture here."), tr("&Pair a camera…"));
    auto *const pairButton = new QPushButton(tr("&Pair a camera…"));
    pairButton->setObjectName(u"pair"_s);
    pairButton->setEnabled(connection.may(u"manage-cameras"_s));
    m_revoke->setObjectName(u"revoke"_s);
    m_table->view().setAccessibleName(tr("Cameras"));
    m_table->addTool(pairButton);
    m_tilePlace->setFixedSize(tileSize);
    m_rename->setObjectName(u"rename"_s);
    m_forget->setObjectName(u"forget"_s);
    auto *const inside = new QWidget;
    auto *const side = new QVBoxLayout(inside);
    side->addWidget(m_tilePlace);
    side->addWidget(m_encoding);
    auto *const buttons = new WrapLayout;
    for (QPushButton *button : {m_live, m_rename, m_revoke, m_forget})
        buttons->addWidget(button);
    side->addLayout(buttons);
    side->addWidget(m_plots);
    side->addStretch();
    m_aside->setWidget(inside);
    m_aside->setWidgetResizable(true);
    m_aside->setFrameShape(QFrame::NoFrame);
    m_aside->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_aside->setFixedWidth(tileSize.width() + side->contentsMargins().left() + side->contentsMargins().right() + asideSpare);
    auto *const layout = new QHBoxLayout(this);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_aside);
    connect(pairButton, &QPushButton::clicked, this, &CamerasPage::pair);
    connect(m_table, &RecordTable::emptyActionWanted, this, &CamerasPage::pair);
    connect(m_table, &RecordTable::againWanted, &connection, &Connection::refreshCameras);
    connect(m_table, &RecordTable::selectionChanged, this, &CamerasPage::showChosen);
    connect(m_table, &RecordTable::activated, this, [this] { Q_EMIT cameraWanted(chosen()); });
    connect(m_live, &QPushButton::clicked, this, [this] { Q_EMIT cameraWanted(chosen()); });
    connect(m_rename, &QPushButton::clicked, this, &CamerasPage::rename);
    connect(m_revoke, &QPushButton::clicked, this, &CamerasPage::revoke);
    connect(m_forget, &QPushButton::clicked, this, &CamerasPage::forget);
    connect(&connection, &Connection::camerasChanged, this, &CamerasPage::redraw);
    connect(&connection, &Connection::cameraChanged, this, [this](const QString &id) {
        if (m_table->model().rowOf(id))
            m_table->model().upsert(m_connection.camera(id));
    });
    redraw();
    showChosen();
}

void CamerasPage::enter()
{
    redraw();
    showChosen();
}

void CamerasPage::search(const QString &words)
{
    m_table->filter().setText(words);
    if (m_table->shownRows() > 0)
        m_table->view().selectRow(0);
}

void CamerasPage::choose(const QString &camera)
{
    m_table->filter().clear();
    m_table->choose(camera);
}

QString CamerasPage::chosen() const
{
    const QList<QJsonObject> selected = m_table->selected();
    return selected.size() == 1 ? selected.first().value("id"_L1).toString() : QString();
}

void CamerasPage::redraw()
{
    const QString before = chosen();
    m_table->showRecords(m_connection.cameras());
    m_table->choose(before);
    if (chosen().isEmpty() && m_table->shownRows() > 0)
        m_table->view().selectRow(0);
}

void CamerasPage::showChosen()
{
    const QString camera = chosen();
    m_aside->setVisible(!camera.isEmpty());
    for (QPushButton *button : {m_rename, m_revoke, m_forget})
        button->setEnabled(m_connection.may(u"manage-cameras"_s));
    if (!isVisible() || (m_tile && m_tile->camera() == camera))
        return;
    delete m_tile.data();
    m_encoding->setCamera(camera);
    m_plots->setCamera(camera);
    if (camera.isEmpty())
        return;
    m_tile = new CameraTile(m_connection, camera, m_drawing, m_tilePlace);
    m_tile->setGeometry(m_tilePlace->rect());
    connect(m_tile, &CameraTile::opened, this, [this, camera] { Q_EMIT cameraWanted(camera); }, Qt::QueuedConnection);
    m_tile->show();
}

void CamerasPage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    delete m_tile.data();
}

void CamerasPage::pair()
{
    auto *const dialog = new PairDialog(m_connection, m_drawing, this);
    connect(dialog, &PairDialog::arrived, this, [this](const QString &camera) {
        redraw();
        choose(camera);
    });
    dialog->open();
}

void CamerasPage::rename()
{
    const QString camera = chosen();
    if (camera.isEmpty())
        return;
    auto *const dialog = new RenameDialog(m_connection, camera, this);
    connect(dialog, &RenameDialog::renamed, this, [this](const QString &name) {
        Q_EMIT said(name.isEmpty() ? tr("The camera is called as it calls itself.") : tr("The camera is called %1 now.").arg(name));
        m_connection.refreshCameras();
    });
    dialog->open();
}

void CamerasPage::revoke()
{
    const QString camera = chosen();
    const QString name = m_connection.cameraName(camera);
    askToEnd(u"revokeQuestion"_s, {tr("Revoke"), tr("Revoke “%1”?").arg(name), tr("Its stream ends at once and it may not connect again until it is paired anew. What it saw stays in the register."), tr("&Revoke")},
             u"/api/v1/pairings/"_s + camera, tr("%1 was revoked.").arg(name));
}

void CamerasPage::forget()
{
    const QString camera = chosen();
    const QString name = m_connection.cameraName(camera);
    askToEnd(u"forgetQuestion"_s, {tr("Forget camera"), tr("Forget “%1”?").arg(name), tr("Its stream ends at once, it has to be paired anew to come back, and it is no longer listed. What it saw stays in the register."), tr("&Forget camera")},
             u"/api/v1/cameras/"_s + camera, tr("%1 is forgotten.").arg(name));
}

void CamerasPage::askToEnd(const QString &object, const Question &words, const QString &path, const QString &done)
{
    auto *const box = new QMessageBox(QMessageBox::Question, words.title, words.question, QMessageBox::Cancel, this);
    box->setObjectName(object);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(words.consequences);
    QPushButton *const yes = box->addButton(words.yes, QMessageBox::DestructiveRole);
    yes->setObjectName(u"yes"_s);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(yes, &QPushButton::clicked, this, [this, path, done] {
        m_connection.client().send("DELETE", path, {}, this, [this, done](const Answer &answer) {
            Q_EMIT said(answer.isGood() ? done : answer.problem);
            m_connection.refreshCameras();
        });
    });
    box->open();
}

} // namespace rollcall::admin
