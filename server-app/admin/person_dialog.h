#pragma once

#include "admin/form_dialog.h"

#include <QJsonObject>
#include <QPointer>

class QDateEdit;
class QCheckBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QNetworkReply;
class QProgressBar;

namespace rollcall::admin {

class Connection;

// One person: what is known of them and by which photos they are recognised. Where somebody else changed them meanwhile, theirs is
// shown and nothing is overwritten. GUI thread; the connection outlives it.
class PersonDialog : public FormDialog {
    Q_OBJECT

public:
    PersonDialog(Connection &connection, const QString &id, QWidget *parent);
    ~PersonDialog() override;

private:
    void read(bool afterConflict);
    void readPhotos();
    void readLastSeen();
    void save();
    void addPhotos();
    void sendPhotos(const QJsonObject &body);
    void removePhoto();
    void photosChanged(const QString &problem);
    [[nodiscard]] QString path() const;

    Connection &m_connection;
    const QString m_id;
    QByteArray m_etag;
    QJsonObject m_person;
    QLineEdit *m_name;
    QLineEdit *m_number;
    QLineEdit *m_groups;
    QCheckBox *m_consent;
    QDateEdit *m_consentDate;
    QLabel *m_seen;
    QListWidget *m_photos;
    QProgressBar *m_progress;
    QPointer<QNetworkReply> m_upload;
};

} // namespace rollcall::admin
