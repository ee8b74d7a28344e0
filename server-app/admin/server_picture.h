#pragma once

#include <QLabel>
#include <QPointer>

class QNetworkReply;

namespace rollcall::admin {

class ServerClient;

// A picture that the server has: a face, a photo. GUI thread; the client outlives it.
class ServerPicture : public QLabel {
    Q_OBJECT

public:
    ServerPicture(ServerClient &client, QSize size, QWidget *parent = nullptr);
    ~ServerPicture() override;

    // Empty: none. `words` where there is no picture.
    void setPath(const QString &path, const QString &words = {});
    [[nodiscard]] bool hasPicture() const { return m_hasPicture; }

private:
    ServerClient &m_client;
    QString m_path;
    QPointer<QNetworkReply> m_reply;
    bool m_hasPicture = false;
};

} // namespace rollcall::admin
