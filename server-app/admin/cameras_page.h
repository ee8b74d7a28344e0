#pragma once

#include "admin/page.h"

#include "admin/record_table.h"
#include "admin/video_surface.h"

#include <QPointer>

class QLabel;
class QPushButton;

namespace rollcall::admin {

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
    void revoke();
    [[nodiscard]] QString chosen() const;

    Connection &m_connection;
    const Drawing m_drawing;
    RecordTable *m_table;
    QWidget *m_aside;
    QWidget *m_tilePlace;
    QPointer<CameraTile> m_tile;
    EncodingPanel *m_encoding;
    QPushButton *m_live;
    QPushButton *m_revoke;
};

} // namespace rollcall::admin
