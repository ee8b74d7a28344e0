#pragma once

#include "admin/form_dialog.h"

#include <QJsonObject>
#include <QPointer>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QNetworkReply;
class QProgressBar;
class QTabWidget;
class QTimer;

namespace rollcall::admin {

class CameraTile;
class Connection;
class PhotoStrip;
struct Answer;

// Enrols one person: from photos, or in front of a camera. GUI thread; the connection outlives it.
class EnrolDialog : public FormDialog {
    Q_OBJECT

public:
    // `camera`: the one in front of which they stand; empty: photos.
    EnrolDialog(Connection &connection, const QString &camera, QWidget *parent);
    ~EnrolDialog() override;

    [[nodiscard]] PhotoStrip &photos() { return *m_photos; }

Q_SIGNALS:
    void enrolled(const QString &id, const QString &name);

private:
    QWidget *cameraTab(const QString &camera);
    void chooseCamera();
    void submit();
    void sendPhotos();
    void begin();
    void look();
    void takeProgress(const Answer &answer);
    void addDetails(const QString &person, const QString &name);
    [[nodiscard]] QJsonObject details() const;
    void refused(const Answer &answer);
    void end();

    Connection &m_connection;
    QLineEdit *m_name;
    QLineEdit *m_groups;
    QCheckBox *m_consent;
    QCheckBox *m_allowDuplicate;
    QTabWidget *m_ways;
    PhotoStrip *m_photos;
    QComboBox *m_camera = nullptr;
    QPointer<CameraTile> m_tile;
    QWidget *m_tilePlace = nullptr;
    QLabel *m_hint = nullptr;
    QProgressBar *m_progress;
    QTimer *m_looking;
    QString m_running;  // the camera of the session that was begun
    QPointer<QNetworkReply> m_upload;
};

} // namespace rollcall::admin
