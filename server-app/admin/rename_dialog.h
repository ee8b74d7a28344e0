#pragma once

#include "admin/form_dialog.h"

class QLineEdit;

namespace rollcall::admin {

class Connection;

// What people call a camera. Where somebody else gave it another name meanwhile, theirs is shown and nothing is overwritten. GUI thread;
// the connection outlives it.
class RenameDialog : public FormDialog {
    Q_OBJECT

public:
    RenameDialog(Connection &connection, const QString &camera, QWidget *parent);

Q_SIGNALS:
    // Empty: as the camera calls itself.
    void renamed(const QString &name);

private:
    void read(bool afterConflict);
    void save();
    [[nodiscard]] QString path() const;

    Connection &m_connection;
    const QString m_camera;
    QByteArray m_etag;  // of the name as it is known here
    QLineEdit *m_name;
};

} // namespace rollcall::admin
