#pragma once

#include <QDialog>

#include "admin/video_surface.h"

#include <QDateTime>
#include <QPointer>

class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTimer;

namespace rollcall::admin {

class CameraTile;
class Connection;
struct Answer;

// "Pair a camera": its id, then the code and the QR, and the live picture by itself when the camera arrives. GUI thread; the connection
// outlives it.
class PairDialog : public QDialog {
    Q_OBJECT

public:
    PairDialog(Connection &connection, Drawing drawing, QWidget *parent);

Q_SIGNALS:
    void arrived(const QString &camera);

private:
    void makeCode();
    void showCode(const Answer &answer);
    void look();

    Connection &m_connection;
    const Drawing m_drawing;
    QStackedWidget *m_steps;
    QLineEdit *m_id;
    QLabel *m_qr;
    QLabel *m_code;
    QLabel *m_link;
    QLabel *m_words;
    QLabel *m_problem;
    QPushButton *m_make;
    QWidget *m_livePlace;
    QPointer<CameraTile> m_tile;
    QString m_camera;
    QDateTime m_expires;
    QTimer *m_tick;
    QString m_connectedBefore;
};

} // namespace rollcall::admin
