#pragma once

#include <QObject>
#include <QPointer>
#include <QSaveFile>
#include <QUrlQuery>

class QNetworkReply;
class QProgressDialog;

namespace rollcall::admin {

class ServerClient;

// A file from the server, written as it comes: shows how far it is and can be cancelled; what breaks off is not kept. Deletes itself. GUI
// thread; the client outlives it.
class Download : public QObject {
    Q_OBJECT

public:
    Download(ServerClient &client, const QString &from, const QUrlQuery &query, const QString &to, QWidget *parent);
    ~Download() override;

Q_SIGNALS:
    // A sentence, empty where the file is there.
    void ended(const QString &problem);

private:
    void takeMore();
    void end(const QString &problem);

    QSaveFile m_file;
    QPointer<QProgressDialog> m_progress;
    QPointer<QNetworkReply> m_reply;
    QString m_problem;
    bool m_ended = false;
};

} // namespace rollcall::admin
