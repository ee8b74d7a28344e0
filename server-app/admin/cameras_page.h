#pragma once

#include "admin/page.h"

#include "admin/record_table.h"
#include "admin/video_surface.h"

#include <QPointer>

class QLabel;
class QPushButton;
class QScrollArea;

namespace rollcall::admin {

class CameraPlots;
class CameraTile;
class Connection;
class EncodingPanel;

// All cameras: state, what they send, and what they are asked to send with the effect seen beside it; pairing and revoking. GUI thread;
// the connection outlives it.
class CamerasPage : public Page {
    Q_OBJECT

public:
    CamerasPage(Connection &connection, Drawing drawing, QWidget *parent = nullptr);

    void enter() override;
    void search(const QString &words) override;
    [[nodiscard]] RecordTable &table() { return *m_table; }
    void choose(const QString &camera);
    void pair();

protected:
    void hideEvent(QHideEvent *event) override;

private:
    void redraw();
    void showChosen();
    void rename();
    void revoke();
    void forget();
    struct Question {
        QString title;
        QString question;
        QString consequences;
        QString yes;
    };
    // Asks, then deletes `path` and says so.
    void askToEnd(const QString &object, const Question &words, const QString &path, const QString &done);
    [[nodiscard]] QString chosen() const;

    Connection &m_connection;
    const Drawing m_drawing;
    RecordTable *m_table;
    QScrollArea *m_aside;
    QWidget *m_tilePlace;
    QPointer<CameraTile> m_tile;
    EncodingPanel *m_encoding;
    CameraPlots *m_plots;
    QPushButton *m_live;
    QPushButton *m_rename;
    QPushButton *m_revoke;
    QPushButton *m_forget;
};

} // namespace rollcall::admin
