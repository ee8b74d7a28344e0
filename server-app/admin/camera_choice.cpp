#include "admin/camera_choice.h"

#include "admin/connection.h"

#include <QCheckBox>
#include <QJsonArray>
#include <QListWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rollcall::admin {

namespace {

constexpr int listHeight = 96;

} // namespace

CameraChoice::CameraChoice(const Connection &connection, QWidget *parent)
    : QWidget(parent)
    , m_all(new QCheckBox(tr("&All cameras, people and the register")))
    , m_list(new QListWidget)
{
    m_all->setObjectName(u"allCameras"_s);
    m_all->setChecked(true);
    m_list->setAccessibleName(tr("Cameras"));
    m_list->setObjectName(u"someCameras"_s);
    m_list->setFixedHeight(listHeight);
    m_list->setEnabled(false);
    for (const QJsonObject &camera : connection.cameras()) {
        const QString id = camera.value("id"_L1).toString();
        auto *const item = new QListWidgetItem(connection.cameraName(id), m_list);
        item->setData(Qt::UserRole, id);
        item->setCheckState(Qt::Unchecked);
    }
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_all);
    layout->addWidget(m_list);
    connect(m_all, &QCheckBox::toggled, m_list, &QWidget::setDisabled);
}

void CameraChoice::setWish(const QJsonValue &cameras)
{
    m_all->setChecked(!cameras.isArray());
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem *const item = m_list->item(row);
        item->setCheckState(cameras.toArray().contains(item->data(Qt::UserRole).toString()) ? Qt::Checked : Qt::Unchecked);
    }
}

QJsonValue CameraChoice::wish() const
{
    if (m_all->isChecked())
        return QJsonValue::Null;
    QJsonArray cameras;
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->checkState() == Qt::Checked)
            cameras.append(m_list->item(row)->data(Qt::UserRole).toString());
    }
    return cameras;
}

} // namespace rollcall::admin
