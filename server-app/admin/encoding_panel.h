#pragma once

#include <QWidget>

#include <QJsonObject>
#include <QTimer>

class QLabel;
class QPushButton;
class QSpinBox;
class QComboBox;

namespace rollcall::admin {

class Connection;
struct Answer;

// What a camera sends, and what it is asked to send: resolution, rate, bitrate, pause. GUI thread; the connection outlives it.
class EncodingPanel : public QWidget {
    Q_OBJECT

public:
    explicit EncodingPanel(Connection &connection, QWidget *parent = nullptr);

    // Empty: none.
    void setCamera(const QString &camera);
    [[nodiscard]] const QJsonObject &sending() const { return m_sending; }

private:
    void ask();
    void apply();
    void pauseOrResume();
    void askForKeyframe();
    [[nodiscard]] QString sentence() const;
    void take(const Answer &answer);
    void updateButtons();
    [[nodiscard]] bool isThere() const;

    Connection &m_connection;
    QString m_camera;
    QJsonObject m_sending;
    QTimer m_again;
    bool m_isAsked = false;  // since it came
    QLabel *m_now;
    QComboBox *m_codec;
    QComboBox *m_size;
    QSpinBox *m_rate;
    QSpinBox *m_bitrate;
    QPushButton *m_apply;
    QPushButton *m_pause;
    QPushButton *m_keyframe;
    QLabel *m_problem;
};

} // namespace rollcall::admin
