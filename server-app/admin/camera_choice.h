#pragma once

#include <QWidget>

#include <QJsonValue>

class QCheckBox;
class QListWidget;

namespace rollcall::admin {

class Connection;

// All cameras, or some of them. GUI thread.
class CameraChoice : public QWidget {
    Q_OBJECT

public:
    explicit CameraChoice(const Connection &connection, QWidget *parent = nullptr);

    // As accounts have it: null for all, else their ids.
    void setWish(const QJsonValue &cameras);
    [[nodiscard]] QJsonValue wish() const;

private:
    QCheckBox *m_all;
    QListWidget *m_list;
};

} // namespace rollcall::admin
